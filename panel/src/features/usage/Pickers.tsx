import { Link } from '@tanstack/react-router'
import { t } from '../../lib/messages/index.ts'
import { type Chosen, searchFor, WINDOWS } from './period.ts'
import styles from './UsagePage.module.css'

interface Props {
  readonly chosen: Chosen
  /** Somebody who manages nobody is not asked whose calls are meant. */
  readonly manages: boolean
}

/** Whose calls are shown, of when, and by whose clock. Each choice is an address. */
export function Pickers({ chosen, manages }: Props) {
  const links = (more: Partial<Chosen>, label: string, current: boolean) => ({
    to: { ...chosen, ...more },
    label,
    current,
  })
  return (
    <div className={styles['pickers']}>
      {manages && (
        <Picker
          name={t('usage.scope')}
          links={(['me', 'account'] as const).map((scope) =>
            links({ scope }, t(`usage.scope.${scope}`), scope === chosen.scope),
          )}
        />
      )}
      <Picker
        name={t('usage.zone')}
        links={(['local', 'utc'] as const).map((zone) =>
          links({ zone }, t(`usage.zone.${zone}`), zone === chosen.zone),
        )}
      />
      <Picker
        name={t('usage.window')}
        links={[...WINDOWS, 'custom' as const].map((window) =>
          links({ window }, t(`usage.window.${window}`), window === chosen.window),
        )}
      />
    </div>
  )
}

interface PickerProps {
  readonly name: string
  readonly links: readonly { readonly to: Chosen; readonly label: string; readonly current: boolean }[]
}

function Picker({ name, links }: PickerProps) {
  return (
    <nav className={styles['windows']} aria-label={name}>
      {links.map(({ to, label, current }) => (
        <Link
          key={label}
          to="/usage"
          search={searchFor(to)}
          resetScroll={false}
          aria-current={current ? 'page' : undefined}
          activeProps={{}}
          activeOptions={{ exact: true }}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}

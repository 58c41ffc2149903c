import type { ManagedUser } from '@keyward/sdk'
import { t } from '../../../lib/messages/index.ts'
import styles from '../../../ui/Bulk.module.css'
import { Icon } from '../../../ui/Icon.tsx'
import type { BulkAct, Reason } from './acts.ts'

/** So many names are read at a glance. */
const FEW = 8
const names = (users: readonly ManagedUser[]) => users.map(({ name }) => name).join(', ')

/** To whom it will be done: some names, and all of them for those who look. */
export function WillBe({ users }: { readonly users: readonly ManagedUser[] }) {
  if (users.length === 0) return <p role="status">{t('bulk.nobody')}</p>
  const more = users.length - FEW
  return (
    <div className={styles['people']}>
      <h3>{t('bulk.willBe', { count: users.length })}</h3>
      <p translate="no">{names(users.slice(0, FEW))}</p>
      {more > 0 && (
        <details>
          <summary>{t('bulk.more', { count: more })}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <p className={styles['names']} translate="no" tabIndex={0}>
            {names(users.slice(FEW))}
          </p>
        </details>
      )}
    </div>
  )
}

interface LeftOutProps {
  readonly act: BulkAct
  readonly users: ReadonlyMap<Reason, readonly ManagedUser[]>
}

/** To whom it will not, and why. */
export function LeftOut({ act, users }: LeftOutProps) {
  if (users.size === 0) return null
  return (
    <div className={styles['people']}>
      <h3>{t('bulk.leftOut')}</h3>
      <ul className={styles['leftOut']}>
        {[...users].map(([reason, those]) => (
          <li key={reason}>
            <Icon name="cross" />
            <span>
              <strong translate="no">{someNames(those)}</strong>: {reasonText(act, reason)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function someNames(users: readonly ManagedUser[]): string {
  const more = users.length - FEW
  return more > 0 ? t('bulk.andMore', { names: names(users.slice(0, FEW)), count: more }) : names(users)
}

const reasonText = (act: BulkAct, reason: Reason) =>
  reason === 'already' ? t(`bulk.already.${act.kind}`) : t(`bulk.reason.${reason}`)

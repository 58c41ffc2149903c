import { t } from '../../lib/messages/index.ts'
import type { Found, FoundGroup } from './found.ts'
import styles from './Palette.module.css'

interface Props {
  /** What the ids of the list and its options begin with. */
  readonly id: string
  readonly groups: readonly FoundGroup[]
  /** The place, among all options, of the one that Enter opens. */
  readonly chosen: number
  readonly onChoose: (at: number) => void
  readonly onGo: (found: Found) => void
}

/** What was found, by kind; the options are numbered through. */
export function Groups({ id, groups, chosen, onChoose, onGo }: Props) {
  const starts = groups.map((_, at) => groups.slice(0, at).reduce((sum, { items }) => sum + items.length, 0))
  return (
    <div id={`${id}-list`} role="listbox" aria-label={t('palette.results')} className={styles['list']}>
      {groups.map(({ name, items }, group) => (
        // biome-ignore lint/a11y/useSemanticElements: a listbox has groups, no fieldsets
        <div key={name} role="group" aria-label={name}>
          <div className={styles['group']} aria-hidden="true">
            {name}
          </div>
          {items.map((item, within) => {
            const at = (starts[group] ?? 0) + within
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the focus is in the field, which has the keys
              // biome-ignore lint/a11y/useFocusableInteractive: as above
              <div
                key={item.to}
                id={`${id}-${at}`}
                role="option"
                aria-selected={at === chosen}
                className={styles['item']}
                onMouseMove={() => onChoose(at)}
                onClick={() => onGo(item)}
              >
                <span className={styles['label']}>{item.label}</span>
                {item.note !== undefined && <span className={styles['note']}>{item.note}</span>}
              </div>
            )
          })}
        </div>
      ))}
    </div>
  )
}

import type { AuditEntry } from '@keyward/sdk'
import { formatDay, formatTime } from '../../lib/format.ts'
import { t } from '../../lib/messages/index.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Changes } from './Changes.tsx'
import styles from './Entries.module.css'
import type { AskedFilter } from './filter.ts'
import { viaOf, whoDid } from './sentences.ts'
import { What } from './What.tsx'

interface Props {
  readonly entries: readonly AuditEntry[]
  /** Of the days: one below the title that the entries stand under. */
  readonly heading?: 'h2' | 'h3'
  /** A name was pressed: only what this one did. */
  readonly onLook: (more: Partial<AskedFilter>) => void
}

/** Entries in sentences, day by day; each with the raw entry behind it. */
export function Entries({ entries, heading: Heading = 'h2', onLook }: Props) {
  return byDay(entries).map(([day, some]) => (
    <section key={day} className={styles['day']} aria-label={day}>
      <Heading>{day}</Heading>
      <ol className={styles['list']}>
        {some.map((entry) => (
          <Entry key={`${entry.chain} ${entry.number}`} entry={entry} onLook={onLook} />
        ))}
      </ol>
    </section>
  ))
}

function byDay(entries: readonly AuditEntry[]): readonly (readonly [string, readonly AuditEntry[]])[] {
  const days = new Map<string, AuditEntry[]>()
  for (const entry of entries) {
    const day = formatDay(entry.at)
    days.set(day, [...(days.get(day) ?? []), entry])
  }
  return [...days]
}

function Entry({ entry, onLook }: { readonly entry: AuditEntry; readonly onLook: Props['onLook'] }) {
  const who = whoDid(entry)
  const actor = entry.actor.name ?? entry.actor.text.split(' ')[0] ?? ''
  return (
    <li className={styles['entry']} data-outcome={entry.outcome}>
      <time dateTime={entry.at} title={entry.at}>
        {formatTime(entry.at)}
      </time>
      <div className={styles['said']}>
        <p>
          <button type="button" className={styles['who']} translate="no" onClick={() => onLook({ actor })}>
            <Hidden>{t('audit.filterBy', { name: who })}</Hidden>
            <span aria-hidden="true">{who}</span>
          </button>{' '}
          <What entry={entry} />
          {entry.outcome === 'refused' && (
            <span className={styles['refused']}>
              <Icon name="warning" />
              {t('audit.refused')}
            </span>
          )}
        </p>
        <p className={styles['via']} translate="no">
          {viaOf(entry)}
        </p>
        <Raw entry={entry} />
      </div>
    </li>
  )
}

function Raw({ entry }: { readonly entry: AuditEntry }) {
  const text = JSON.stringify(entry, null, 2)
  const name = t('audit.rawName', { number: entry.number })
  return (
    <details className={styles['raw']}>
      <summary>
        {t('audit.raw')} <Hidden>{name}</Hidden>
      </summary>
      <Changes entry={entry} />
      <div className={styles['rawHead']}>
        <CopyButton name={name} text={text} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} translate="no">
        {text}
      </pre>
    </details>
  )
}

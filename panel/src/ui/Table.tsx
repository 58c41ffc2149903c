import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { t } from '../lib/messages/index.ts'
import { Hidden } from './Hidden.tsx'
import { Icon } from './Icon.tsx'
import styles from './Table.module.css'

interface Column {
  readonly name: string
  readonly numeric?: boolean
  /** Heard and not seen: what the rows do, not what they say. */
  readonly hidden?: boolean
  /** Of a column that the rows can be sorted by. */
  readonly sort?: ColumnSort
  /** In a firm table: as CSS has it; a share of what is left without it. */
  readonly width?: string
}

export interface ColumnSort {
  /** How the rows are sorted by it now; null when by another one. */
  readonly now: 'ascending' | 'descending' | null
  /** The address of the page sorted by it, or the other way round. */
  readonly to: string
}

interface Props {
  readonly caption: string
  readonly columns: readonly Column[]
  /** On a phone each row becomes a card of lines, so that nothing has to be scrolled to. */
  readonly cards?: boolean
  /** Rows in all, where not all are drawn. Its columns are as wide as they are told, and its head stays in sight. */
  readonly firm?: { readonly rows: number }
  /** The rows: `tr` with a `th scope="row"` first. */
  readonly children: ReactNode
}

/** A real table. When it is too wide it scrolls by itself and the page does not. */
export function Table({ caption, columns, cards = false, firm, children }: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for questions, this is a part that scrolls
    <div
      className={`${styles['scroll']} ${firm ? styles['firm'] : ''}`}
      role="group"
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <table
        className={`${styles['table']} ${cards ? styles['cards'] : ''}`}
        aria-rowcount={firm && firm.rows + 1}
      >
        <caption className="visually-hidden">{caption}</caption>
        {firm && (
          <colgroup>
            {columns.map(({ name, width }) => (
              <col key={name} style={{ inlineSize: width }} />
            ))}
          </colgroup>
        )}
        <thead>
          <tr aria-rowindex={firm && 1}>
            {columns.map(({ name, numeric, hidden, sort }) => (
              <th
                key={name}
                scope="col"
                data-numeric={numeric || undefined}
                aria-sort={sort?.now ?? undefined}
              >
                {sort ? <SortLink name={name} sort={sort} /> : hidden ? <Hidden>{name}</Hidden> : name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

function SortLink({ name, sort: { now, to } }: { readonly name: string; readonly sort: ColumnSort }) {
  return (
    <Link
      to={to}
      replace
      className={styles['sort']}
      data-sorted={now ?? undefined}
      activeProps={{}}
      activeOptions={{ exact: true }}
    >
      <Hidden>{t('table.sortBy')} </Hidden>
      {name}
      <Icon name={now === 'descending' ? 'down' : 'up'} />
    </Link>
  )
}

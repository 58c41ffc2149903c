import type { AuditEntry } from '@keyward/sdk'
import { formatDateTime } from '../../lib/format.ts'
import { t } from '../../lib/messages/index.ts'
import { Table } from '../../ui/Table.tsx'
import { outcomeName, viaOf, whoDid } from './sentences.ts'
import { What } from './What.tsx'

const COLUMNS = ['time', 'actor', 'what', 'outcome', 'from', 'request'] as const

/** The same entries side by side, to compare them. */
export function EntryTable({ entries }: { readonly entries: readonly AuditEntry[] }) {
  return (
    <Table
      cards
      caption={t('audit.table')}
      columns={COLUMNS.map((column) => ({ name: t(`audit.column.${column}`) }))}
    >
      {entries.map((entry) => (
        <tr key={`${entry.chain} ${entry.number}`}>
          <th scope="row">
            <time dateTime={entry.at} title={entry.at}>
              {formatDateTime(entry.at)}
            </time>
          </th>
          <td data-label={t('audit.column.actor')} translate="no">
            {whoDid(entry)}
          </td>
          <td data-label={t('audit.column.what')}>
            <What entry={entry} />
          </td>
          <td data-label={t('audit.column.outcome')}>{outcomeName(entry)}</td>
          <td data-label={t('audit.column.from')} translate="no">
            {viaOf(entry)}
          </td>
          <td data-label={t('audit.column.request')} translate="no">
            {entry.source.requestId}
          </td>
        </tr>
      ))}
    </Table>
  )
}

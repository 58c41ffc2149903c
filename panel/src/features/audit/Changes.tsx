import type { AuditEntry } from '@keyward/sdk'
import { t } from '../../lib/messages/index.ts'
import { formatNumber } from '../../lib/numbers.ts'
import { Table } from '../../ui/Table.tsx'
import { changesOf } from './changesOf.ts'

/** What became of each field, side by side; nothing for an act that changes none. */
export function Changes({ entry }: { readonly entry: AuditEntry }) {
  const changes = changesOf(entry)
  if (changes.length === 0) return null
  return (
    <Table
      caption={t('audit.changes', { number: entry.number })}
      columns={[{ name: t('audit.field') }, { name: t('audit.before') }, { name: t('audit.after') }]}
    >
      {changes.map(({ field, values }) => (
        <tr key={field}>
          <th scope="row" translate="no">
            {field === '' ? t('audit.value') : field}
          </th>
          {values ? (
            <>
              <td translate="no">{shown(values.before)}</td>
              <td translate="no">{shown(values.after)}</td>
            </>
          ) : (
            <td colSpan={2}>{t('audit.valueNotKept')}</td>
          )}
        </tr>
      ))}
    </Table>
  )
}

function shown(value: AuditEntry['details'][string]): string {
  if (value === null || value === '') return t('audit.none')
  if (typeof value === 'number') return formatNumber(value)
  if (typeof value === 'boolean') return t(value ? 'audit.on' : 'audit.off')
  return value
}

import type { UsageHistory } from '@keyward/sdk'
import { formatDialect } from '../../lib/format.ts'
import { t } from '../../lib/messages/index.ts'
import { formatNumber } from '../../lib/numbers.ts'
import { Card } from '../../ui/Card.tsx'
import { Table } from '../../ui/Table.tsx'
import { KeyName } from './ByKey.tsx'
import { toDate } from './months.ts'
import styles from './UsagePage.module.css'
import { formatsFor } from './zone.ts'

/** Counters of everything that is still known, by API, and by key for who wants to know. */
export function ToDate({ history }: { readonly history: UsageHistory }) {
  const rows = toDate(history)
  const first = history.months[0]?.month ?? history.keptSince
  return (
    <Card title={t('usage.toDate')} lead={t('usage.toDateLead', { month: formatsFor('utc').month(first) })}>
      <Table
        caption={t('usage.toDate')}
        columns={[
          { name: t('caller.dialect') },
          { name: t('usage.answered'), numeric: true },
          { name: t('usage.rejected'), numeric: true },
        ]}
      >
        {rows.map(({ dialect, valid, rejected }) => (
          <tr key={dialect}>
            <th scope="row">{formatDialect(dialect)}</th>
            <td data-numeric>{formatNumber(valid)}</td>
            <td data-numeric>{formatNumber(rejected)}</td>
          </tr>
        ))}
      </Table>
      <details className={styles['byKey']}>
        <summary>{t('usage.byKey')}</summary>
        <Table
          caption={t('usage.byKeyToDate')}
          columns={[{ name: t('usage.key') }, { name: t('caller.calls'), numeric: true }]}
        >
          {history.byKey.map((used) => (
            <tr key={used.keyId}>
              <th scope="row">
                <KeyName used={used} />
              </th>
              <td data-numeric>{formatNumber(used.calls)}</td>
            </tr>
          ))}
        </Table>
      </details>
    </Card>
  )
}

import type { Usage } from '@keyward/sdk'
import { formatDialect } from '../../lib/format.ts'
import { t } from '../../lib/messages/index.ts'
import { formatNumber } from '../../lib/numbers.ts'
import { Table } from '../../ui/Table.tsx'
import { Chart } from './Chart.tsx'
import { RankedBars } from './RankedBars.tsx'

export function ByDialect({ usage: { byDialect, window } }: { readonly usage: Usage }) {
  return (
    <Chart
      title={t('usage.byDialect')}
      chart={
        <RankedBars
          items={byDialect.map(({ dialect, calls }) => ({
            key: dialect,
            name: formatDialect(dialect),
            calls,
          }))}
        />
      }
      table={
        <Table
          caption={t('usage.byDialect')}
          columns={[{ name: t('caller.dialect') }, { name: t('caller.calls'), numeric: true }]}
        >
          {byDialect.map(({ dialect, calls }) => (
            <tr key={dialect}>
              <th scope="row" translate="no">
                {formatDialect(dialect)}
              </th>
              <td data-numeric>{formatNumber(calls)}</td>
            </tr>
          ))}
        </Table>
      }
      csv={{
        name: `keyward-dialects-${window}.csv`,
        header: ['dialect', 'calls'],
        rows: byDialect.map(({ dialect, calls }) => [dialect, calls]),
      }}
    />
  )
}

import type { Usage } from '@keyward/sdk'
import { formatNumber } from '../../lib/format.ts'
import { t } from '../../lib/messages/index.ts'
import { CallerName, callerKey } from '../../ui/Caller.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { Table } from '../../ui/Table.tsx'
import { Chart } from './Chart.tsx'
import { RankedBars } from './RankedBars.tsx'

export function ByCaller({ usage: { byCaller, window } }: { readonly usage: Usage }) {
  return (
    <Chart
      title={t('usage.byCaller')}
      chart={
        <RankedBars
          items={byCaller.map((caller) => ({
            key: callerKey(caller),
            name: <CallerName caller={caller} />,
            calls: caller.calls,
          }))}
        />
      }
      table={
        <Table
          caption={t('usage.byCaller')}
          columns={[
            { name: t('caller.application') },
            { name: t('caller.calls'), numeric: true },
            { name: t('caller.lastUse') },
          ]}
        >
          {byCaller.map((caller) => (
            <tr key={callerKey(caller)}>
              <th scope="row">
                <CallerName caller={caller} />
              </th>
              <td data-numeric>{formatNumber(caller.calls)}</td>
              <td>
                <RelativeTime at={caller.lastUse} />
              </td>
            </tr>
          ))}
        </Table>
      }
      csv={{
        name: `keyward-callers-${window}.csv`,
        header: ['client', 'address', 'dialect', 'calls', 'first use', 'last use'],
        rows: byCaller.map((caller) => [
          caller.client,
          caller.address,
          caller.dialect,
          caller.calls,
          caller.firstUse,
          caller.lastUse,
        ]),
      }}
    />
  )
}

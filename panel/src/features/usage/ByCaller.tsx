import type { Usage } from '@keyward/sdk'
import { t } from '../../lib/messages/index.ts'
import { CallerName, callerKey } from '../../ui/Caller.tsx'
import { CallerTable } from '../../ui/CallerTable.tsx'
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
      table={<CallerTable caption={t('usage.byCaller')} callers={byCaller} />}
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

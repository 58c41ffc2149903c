import type { Usage } from '@keyward/sdk'
import { formatDateTime, formatDay } from '../../lib/format.ts'
import { t } from '../../lib/messages/index.ts'
import { formatNumber } from '../../lib/numbers.ts'
import { Table } from '../../ui/Table.tsx'
import { Chart } from './Chart.tsx'
import { StackedBars } from './StackedBars.tsx'
import { outcomesIn, type Step, timelineOf } from './timeline.ts'

const DAY_SECONDS = 86_400

export function ByTime({ usage }: { readonly usage: Usage }) {
  const steps = timelineOf(usage)
  const daily = usage.stepSeconds >= DAY_SECONDS
  const name = ({ at }: Step) => (daily ? formatDay(at) : formatDateTime(at))
  const outcomes = outcomesIn(steps)
  return (
    <Chart
      title={t('usage.byTime')}
      lead={daily ? t('usage.perDay') : t('usage.perHour')}
      chart={<StackedBars steps={steps} outcomes={outcomes} nameOf={name} />}
      table={
        <Table
          caption={t('usage.byTime')}
          columns={[
            { name: t('usage.time') },
            ...outcomes.map((outcome) => ({ name: t(`outcome.${outcome}`), numeric: true })),
          ]}
        >
          {steps.map((step) => (
            <tr key={step.at}>
              <th scope="row">{name(step)}</th>
              {outcomes.map((outcome) => (
                <td key={outcome} data-numeric>
                  {formatNumber(step.calls[outcome])}
                </td>
              ))}
            </tr>
          ))}
        </Table>
      }
      csv={{
        name: `keyward-usage-${usage.window}.csv`,
        header: ['time', ...outcomes],
        rows: steps.map((step) => [step.at, ...outcomes.map((outcome) => step.calls[outcome])]),
      }}
    />
  )
}

import type { Usage } from '@keyward/sdk'
import { t } from '../../lib/messages/index.ts'
import { formatNumber } from '../../lib/numbers.ts'
import { Table } from '../../ui/Table.tsx'
import { Chart } from './Chart.tsx'
import { StackedBars } from './StackedBars.tsx'
import { outcomesIn, type Step, timelineOf } from './timeline.ts'
import { formatsFor, type Zone } from './zone.ts'

export function ByTime({ usage, zone }: { readonly usage: Usage; readonly zone: Zone }) {
  const { steps, daily } = timelineOf(usage, zone)
  const formats = formatsFor(zone)
  const name = ({ at }: Step) => (daily ? formats.day : formats.dateTime)(at)
  const outcomes = outcomesIn(steps)
  return (
    <Chart
      title={t('usage.byTime')}
      lead={t(daily ? `usage.perDay.${zone}` : `usage.perHour.${zone}`)}
      chart={
        <StackedBars label={t('chart.label')} steps={steps} outcomes={outcomes} nameOf={name} zone={zone} />
      }
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

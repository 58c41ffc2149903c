import type { UsageHistory } from '@keyward/sdk'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { formatNumber } from '../../lib/numbers.ts'
import { Card } from '../../ui/Card.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Table } from '../../ui/Table.tsx'
import { Chart } from './Chart.tsx'
import { monthsOf } from './months.ts'
import type { Scope } from './period.ts'
import { StackedBars } from './StackedBars.tsx'
import { ToDate } from './ToDate.tsx'
import { outcomesIn, type Step } from './timeline.ts'
import { formatsFor } from './zone.ts'

export const historyQuery = (scope: Scope) => ({
  queryKey: ['usage', 'history', scope],
  queryFn: () => api.usage.history(scope),
  placeholderData: keepPreviousData,
})

/** What stays when the hours are forgotten. The rest of the page does not wait for it, nor fall with it. */
export function History({ scope }: { readonly scope: Scope }) {
  const { data, error, refetch } = useQuery(historyQuery(scope))
  if (data) return <Months history={data} />
  return (
    <Card title={t('usage.byMonth')}>
      {error ? (
        <ErrorState error={error} title={t('usage.historyFailed')} onRetry={() => refetch()} />
      ) : (
        <Loading lines={4} onRetry={() => refetch()} />
      )}
    </Card>
  )
}

function Months({ history }: { readonly history: UsageHistory }) {
  if (history.months.length === 0) return history.mail && <ToDate history={history} />
  const steps = monthsOf(history, Date.now())
  const outcomes = outcomesIn(steps)
  const name = ({ at }: Step) => formatsFor('utc').month(at)
  return (
    <>
      <ToDate history={history} />
      <Chart
        title={t('usage.byMonth')}
        lead={t('usage.perMonth')}
        chart={
          <StackedBars
            label={t('chart.monthLabel')}
            steps={steps}
            outcomes={outcomes}
            nameOf={name}
            zone="utc"
            monthly
          />
        }
        table={
          <Table
            caption={t('usage.byMonth')}
            columns={[
              { name: t('usage.month') },
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
          name: 'keyward-usage-months.csv',
          header: ['month', 'dialect', 'outcome', 'calls'],
          rows: history.months.map(({ month, dialect, outcome, calls }) => [month, dialect, outcome, calls]),
        }}
      />
    </>
  )
}

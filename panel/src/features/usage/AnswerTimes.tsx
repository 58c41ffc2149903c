import type { AnswerTimes as Times } from '@keyward/sdk'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useRef, useState } from 'react'
import { announce } from '../../lib/announce.ts'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { formatNumber } from '../../lib/numbers.ts'
import { Table } from '../../ui/Table.tsx'
import { Chart } from './Chart.tsx'
import { type Chosen, questionOf } from './period.ts'
import styles from './StackedBars.module.css'
import { indexAfter } from './StackedBars.tsx'
import { useLines } from './useLines.ts'
import { formatsFor, type Zone } from './zone.ts'

type Point = Times['points'][number]

const HOUR_S = 3600

export const answerTimesQuery = (chosen: Chosen) => {
  const { period } = questionOf(chosen)
  return {
    queryKey: ['usage', 'answer-times', period],
    queryFn: () => api.usage.answerTimes(period),
    placeholderData: keepPreviousData,
  }
}

/** How long answers took in the chosen period. What is not there is not missed: the page is about calls. */
export function AnswerTimes({ chosen }: { readonly chosen: Chosen }) {
  const { data } = useQuery(answerTimesQuery(chosen))
  if (!data || data.points.length === 0) return null
  // Shares of answers cannot be added up: days are the server's, those of UTC.
  const daily = data.stepSeconds > HOUR_S
  const zone = daily ? 'utc' : chosen.zone
  const formats = formatsFor(zone)
  const name = ({ at }: Point) => (daily ? formats.day : formats.dateTime)(at)
  return (
    <Chart
      title={t('times.title')}
      lead={t(daily ? 'times.perDay' : `times.perHour.${zone}`)}
      chart={<Lines times={data} zone={zone} nameOf={name} />}
      table={
        <Table
          caption={t('times.title')}
          columns={[
            { name: t('usage.time') },
            { name: t('times.p50'), numeric: true },
            { name: t('times.p95'), numeric: true },
          ]}
        >
          {data.points.map((point) => (
            <tr key={point.at}>
              <th scope="row">{name(point)}</th>
              <td data-numeric>{formatNumber(point.p50Ms)}</td>
              <td data-numeric>{formatNumber(point.p95Ms)}</td>
            </tr>
          ))}
        </Table>
      }
      csv={{
        name: `keyward-answer-times-${data.window}.csv`,
        header: ['time', 'p50 ms', 'p95 ms'],
        rows: data.points.map(({ at, p50Ms, p95Ms }) => [at, p50Ms, p95Ms]),
      }}
    />
  )
}

interface LinesProps {
  readonly times: Times
  readonly zone: Zone
  readonly nameOf: (point: Point) => string
}

function Lines({ times, zone, nameOf }: LinesProps) {
  const { points } = times
  const [index, setIndex] = useState<number | null>(null)
  const box = useRef<HTMLDivElement>(null)
  useLines(box, { times, zone }, index, setIndex)
  const textOf = (point: Point) =>
    t('times.point', { time: nameOf(point), p50: formatNumber(point.p50Ms), p95: formatNumber(point.p95Ms) })
  const onKey = (event: KeyboardEvent) => {
    const next = indexAfter(event.key, index, points.length)
    const point = next === null ? undefined : points[next]
    if (point === undefined) return
    event.preventDefault()
    setIndex(next)
    announce(textOf(point))
  }
  const current = index === null ? undefined : points[index]
  return (
    <figure className={styles['figure']}>
      <div
        ref={box}
        className={styles['plot']}
        role="img"
        aria-label={t('times.label')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys read the points out
        tabIndex={0}
        onKeyDown={onKey}
      />
      <figcaption className={styles['caption']}>
        <span>{t('times.legend')}</span>
        <span className={styles['readout']}>{current ? textOf(current) : t('times.hint')}</span>
      </figcaption>
    </figure>
  )
}

import type { AnswerTimes as Times } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useRef, useState } from 'react'
import { announce } from '../../lib/announce.ts'
import { api } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { formatNumber } from '../../lib/numbers.ts'
import { Table } from '../../ui/Table.tsx'
import { Chart } from './Chart.tsx'
import styles from './StackedBars.module.css'
import { indexAfter } from './StackedBars.tsx'
import { useLines } from './useLines.ts'
import { formatsFor, type Zone } from './zone.ts'

type Hour = Times['hours'][number]

export const answerTimesQuery = {
  queryKey: ['usage', 'answer-times'],
  queryFn: () => api.usage.answerTimes(),
}

/** How long answers of the server took. What is not there is not missed: the page is about calls. */
export function AnswerTimes({ zone }: { readonly zone: Zone }) {
  const { data } = useQuery(answerTimesQuery)
  if (!data || data.hours.length === 0) return null
  const name = ({ at }: Hour) => formatsFor(zone).dateTime(at)
  return (
    <Chart
      title={t('times.title')}
      lead={t('times.lead', { since: formatsFor(zone).dateTime(data.since) })}
      chart={<Lines hours={data.hours} zone={zone} nameOf={name} />}
      table={
        <Table
          caption={t('times.title')}
          columns={[
            { name: t('usage.time') },
            { name: t('times.p50'), numeric: true },
            { name: t('times.p95'), numeric: true },
          ]}
        >
          {data.hours.map((hour) => (
            <tr key={hour.at}>
              <th scope="row">{name(hour)}</th>
              <td data-numeric>{formatNumber(hour.p50Ms)}</td>
              <td data-numeric>{formatNumber(hour.p95Ms)}</td>
            </tr>
          ))}
        </Table>
      }
      csv={{
        name: 'keyward-answer-times.csv',
        header: ['time', 'p50 ms', 'p95 ms'],
        rows: data.hours.map(({ at, p50Ms, p95Ms }) => [at, p50Ms, p95Ms]),
      }}
    />
  )
}

interface LinesProps {
  readonly hours: readonly Hour[]
  readonly zone: Zone
  readonly nameOf: (hour: Hour) => string
}

function Lines({ hours, zone, nameOf }: LinesProps) {
  const [index, setIndex] = useState<number | null>(null)
  const box = useRef<HTMLDivElement>(null)
  useLines(box, { hours, zone }, index, setIndex)
  const textOf = (hour: Hour) =>
    t('times.point', { time: nameOf(hour), p50: formatNumber(hour.p50Ms), p95: formatNumber(hour.p95Ms) })
  const onKey = (event: KeyboardEvent) => {
    const next = indexAfter(event.key, index, hours.length)
    const hour = next === null ? undefined : hours[next]
    if (hour === undefined) return
    event.preventDefault()
    setIndex(next)
    announce(textOf(hour))
  }
  const current = index === null ? undefined : hours[index]
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

import { type KeyboardEvent, useRef, useState } from 'react'
import { announce } from '../../lib/announce.ts'
import { t } from '../../lib/messages/index.ts'
import { formatNumber } from '../../lib/numbers.ts'
import styles from './StackedBars.module.css'
import type { ShownOutcome, Step } from './timeline.ts'
import { usePlot } from './usePlot.ts'
import type { Zone } from './zone.ts'

interface Props {
  readonly label: string
  readonly steps: readonly Step[]
  readonly outcomes: readonly ShownOutcome[]
  readonly nameOf: (step: Step) => string
  readonly zone: Zone
  /** A bar is a month; else it is an hour or a day. */
  readonly monthly?: boolean
}

/** Calls over time, one bar a step. The arrow keys walk along the bars and each one is read out. */
export function StackedBars({ label, steps, outcomes, nameOf, zone, monthly = false }: Props) {
  const [index, setIndex] = useState<number | null>(null)
  const box = useRef<HTMLDivElement>(null)
  usePlot(box, { steps, outcomes, zone, monthly }, index, setIndex)
  const textOf = (step: Step) =>
    t('chart.point', {
      time: nameOf(step),
      values: outcomes.map((name) => `${formatNumber(step.calls[name])} ${t(`outcome.${name}`)}`).join(', '),
    })
  const onKey = (event: KeyboardEvent) => {
    const next = indexAfter(event.key, index, steps.length)
    const step = next === null ? undefined : steps[next]
    if (step === undefined) return
    event.preventDefault()
    setIndex(next)
    announce(textOf(step))
  }
  const current = index === null ? undefined : steps[index]
  return (
    <figure className={styles['figure']}>
      <div
        ref={box}
        className={styles['plot']}
        role="img"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys read the bars out
        tabIndex={0}
        onKeyDown={onKey}
      />
      <figcaption className={styles['caption']}>
        <ul className={styles['legend']}>
          {outcomes.map((name) => (
            <li key={name} data-outcome={name}>
              {t(`outcome.${name}`)}
            </li>
          ))}
        </ul>
        <span className={styles['readout']}>{current ? textOf(current) : t('chart.hint')}</span>
      </figcaption>
    </figure>
  )
}

/** Where a key leads among so many points; null for a key that leads nowhere. */
export function indexAfter(key: string, index: number | null, length: number): number | null {
  const last = length - 1
  if (key === 'ArrowRight') return Math.min(last, (index ?? -1) + 1)
  if (key === 'ArrowLeft') return Math.max(0, (index ?? length) - 1)
  if (key === 'Home') return 0
  if (key === 'End') return last
  return null
}

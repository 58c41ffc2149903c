import type { ReactNode } from 'react'
import { t } from '../../lib/messages/index.ts'
import { formatNumber } from '../../lib/numbers.ts'
import styles from './RankedBars.module.css'

interface Props {
  readonly items: readonly { readonly key: string; readonly name: ReactNode; readonly calls: number }[]
}

const FIRST_BARS = 10

/** A list, longest bar first. The figure stands beside the bar, so the bar itself needs no words. */
export function RankedBars({ items }: Props) {
  const ranked = items.toSorted((a, b) => b.calls - a.calls).slice(0, FIRST_BARS)
  const most = ranked[0]?.calls ?? 1
  return (
    <>
      <ul className={styles['list']}>
        {ranked.map(({ key, name, calls }) => (
          <li key={key}>
            <span className={styles['name']} translate="no">
              {name}
            </span>
            <span className={styles['calls']}>{formatNumber(calls)}</span>
            <span className={styles['track']} aria-hidden="true">
              <span className={styles['bar']} style={{ inlineSize: `${(calls / most) * 100}%` }} />
            </span>
          </li>
        ))}
      </ul>
      {items.length > FIRST_BARS && (
        <p className={styles['more']}>{t('chart.more', { count: items.length - FIRST_BARS })}</p>
      )}
    </>
  )
}

import type { AffectedApplication, Impact } from '@keyward/sdk'
import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import { formatDate } from '../lib/format.ts'
import { t } from '../lib/messages/index.ts'
import { Button } from './Button.tsx'
import { CallerTable } from './CallerTable.tsx'
import { ErrorState } from './ErrorState.tsx'
import styles from './ImpactPreview.module.css'
import { Loading } from './Loading.tsx'

const FIRST_ROWS = 10

/** Who would be disconnected. The decision never waits for it. */
export function ImpactPreview({ impact }: { readonly impact: UseQueryResult<Impact> }) {
  if (impact.data) return <Known impact={impact.data} />
  if (impact.error) {
    return <ErrorState error={impact.error} title={t('impact.failed')} onRetry={() => impact.refetch()} />
  }
  return (
    <div className={styles['loading']}>
      <p>{t('impact.loading')}</p>
      <Loading lines={3} />
    </div>
  )
}

function Known({ impact: { callers, windowDays, recordedSince } }: { readonly impact: Impact }) {
  // Nobody was seen: say since when anybody would have been, and claim nothing about the time before.
  if (callers.length === 0) return <p>{t('impact.none', { date: formatDate(recordedSince) })}</p>
  return (
    <div className={styles['known']}>
      <h3>{t('impact.heading', { count: callers.length, days: windowDays })}</h3>
      <Callers callers={callers} />
    </div>
  )
}

function Callers({ callers }: { readonly callers: readonly AffectedApplication[] }) {
  const [all, setAll] = useState(false)
  const rows = all ? callers : callers.slice(0, FIRST_ROWS)
  return (
    <>
      <CallerTable caption={t('impact.caption')} callers={rows} note={noteOn} />
      {rows.length < callers.length && (
        <div>
          <Button onClick={() => setAll(true)}>{t('impact.all', { count: callers.length })}</Button>
        </div>
      )}
    </>
  )
}

function noteOn({ stopsAtOnce }: AffectedApplication) {
  return stopsAtOnce && <span className={styles['stops']}>{t('impact.stopsAtOnce')}</span>
}

import type { UsageThreshold } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { formatNumber } from '../../lib/numbers.ts'
import { ownsAccount } from '../../lib/rights.ts'
import { useUser } from '../../lib/session.ts'
import { thresholdQuery } from '../../lib/threshold.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Notice } from '../../ui/Notice.tsx'
import styles from './Threshold.module.css'
import { ThresholdDialog } from './ThresholdDialog.tsx'

/** How near the account is to what its owner wants to know of. */
export function Threshold() {
  const { data, error, refetch } = useQuery({ ...thresholdQuery, notifyOnChangeProps: 'all' })
  const [open, setOpen] = useState(false)
  const owns = ownsAccount(useUser())
  return (
    <Card
      title={t('threshold.title')}
      lead={t('threshold.lead')}
      aside={owns && data && <Button onClick={() => setOpen(true)}>{t('threshold.set')}</Button>}
    >
      {data && <State threshold={data} />}
      {!data && error && <ErrorState error={error} title={t('threshold.failed')} onRetry={() => refetch()} />}
      {!data && !error && <Loading lines={2} onRetry={() => refetch()} />}
      {open && data && <ThresholdDialog threshold={data} onClose={() => setOpen(false)} />}
    </Card>
  )
}

function State({ threshold }: { readonly threshold: UsageThreshold }) {
  const { callsPerDay, callsPerMonth, callsToday, callsThisMonth, reached, notify } = threshold
  if (callsPerDay === null && callsPerMonth === null) return <p>{t('threshold.none')}</p>
  return (
    <>
      <ul className={styles['list']}>
        {callsPerDay !== null && (
          <Row title={t('threshold.day')} limit={callsPerDay} used={callsToday} reached={reached.day} />
        )}
        {callsPerMonth !== null && (
          <Row
            title={t('threshold.month')}
            limit={callsPerMonth}
            used={callsThisMonth}
            reached={reached.month}
          />
        )}
      </ul>
      <p className={styles['told']}>{t(`threshold.told.${notify}`)}</p>
    </>
  )
}

interface RowProps {
  readonly title: string
  readonly limit: number
  readonly used: number
  readonly reached: boolean
}

function Row({ title, limit, used, reached }: RowProps) {
  return (
    <li className={styles['row']}>
      <span>{title}</span>
      <span className={styles['figure']}>
        {t('threshold.of', { used: formatNumber(used), limit: formatNumber(limit) })}
      </span>
      <meter aria-label={title} min={0} max={limit} value={Math.min(used, limit)} />
      {reached && (
        <Notice kind="warning">
          <p>{t('threshold.reached')}</p>
        </Notice>
      )}
    </li>
  )
}

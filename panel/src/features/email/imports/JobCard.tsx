import type { Job } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../../lib/api.ts'
import { saveFile } from '../../../lib/download.ts'
import { t } from '../../../lib/messages/index.ts'
import { useAct } from '../../../lib/useAct.ts'
import { Button } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { RelativeTime } from '../../../ui/RelativeTime.tsx'
import { EMAIL } from '../queries.ts'
import styles from './Jobs.module.css'
import { isUnderWay } from './jobQueries.ts'

/** How far a job is, and what can be done about it. */
export function JobCard({ job }: { readonly job: Job }) {
  const queries = useQueryClient()
  const act = useAct(async (turn: () => Promise<unknown>) => {
    await turn()
    await queries.invalidateQueries({ queryKey: EMAIL })
  })
  const { id, kind, domain, state, total, done, failed } = job
  const over = done + failed
  const save = async () => {
    const file = await new Response(await api.jobs.failedRows(id)).blob()
    saveFile(`failed-rows-${domain ?? id.slice(0, 8)}.csv`, file)
  }
  return (
    <Card title={t(`jobs.kind.${kind}`, { domain: domain ?? t('jobs.allDomains') })}>
      <p className={styles['facts']}>
        <strong>{t(`jobs.state.${state}`)}</strong>
        <span>{t('jobs.over', { over, count: total })}</span>
        {failed > 0 && <span>{t('jobs.failed', { count: failed })}</span>}
        <RelativeTime at={job.createdAt} />
      </p>
      {state === 'stopped' && <p>{t('jobs.stoppedText')}</p>}
      {state !== 'done' && (
        <progress
          className={styles['bar']}
          aria-label={t('jobs.progress')}
          value={over}
          max={Math.max(total, 1)}
        />
      )}
      {isUnderWay(job) && <p className={styles['facts']}>{paceText(job)}</p>}
      <div className={styles['acts']}>
        {isUnderWay(job) && (
          <Button busy={act.busy} onClick={() => void act.run(() => api.jobs.cancel(id))}>
            {t('jobs.cancel')}
          </Button>
        )}
        {(state === 'cancelled' || state === 'stopped') && (
          <Button busy={act.busy} onClick={() => void act.run(() => api.jobs.resume(id))}>
            {t('jobs.resume')}
          </Button>
        )}
        {failed > 0 && <Button onClick={() => void act.run(save)}>{t('jobs.download')}</Button>}
      </div>
      {act.error !== null && <ErrorState error={act.error} />}
    </Card>
  )
}

const MINUTE = 60

function paceText({ rowsPerSecond, secondsLeft }: Job): string {
  if (rowsPerSecond === null || secondsLeft === null) return ''
  const rate = t('jobs.rate', { rate: Math.round(rowsPerSecond) })
  const left =
    secondsLeft < 2 * MINUTE
      ? t('jobs.left', { count: Math.ceil(secondsLeft) })
      : t('jobs.leftMinutes', { count: Math.round(secondsLeft / MINUTE) })
  return `${rate}, ${left}`
}

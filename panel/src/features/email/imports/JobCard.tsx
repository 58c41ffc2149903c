import type { Job } from '@keyward/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../../lib/api.ts'
import { download, saveStream, toCsv } from '../../../lib/download.ts'
import { t } from '../../../lib/messages/index.ts'
import { useAct } from '../../../lib/useAct.ts'
import { Button, buttonClass } from '../../../ui/Button.tsx'
import { Card } from '../../../ui/Card.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Hidden } from '../../../ui/Hidden.tsx'
import { RelativeTime } from '../../../ui/RelativeTime.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { EMAIL } from '../queries.ts'
import { turnSnippets } from './importSnippets.ts'
import styles from './Jobs.module.css'
import { isUnderWay } from './jobQueries.ts'
import { resultsOf } from './sorts.ts'

export const jobTitle = ({ kind, domain }: Job) =>
  t(`jobs.kind.${kind}`, { domain: domain ?? t('jobs.allDomains') })

interface Props {
  readonly job: Job
  /** What it does, unless told otherwise. */
  readonly title?: string
}

/** How far a job is, and what can be done about it. */
export function JobCard({ job, title }: Props) {
  const queries = useQueryClient()
  const act = useAct(async (turn: () => Promise<unknown>) => {
    await turn()
    await queries.invalidateQueries({ queryKey: EMAIL })
  })
  const { id, kind, domain, state, total, done, failed } = job
  const over = done + failed
  const turn = turnOf(job)
  const save = async () => {
    await saveStream(`failed-rows-${domain ?? id.slice(0, 8)}.csv`, await api.jobs.failedRows(id))
  }
  /** Kept nowhere: each time they are new, and earlier ones stay good. */
  const saveLinks = async () => {
    const { items } = await api.jobs.invitations(id)
    const rows = items.map(({ username, email, link, endsAt }) => [username, email ?? '', link, endsAt])
    download('invitations.csv', toCsv(['Username', 'Email', 'Link', 'Ends'], rows), 'text/csv')
  }
  return (
    <Card title={title ?? jobTitle(job)}>
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
        {title === undefined && (
          <Link to={resultsOf(job)} className={buttonClass('plain')}>
            {t('jobs.open')}
            <Hidden> {jobTitle(job)}</Hidden>
          </Link>
        )}
        {turn && (
          <Button busy={act.busy} onClick={() => void act.run(() => api.jobs[turn](id))}>
            {t(`jobs.${turn}`)}
          </Button>
        )}
        {kind === 'user.import' && done > 0 && (
          <Button busy={act.busy} onClick={() => void act.run(saveLinks)}>
            {t('jobs.links')}
          </Button>
        )}
        {failed > 0 && <Button onClick={() => void act.run(save)}>{t('jobs.download')}</Button>}
      </div>
      {act.error !== null && <ErrorState error={act.error} />}
      {turn && (
        <ShowAsCode
          name={t(turn === 'cancel' ? 'code.jobCancelName' : 'code.jobResumeName')}
          snippets={turnSnippets(window.location.origin, id, turn)}
        />
      )}
    </Card>
  )
}

/** What can be done to a job as it is. */
function turnOf(job: Job): 'cancel' | 'resume' | null {
  if (isUnderWay(job)) return 'cancel'
  return job.state === 'cancelled' || job.state === 'stopped' ? 'resume' : null
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

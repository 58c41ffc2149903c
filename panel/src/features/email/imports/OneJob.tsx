import '../../../lib/messages/en/email.ts'
import '../../../lib/messages/en/imports.ts'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { t } from '../../../lib/messages/index.ts'
import { managesAccount } from '../../../lib/rights.ts'
import { useUser } from '../../../lib/session.ts'
import { LastDone } from '../../../ui/LastDone.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { TabLinks } from '../../../ui/TabLinks.tsx'
import styles from '../Email.module.css'
import { MailFault } from '../MailFault.tsx'
import { EMAIL } from '../queries.ts'
import { jobSnippets } from './importSnippets.ts'
import { JobCard, jobTitle } from './JobCard.tsx'
import { JobRows } from './JobRows.tsx'
import { jobQuery, ROW_STATES } from './jobQueries.ts'
import { resultsOf } from './sorts.ts'

/** One job, and what each of its rows came to. */
export function OneJob({ jobId }: { readonly jobId: string }) {
  const asked = new URLSearchParams(useLocation().searchStr).get('rows')
  const state = ROW_STATES.find((known) => known === asked) ?? null
  const readsLog = managesAccount(useUser())
  const { data: job, error, refetch } = useQuery(jobQuery(jobId))
  if (error) return <MailFault error={error} title={t('jobs.failedToLoad')} onRetry={() => refetch()} />
  if (!job) return <Loading lines={6} onRetry={() => refetch()} />
  const tab = (to: (typeof ROW_STATES)[number] | null) => ({
    label: t(to === null ? 'jobs.rows.all' : `jobs.rows.${to}`, { count: countOf(to) }),
    to: `${resultsOf(job)}${to === null ? '' : `?rows=${to}`}`,
    current: to === state,
  })
  const { total, done, failed } = job
  const counts = { done, failed, waiting: total - done - failed }
  const countOf = (of: keyof typeof counts | null) => (of === null ? total : counts[of])
  return (
    <Page title={jobTitle(job)} lead={t('jobs.oneLead')}>
      <div className={styles['found']}>
        <JobCard job={job} title={t('jobs.howFar')} />
        <TabLinks name={t('jobs.rows')} tabs={[null, ...ROW_STATES].map(tab)} />
        <JobRows key={`${state}`} job={job} state={state} />
      </div>
      {readsLog && <Link to={`/audit?text=${jobId}`}>{t('jobs.inTheLog')}</Link>}
      <LastDone about={EMAIL} />
      <ShowAsCode name={t('code.jobName')} snippets={jobSnippets(window.location.origin, jobId)} />
    </Page>
  )
}

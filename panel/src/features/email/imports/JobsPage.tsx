import '../../../lib/messages/en/email.ts'
import '../../../lib/messages/en/imports.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { t } from '../../../lib/messages/index.ts'
import { Button, buttonClass } from '../../../ui/Button.tsx'
import { LastDone } from '../../../ui/LastDone.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { ShowAsCode } from '../../../ui/ShowAsCode.tsx'
import { useAreas } from '../areas.ts'
import styles from '../Email.module.css'
import { EmailGate } from '../EmailGate.tsx'
import { MailFault } from '../MailFault.tsx'
import { EMAIL } from '../queries.ts'
import { jobsSnippets } from './importSnippets.ts'
import { JobCard } from './JobCard.tsx'
import { jobsQuery } from './jobQueries.ts'

/** Imports and other work on many mailboxes, newest first. */
export default function JobsPage() {
  const has = useAreas()
  return (
    <EmailGate areas={['mailboxes', 'aliases']} title={t('jobs.title')}>
      <div className={styles['page']}>
        <Link to="/email" className={styles['back']}>
          {t('area.email')}
        </Link>
        <Page
          title={t('jobs.title')}
          lead={t('jobs.lead')}
          aside={
            has('mailboxes') && (
              <Link to="/email/import" className={buttonClass('primary')}>
                {t('import.title')}
              </Link>
            )
          }
        >
          <Jobs />
          <LastDone about={EMAIL} />
          <ShowAsCode name={t('code.jobsName')} snippets={jobsSnippets(window.location.origin)} />
        </Page>
      </div>
    </EmailGate>
  )
}

function Jobs() {
  const found = useInfiniteQuery(jobsQuery)
  const { data, error, refetch } = found
  if (error) return <MailFault error={error} title={t('jobs.failedToLoad')} onRetry={() => refetch()} />
  if (!data) return <Loading lines={6} onRetry={() => refetch()} />
  const jobs = data.pages.flatMap(({ items }) => items)
  if (jobs.length === 0) {
    return (
      <div className={styles['nothing']}>
        <h2>{t('jobs.none')}</h2>
        <p>{t('jobs.noneText')}</p>
      </div>
    )
  }
  return (
    <div className={styles['found']}>
      {jobs.map((job) => (
        <JobCard key={job.id} job={job} />
      ))}
      {found.hasNextPage && (
        <div className={styles['more']}>
          <Button busy={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
            {t('jobs.more')}
          </Button>
        </div>
      )}
    </div>
  )
}

import '../../../lib/messages/en/email.ts'
import '../../../lib/messages/en/imports.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { t } from '../../../lib/messages/index.ts'
import { managesUsers } from '../../../lib/rights.ts'
import { useUser } from '../../../lib/session.ts'
import { NotAllowed } from '../../../ui/NotAllowed.tsx'
import { Page } from '../../../ui/Page.tsx'
import styles from '../Email.module.css'
import { ImportWizard } from './ImportWizard.tsx'
import { JobCard } from './JobCard.tsx'
import { jobsQuery } from './jobQueries.ts'
import { OneJob } from './OneJob.tsx'
import { USERS } from './sorts.ts'

/** Users of the account from a file, or what became of one that was imported. */
export default function UserImportPage() {
  const { jobId } = useParams({ strict: false })
  if (jobId === undefined)
    return (
      <Frame to={USERS.back.to} name={t(USERS.back.name)}>
        <Page title={t(USERS.texts.title)} lead={t('import.lead')}>
          <ImportWizard sort={USERS} first={null} />
          <Earlier />
        </Page>
      </Frame>
    )
  return (
    <Frame to="/users/import" name={t(USERS.texts.title)}>
      <OneJob key={jobId} jobId={jobId} />
    </Frame>
  )
}

interface FrameProps {
  readonly to: string
  readonly name: string
  readonly children: ReactNode
}

function Frame({ to, name, children }: FrameProps) {
  if (!managesUsers(useUser()))
    return <NotAllowed title={t(USERS.texts.title)} reason={t('import.users.notAllowed')} />
  return (
    <div className={styles['page']}>
      <Link to={to} className={styles['back']}>
        {name}
      </Link>
      {children}
    </div>
  )
}

/** Those of the last jobs that were imports of users. */
function Earlier() {
  const { data } = useInfiniteQuery(jobsQuery)
  const jobs = (data?.pages ?? []).flatMap(({ items }) => items).filter(({ kind }) => kind === USERS.kind)
  if (jobs.length === 0) return null
  return (
    <section className={styles['found']} aria-label={t('import.users.earlier')}>
      <h2>{t('import.users.earlier')}</h2>
      {jobs.map((job) => (
        <JobCard key={job.id} job={job} />
      ))}
    </section>
  )
}

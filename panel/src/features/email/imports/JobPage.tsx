import '../../../lib/messages/en/imports.ts'
import { Link, useParams } from '@tanstack/react-router'
import { t } from '../../../lib/messages/index.ts'
import styles from '../Email.module.css'
import { EmailGate } from '../EmailGate.tsx'
import { OneJob } from './OneJob.tsx'

export default function JobPage() {
  const { jobId = '' } = useParams({ strict: false })
  return (
    <EmailGate>
      <div className={styles['page']}>
        <Link to="/email/jobs" className={styles['back']}>
          {t('jobs.title')}
        </Link>
        <OneJob key={jobId} jobId={jobId} />
      </div>
    </EmailGate>
  )
}

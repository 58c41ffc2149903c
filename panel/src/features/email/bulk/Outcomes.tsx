import type { Job } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import { api } from '../../../lib/api.ts'
import { t } from '../../../lib/messages/index.ts'
import styles from '../../../ui/Bulk.module.css'
import { Button, buttonClass } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Table } from '../../../ui/Table.tsx'

/** More are told by the file of failed rows. */
const MOST_ROWS = 100

/** What was not done, and why. */
export function Outcomes({ job, onClose }: { readonly job: Job; readonly onClose: () => void }) {
  const { id, done, failed, total } = job
  const close = useRef<HTMLButtonElement>(null)
  return (
    <Dialog
      alert
      open
      size="large"
      onClose={onClose}
      title={t('mailBulk.progress', { done, count: total })}
      description={done + failed < total ? t('mailBulk.stopped') : undefined}
      initialFocus={close}
      actions={
        <>
          <Link to="/email/jobs" className={buttonClass('plain')}>
            {t('email.jobs')}
          </Link>
          <Button ref={close} kind="primary" onClick={onClose}>
            {t('mailBulk.close')}
          </Button>
        </>
      }
    >
      {failed > 0 && <Failed jobId={id} />}
    </Dialog>
  )
}

function Failed({ jobId }: { readonly jobId: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['mailJob', jobId, 'failed'],
    queryFn: () => api.jobs.rows(jobId, { state: 'failed', limit: MOST_ROWS }),
  })
  if (error) return <ErrorState error={error} onRetry={() => refetch()} />
  if (!data) return <Loading lines={3} />
  return (
    <div className={styles['rows']}>
      <Table
        caption={t('mailBulk.notDone')}
        columns={[{ name: t('mailboxes.address') }, { name: t('mailBulk.notDone') }]}
      >
        {data.items.map(({ number, cells: [address, mailboxId], message }) => (
          <tr key={number}>
            <th scope="row" translate="no">
              {address || mailboxId}
            </th>
            <td>{message}</td>
          </tr>
        ))}
      </Table>
    </div>
  )
}

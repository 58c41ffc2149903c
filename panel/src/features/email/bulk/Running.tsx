import type { Job } from '@keyward/sdk'
import { useRef } from 'react'
import { tellDone } from '../../../lib/lastDone.ts'
import { t } from '../../../lib/messages/index.ts'
import type { Act } from '../../../lib/useAct.ts'
import styles from '../../../ui/Bulk.module.css'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import type { BulkAct } from './target.ts'

interface Props {
  readonly act: BulkAct
  readonly count: number
  /** Null before anything is known of it. */
  readonly job: Job | null
  readonly cancel: Act<[]>
  readonly onClose: () => void
}

/** How far it is. It needs nobody who looks. */
export function Running({ act, count, job, cancel, onClose }: Props) {
  const leave = useRef<HTMLButtonElement>(null)
  const title = t(`mailBulk.${act}`, { count })
  const over = job === null ? 0 : job.done + job.failed
  const goOn = () => {
    tellDone({ text: t('mailBulk.goesOn') })
    onClose()
  }
  return (
    <Dialog
      alert
      open
      onClose={goOn}
      title={title}
      description={t('mailBulk.runningText')}
      initialFocus={leave}
      actions={
        <>
          <Button busy={cancel.busy} disabled={job === null} onClick={() => void cancel.run()}>
            {t('mailBulk.cancel')}
          </Button>
          <Button ref={leave} kind="primary" onClick={goOn}>
            {t('mailBulk.leave')}
          </Button>
        </>
      }
    >
      <div className={styles['meter']}>
        <progress max={Math.max(count, 1)} value={over} aria-label={title} />
        <p>{t('mailBulk.progress', { done: over, count: job?.total ?? count })}</p>
      </div>
      {cancel.error !== null && <ErrorState error={cancel.error} />}
    </Dialog>
  )
}

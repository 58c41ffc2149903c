import { useRef } from 'react'
import { t } from '../../../lib/messages/index.ts'
import styles from '../../../ui/Bulk.module.css'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import type { Progress } from './useBulk.ts'
import { actText } from './words.ts'

interface Props {
  readonly progress: Progress
  readonly onStop: () => void
}

/** How far it is. What is done stays done; the rest can be stopped. */
export function Running({ progress: { act, users, outcomes }, onStop }: Props) {
  const stop = useRef<HTMLButtonElement>(null)
  const failed = [...outcomes.values()].filter(({ kind }) => kind === 'failed').length
  const text = t('bulk.underWay', { done: outcomes.size, count: users.length })
  return (
    <Dialog
      alert
      open
      onClose={onStop}
      title={actText(act, users.length)}
      description={t('bulk.stopText')}
      initialFocus={stop}
      actions={
        <Button ref={stop} onClick={onStop}>
          {t('bulk.stop')}
        </Button>
      }
    >
      <div className={styles['meter']}>
        <progress max={users.length} value={outcomes.size} aria-label={actText(act, users.length)} />
        <p>
          {text}
          {failed > 0 && ` · ${t('bulk.failedSoFar', { count: failed })}`}
        </p>
      </div>
    </Dialog>
  )
}

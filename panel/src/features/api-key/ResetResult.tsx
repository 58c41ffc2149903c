import type { Overlap } from '@keyward/sdk'
import { useRef, useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Downloads } from './Downloads.tsx'
import styles from './ResetResult.module.css'
import type { KeyRow } from './useKeyRow.ts'

interface Props {
  readonly row: KeyRow
  readonly overlap: Overlap | null
  readonly saved: boolean
}

/** Below the new key: how to take it along. Closing asks once when it was neither copied nor downloaded. */
export function ResetResult({ row, overlap, saved }: Props) {
  const [asking, setAsking] = useState(false)
  const close = () => (saved ? row.dismiss() : setAsking(true))
  return (
    <Notice kind="success">
      <strong>{t('result.title')}</strong>
      <p>{overlap === null ? t('result.oldKeyEnded') : t('result.oldKeyOverlaps')}</p>
      <div className={styles['take']}>
        <Downloads row={row} />
        <Button onClick={close}>{t('result.done')}</Button>
      </div>
      <CloseAnyway open={asking} row={row} onStay={() => setAsking(false)} />
    </Notice>
  )
}

interface CloseAnywayProps {
  readonly open: boolean
  readonly row: KeyRow
  readonly onStay: () => void
}

function CloseAnyway({ open, row, onStay }: CloseAnywayProps) {
  const copy = useRef<HTMLButtonElement>(null)
  const copyFirst = async () => {
    await row.copy.run()
    onStay()
  }
  return (
    <Dialog
      alert
      open={open}
      onClose={onStay}
      title={t('result.notSavedTitle')}
      description={t('result.notSavedText')}
      initialFocus={copy}
      actions={
        <>
          <Button onClick={row.dismiss}>{t('result.closeAnyway')}</Button>
          <Button ref={copy} kind="primary" onClick={copyFirst}>
            {t('result.copyKey')}
          </Button>
        </>
      }
    />
  )
}

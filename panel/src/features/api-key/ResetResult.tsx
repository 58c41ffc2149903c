import type { Overlap } from '@keyward/sdk'
import { useBlocker } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { t } from '../../lib/messages/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Downloads } from './Downloads.tsx'
import styles from './ResetResult.module.css'
import type { FreshKey, KeyRow } from './useKeyRow.ts'

interface Props {
  readonly row: KeyRow
  readonly overlap: Overlap | null
  readonly fresh: FreshKey
}

/**
 * Below the new key: how to take it along. Closing asks once when it was neither copied nor downloaded; so does
 * leaving the page when it cannot be shown again.
 */
export function ResetResult({ row, overlap, fresh }: Props) {
  const [asking, setAsking] = useState(false)
  const leaving = useAskBeforeLeaving(row.shown.lasting && !fresh.saved)
  const close = () => (fresh.saved ? row.dismiss() : setAsking(true))
  return (
    <Notice kind="success">
      <strong>{t('result.title')}</strong>
      {row.shown.lasting && <p>{t('result.shownOnce')}</p>}
      <p>{t(whatNow(overlap, fresh))}</p>
      <div className={styles['take']}>
        <Downloads row={row} />
        <Button onClick={close}>{t('result.done')}</Button>
      </div>
      <CloseAnyway open={asking} row={row} onStay={() => setAsking(false)} onClose={row.dismiss} />
      <CloseAnyway
        open={leaving.status === 'blocked'}
        row={row}
        onStay={() => leaving.reset?.()}
        onClose={() => leaving.proceed?.()}
      />
    </Notice>
  )
}

function whatNow(overlap: Overlap | null, { first }: FreshKey) {
  if (first) return 'result.firstKey'
  return overlap === null ? 'result.oldKeyEnded' : 'result.oldKeyOverlaps'
}

/** Other pages of the panel ask in our words; closing the tab asks in those of the browser. */
function useAskBeforeLeaving(atRisk: boolean) {
  return useBlocker({
    disabled: !atRisk,
    shouldBlockFn: () => true,
    enableBeforeUnload: atRisk,
    withResolver: true,
  })
}

interface CloseAnywayProps {
  readonly open: boolean
  readonly row: KeyRow
  readonly onStay: () => void
  readonly onClose: () => void
}

function CloseAnyway({ open, row, onStay, onClose }: CloseAnywayProps) {
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
      description={t(row.shown.lasting ? 'result.notSavedOnce' : 'result.notSavedText')}
      initialFocus={copy}
      actions={
        <>
          <Button onClick={onClose}>{t('result.closeAnyway')}</Button>
          <Button ref={copy} kind="primary" onClick={copyFirst}>
            {t('result.copyKey')}
          </Button>
        </>
      }
    />
  )
}

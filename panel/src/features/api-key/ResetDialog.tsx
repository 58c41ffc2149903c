import type { RevealedKey } from '@keyward/sdk'
import { useRef } from 'react'
import { isCode } from '../../lib/errors.ts'
import { t } from '../../lib/messages/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Choice.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { ImpactPreview } from '../../ui/ImpactPreview.tsx'
import { OverlapChoice } from '../../ui/OverlapChoice.tsx'
import { ShowAsCode } from '../../ui/ShowAsCode.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { resetSnippets } from './snippets.ts'
import { useKeySubject } from './subject.ts'
import { isLost, useResetForm } from './useResetForm.ts'

const LONGEST_NOTE = 200

interface Props {
  readonly open: boolean
  readonly onClose: () => void
  /** Gives the focus to the new key. */
  readonly onDone: (key: RevealedKey) => void
  /** The account leaves no choice: the new key is shown once. */
  readonly showOnceRequired: boolean
}

/** Made anew for each opening, so that every attempt has its own idempotency key and an empty form. */
export function ResetDialog(props: Props) {
  return props.open && <OpenResetDialog {...props} />
}

function OpenResetDialog({ onClose, onDone, showOnceRequired }: Props) {
  const subject = useKeySubject()
  const cancel = useRef<HTMLButtonElement>(null)
  const done = useRef(false)
  const form = useResetForm((key) => {
    done.current = true
    onClose()
    onDone(key)
  })
  const lost = isLost(form.reset.error)
  return (
    <Dialog
      alert
      open
      size="large"
      onClose={() => form.reset.busy || onClose()}
      title={t('reset.title', { name: subject.name })}
      description={t('reset.effect')}
      initialFocus={cancel}
      returnsFocus={() => !done.current}
      actions={
        <>
          <Button ref={cancel} disabled={form.reset.busy} onClick={onClose}>
            {t('action.cancel')}
          </Button>
          {!lost && (
            <Button kind="danger" busy={form.reset.busy} onClick={form.submit}>
              {form.reset.busy ? t('reset.busy') : t('reset.confirm')}
            </Button>
          )}
        </>
      }
    >
      <ImpactPreview impact={form.impact} />
      <Questions form={form} showOnceRequired={showOnceRequired} />
      {form.reset.error !== null && (
        <ErrorState
          error={form.reset.error}
          title={t(whatHappened(form.reset.error))}
          retryLabel={lost ? t('reset.check') : t('action.retry')}
          onRetry={form.submit}
        />
      )}
      <ShowAsCode
        name={t('code.resetName')}
        note={t('code.resetNote')}
        snippets={resetSnippets({
          origin: window.location.origin,
          username: subject.name,
          userId: subject.userId,
        })}
      />
    </Dialog>
  )
}

function whatHappened(error: unknown) {
  if (isLost(error)) return 'reset.lost'
  return isCode(error, 'key_shown_once') ? 'reset.notTold' : 'reset.failed'
}

interface QuestionsProps {
  readonly form: ReturnType<typeof useResetForm>
  readonly showOnceRequired: boolean
}

function Questions({ form, showOnceRequired }: QuestionsProps) {
  return (
    <>
      <OverlapChoice overlap={form.overlap} onChange={form.setOverlap} error={form.overlapError} />
      <TextField
        label={t('reset.note')}
        hint={t('reset.noteHint')}
        maxLength={LONGEST_NOTE}
        value={form.note}
        onChange={(event) => form.setNote(event.currentTarget.value)}
      />
      {showOnceRequired ? (
        <p>{t('reset.showOnceRequired')}</p>
      ) : (
        <Checkbox label={t('reset.showOnce')} checked={form.showOnce} onChange={form.setShowOnce} />
      )}
      {form.stops > 0 && (
        <Checkbox
          ref={form.acknowledgeBox}
          label={t('reset.acknowledge', { count: form.stops })}
          checked={form.acknowledged}
          error={form.acknowledgeError}
          onChange={form.setAcknowledged}
        />
      )}
    </>
  )
}

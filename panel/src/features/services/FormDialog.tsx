import { type FormEvent, type ReactNode, useId } from 'react'
import { t } from '../../lib/messages/index.ts'
import type { Act } from '../../lib/useAct.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import styles from './Services.module.css'

interface Props {
  readonly title: string
  readonly text: string
  readonly act: Act<[]>
  /** The refusal stands at a field already. */
  readonly hasFieldError: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A form in a dialog, sent by its one button or by the return key. */
export function FormDialog({ title, text, act, hasFieldError, onClose, children }: Props) {
  const formId = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void act.run()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={text}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" form={formId} busy={act.busy}>
            {t('services.add')}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles['form']} onSubmit={submit}>
        {children}
      </form>
      {act.error !== null && !hasFieldError && <ErrorState error={act.error} />}
    </Dialog>
  )
}

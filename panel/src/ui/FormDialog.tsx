import { type FormEvent, type ReactNode, type RefObject, useEffect, useId, useRef } from 'react'
import { t } from '../lib/messages/index.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { ErrorState } from './ErrorState.tsx'
import styles from './FormDialog.module.css'

interface Props {
  readonly open?: boolean
  readonly alert?: boolean
  readonly title: string
  readonly text?: string
  /** What the button says that sends the form. */
  readonly button: string
  readonly act: { readonly busy: boolean; readonly error: unknown }
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly initialFocus?: RefObject<HTMLElement | null>
  /** What stands below the fields: the error of the act, unless told otherwise; null where it stands at a field. */
  readonly fault?: ReactNode
  readonly children: ReactNode
}

/** A form in a dialog, sent by its one button or by the return key. */
export function FormDialog({
  open = true,
  alert = false,
  text,
  act,
  onClose,
  initialFocus,
  ...props
}: Props) {
  const formId = useId()
  const form = useRef<HTMLFormElement>(null)
  // Whoever was refused for a field is brought to it, and hears what is wrong with it.
  useEffect(() => {
    if (act.error !== null) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [act.error])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    props.onSubmit()
  }
  const { fault = act.error !== null && <ErrorState error={act.error} /> } = props
  return (
    <Dialog
      open={open}
      alert={alert}
      onClose={onClose}
      title={props.title}
      {...(text !== undefined && { description: text })}
      {...(initialFocus && { initialFocus })}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" form={formId} busy={act.busy}>
            {props.button}
          </Button>
        </>
      }
    >
      <form ref={form} id={formId} className={styles['form']} onSubmit={submit}>
        {props.children}
      </form>
      {fault}
    </Dialog>
  )
}

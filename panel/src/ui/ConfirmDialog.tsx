import { type ReactNode, useRef } from 'react'
import { t } from '../lib/messages/index.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { ErrorState } from './ErrorState.tsx'

interface Props {
  readonly open?: boolean
  readonly size?: 'small' | 'large'
  readonly title: string
  readonly text: string
  /** What the button says that does it. */
  readonly button: string
  readonly kind?: 'danger' | 'primary'
  readonly act: { readonly busy: boolean; readonly error: unknown }
  readonly onConfirm: () => void
  readonly onClose: () => void
  /** What could not be done, above the error of the act. */
  readonly failed?: string
  /** Instead of the error of the act. */
  readonly fault?: ReactNode
  readonly children?: ReactNode
}

/** A question before an act with a consequence. Cancel has the focus; while the act is under way nothing closes it. */
export function ConfirmDialog({ open = true, kind = 'danger', act, onClose, failed, ...props }: Props) {
  const cancel = useRef<HTMLButtonElement>(null)
  const error = act.error !== null && (
    <ErrorState error={act.error} {...(failed !== undefined && { title: failed })} />
  )
  return (
    <Dialog
      alert
      open={open}
      {...(props.size && { size: props.size })}
      onClose={() => act.busy || onClose()}
      title={props.title}
      description={props.text}
      initialFocus={cancel}
      actions={
        <>
          <Button ref={cancel} disabled={act.busy} onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button kind={kind} busy={act.busy} onClick={props.onConfirm}>
            {props.button}
          </Button>
        </>
      }
    >
      {props.children}
      {props.fault ?? error}
    </Dialog>
  )
}

import { AlertDialog } from '@base-ui/react/alert-dialog'
import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import type { ReactNode, RefObject } from 'react'
import styles from './Dialog.module.css'

interface Props {
  readonly open: boolean
  /** Asked to close: by Esc, or by a press outside where `alert` is not set. */
  readonly onClose: () => void
  readonly title: string
  readonly description?: ReactNode
  readonly children?: ReactNode
  /** The row of buttons; it stays in view when the rest scrolls. */
  readonly actions: ReactNode
  /** A decision with a consequence: role `alertdialog`, and a press outside does not close it. */
  readonly alert?: boolean
  readonly size?: 'small' | 'large'
  readonly initialFocus?: RefObject<HTMLElement | null>
  readonly finalFocus?: RefObject<HTMLElement | null>
}

export function Dialog(props: Props) {
  const Root = props.alert ? AlertDialog.Root : BaseDialog.Root
  const { initialFocus, finalFocus, size = 'small' } = props
  return (
    <Root open={props.open} onOpenChange={(open) => open || props.onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={styles['backdrop']} />
        <BaseDialog.Viewport className={styles['viewport']}>
          <BaseDialog.Popup
            className={`${styles['popup']} ${styles[size]}`}
            {...(initialFocus && { initialFocus })}
            {...(finalFocus && { finalFocus })}
          >
            <Body {...props} />
            <div className={styles['actions']}>{props.actions}</div>
          </BaseDialog.Popup>
        </BaseDialog.Viewport>
      </BaseDialog.Portal>
    </Root>
  )
}

function Body({ title, description, children }: Props) {
  return (
    <div className={styles['body']}>
      <BaseDialog.Title className={styles['title']}>{title}</BaseDialog.Title>
      {description !== undefined && (
        <BaseDialog.Description className={styles['description']}>{description}</BaseDialog.Description>
      )}
      {children}
    </div>
  )
}

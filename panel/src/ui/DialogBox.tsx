import { AlertDialog } from '@base-ui/react/alert-dialog'
import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import styles from './Dialog.module.css'
import type { DialogProps } from './dialogProps.ts'

/** What a dialog is made of, in a file of its own: no page begins with one. */
export default function DialogBox(props: DialogProps) {
  const Root = props.alert ? AlertDialog.Root : BaseDialog.Root
  const { initialFocus, returnsFocus, size = 'small' } = props
  return (
    <Root open={props.open} onOpenChange={(open) => open || props.onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={styles['backdrop']} />
        <BaseDialog.Viewport className={styles['viewport']}>
          <BaseDialog.Popup
            className={`${styles['popup']} ${styles[size]}`}
            {...(initialFocus && { initialFocus })}
            {...(returnsFocus && { finalFocus: returnsFocus })}
          >
            <Body {...props} />
            <div className={styles['actions']}>{props.actions}</div>
          </BaseDialog.Popup>
        </BaseDialog.Viewport>
      </BaseDialog.Portal>
    </Root>
  )
}

function Body({ title, description, children }: DialogProps) {
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

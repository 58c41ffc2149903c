import { Dialog } from '@base-ui/react/dialog'
import { t } from '../lib/messages/index.ts'
import dialog from '../ui/Dialog.module.css'
import { Icon } from '../ui/Icon.tsx'
import { AreaLinks } from './AreaLinks.tsx'
import styles from './AreasDrawer.module.css'

interface Props {
  readonly open: boolean
  readonly onClose: () => void
}

/** The areas where the screen has no room for them beside the account. */
export default function AreasDrawer({ open, onClose }: Props) {
  return (
    <Dialog.Root open={open} onOpenChange={(opens) => opens || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog['backdrop']} />
        <Dialog.Popup className={styles['drawer']} aria-label={t('shell.areas')}>
          <Dialog.Close className={styles['close']}>
            <Icon name="cross" />
            {t('action.close')}
          </Dialog.Close>
          <nav className={styles['areas']} aria-label={t('shell.areas')}>
            <AreaLinks className={styles['area']} onFollow={onClose} />
          </nav>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

import { t } from '../lib/messages/index.ts'
import { useUser } from '../lib/session.ts'
import { Icon } from '../ui/Icon.tsx'
import styles from './AccountMenu.module.css'

/** What stands on the button of the account's menu. */
export function AccountName() {
  return (
    <>
      <span className={styles['label']}>{t('menu.account', { name: useUser().name })}</span>
      <Icon name="chevron" />
    </>
  )
}

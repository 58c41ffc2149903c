import { Menu } from '@base-ui/react/menu'
import { t } from '../lib/messages/index.ts'
import { useSignal } from '../lib/signal.ts'
import { chooseUtc, utcTimes } from '../lib/timeZone.ts'
import { Icon } from '../ui/Icon.tsx'
import menu from '../ui/Menu.module.css'
import styles from './AccountMenu.module.css'

/** How times are written, on every page. */
export function UtcItem() {
  const checked = useSignal(utcTimes)
  return (
    <Menu.CheckboxItem
      className={menu['item']}
      checked={checked}
      closeOnClick={false}
      onCheckedChange={chooseUtc}
    >
      <span className={styles['tick']}>
        <Menu.CheckboxItemIndicator>
          <Icon name="check" />
        </Menu.CheckboxItemIndicator>
      </span>
      {t('menu.utc')}
    </Menu.CheckboxItem>
  )
}

import { Menu } from '@base-ui/react/menu'
import { t } from '../lib/messages/index.ts'
import { useSignal } from '../lib/signal.ts'
import { chooseTheme, THEMES, type Theme, theme } from '../lib/theme.ts'
import { Icon } from '../ui/Icon.tsx'
import menu from '../ui/Menu.module.css'
import styles from './AccountMenu.module.css'

export function ThemeItems() {
  const choice = useSignal(theme)
  return (
    <Menu.RadioGroup
      className={styles['choices']}
      value={choice}
      onValueChange={(next: Theme) => chooseTheme(next)}
    >
      <Menu.GroupLabel className={styles['groupLabel']}>{t('menu.theme')}</Menu.GroupLabel>
      {THEMES.map((name) => (
        <Menu.RadioItem key={name} value={name} className={menu['item']} closeOnClick={false}>
          <span className={styles['tick']}>
            <Menu.RadioItemIndicator>
              <Icon name="check" />
            </Menu.RadioItemIndicator>
          </span>
          {t(`theme.${name}`)}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  )
}

import { Menu } from '@base-ui/react/menu'
import { chooseLanguage, LANGUAGE_NAMES } from '../lib/language.ts'
import { t } from '../lib/messages/index.ts'
import { LANGUAGES, type Language, spoken } from '../lib/messages/learn.ts'
import { Icon } from '../ui/Icon.tsx'
import menu from '../ui/Menu.module.css'
import styles from './AccountMenu.module.css'

export function LanguageItems() {
  return (
    <Menu.RadioGroup
      className={styles['choices']}
      value={spoken()}
      onValueChange={(next: Language) => chooseLanguage(next)}
    >
      <Menu.GroupLabel className={styles['groupLabel']}>{t('menu.language')}</Menu.GroupLabel>
      {LANGUAGES.map((language) => (
        <Menu.RadioItem key={language} value={language} className={menu['item']} closeOnClick={false}>
          <span className={styles['tick']}>
            <Menu.RadioItemIndicator>
              <Icon name="check" />
            </Menu.RadioItemIndicator>
          </span>
          <span lang={language} translate="no">
            {LANGUAGE_NAMES[language]}
          </span>
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  )
}

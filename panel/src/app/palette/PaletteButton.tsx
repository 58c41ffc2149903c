import { t } from '../../lib/messages/index.ts'
import { Icon } from '../../ui/Icon.tsx'
import styles from './PaletteButton.module.css'

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** Finds everything there is; the key beside it does the same. */
export function PaletteButton({ onOpen }: { readonly onOpen: () => void }) {
  return (
    <button
      type="button"
      className={styles['button']}
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={onOpen}
    >
      <Icon name="search" />
      <span className={styles['word']}>{t('shell.search')}</span>
      <span className={styles['key']} aria-hidden="true">
        {isApple ? '⌘ K' : 'Ctrl K'}
      </span>
    </button>
  )
}

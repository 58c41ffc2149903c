import { useRef } from 'react'
import { focusHeading } from '../lib/focus.ts'
import { t } from '../lib/messages/index.ts'
import { Button } from './Button.tsx'
import styles from './DoneBar.module.css'
import { Hidden } from './Hidden.tsx'
import { Icon } from './Icon.tsx'

interface Props {
  /** What was done; it was announced already. Null when there is nothing to say. */
  readonly text: string | null
  readonly onUndo?: (() => void) | undefined
  readonly busy?: boolean
  readonly onDismiss: () => void
}

/** Says at the foot of the screen what was done, with the way back. It stays until the next act. */
export function DoneBar({ text, onUndo, busy = false, onDismiss }: Props) {
  const words = useRef<HTMLParagraphElement>(null)
  if (text === null) return null
  // What was pressed goes away; whoever works by keyboard must not start again at the top of the page.
  const undo = () => {
    words.current?.focus()
    onUndo?.()
  }
  const dismiss = () => {
    focusHeading()
    onDismiss()
  }
  return (
    <div className={styles['place']}>
      <div className={styles['bar']}>
        <Icon name="check" />
        <p ref={words} tabIndex={-1}>
          {text}
        </p>
        {onUndo && (
          <Button busy={busy} onClick={undo}>
            {t('action.undo')}
          </Button>
        )}
        <Button kind="quiet" onClick={dismiss}>
          <Icon name="cross" />
          <Hidden>{t('action.dismiss')}</Hidden>
        </Button>
      </div>
    </div>
  )
}

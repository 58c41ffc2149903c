import type { RefObject } from 'react'
import { t } from '../lib/messages/index.ts'
import type { ShownKey } from '../lib/useShownKey.ts'
import { Button } from './Button.tsx'
import { Hidden } from './Hidden.tsx'
import styles from './KeyValue.module.css'

const DOTS = '•'.repeat(28)

interface Props {
  /** What is told of it while it is hidden; a secret of which nothing is has none. */
  readonly lastFour?: string
  readonly shown: ShownKey
  /** The element that holds the value while it is shown. */
  readonly code: RefObject<HTMLElement | null>
}

/** The key as dots or as itself. Never an input: password managers would offer to keep it. */
export function KeyValue({ lastFour = '', shown, code }: Props) {
  if (shown.value === null) return <Masked lastFour={lastFour} />
  return (
    <div className={styles['shown']}>
      <code ref={code} className={styles['value']} tabIndex={-1} translate="no" spellCheck={false}>
        {shown.value}
      </code>
      {shown.secondsLeft !== null && (
        <span className={styles['countdown']}>
          {t('key.hidesIn', { count: shown.secondsLeft })}
          <Button kind="quiet" onClick={shown.keep}>
            {t('key.keepShowing')}
          </Button>
        </span>
      )}
    </div>
  )
}

function Masked({ lastFour }: { readonly lastFour: string }) {
  return (
    <span className={styles['masked']}>
      <span aria-hidden="true">
        <span className={styles['dots']}>{DOTS}</span>
        {lastFour}
      </span>
      <Hidden>
        {lastFour === '' ? t('key.hidden') : t('key.hiddenEndsIn', { letters: lastFour.split('').join(' ') })}
      </Hidden>
    </span>
  )
}

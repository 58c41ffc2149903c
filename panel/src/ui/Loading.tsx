import { useEffect, useState } from 'react'
import { t } from '../lib/messages/index.ts'
import { Button } from './Button.tsx'
import { Hidden } from './Hidden.tsx'
import styles from './Loading.module.css'

/** A wait shorter than this shows nothing: a flash of grey is worse than a short blank. */
const SKELETON_AFTER_MS = 150
const SLOW_AFTER_MS = 8000

interface Props {
  /** Grey lines to draw, so that what comes does not push the page about. */
  readonly lines?: number
  readonly onRetry?: () => void
}

export function Loading({ lines = 3, onRetry }: Props) {
  const visible = useAfter(SKELETON_AFTER_MS)
  const slow = useAfter(SLOW_AFTER_MS)
  return (
    <div className={styles['loading']} aria-busy="true" data-visible={visible || undefined}>
      <Hidden>{t('loading.text')}</Hidden>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move
        <div key={line} className={styles['line']} />
      ))}
      {slow && (
        <p className={styles['slow']}>
          {t('loading.slow')} {onRetry && <Button onClick={onRetry}>{t('action.retry')}</Button>}
        </p>
      )}
    </div>
  )
}

function useAfter(delayMs: number): boolean {
  const [passed, setPassed] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), delayMs)
    return () => clearTimeout(timer)
  }, [delayMs])
  return passed
}

import { KeywardError } from '@keyward/sdk'
import { useState } from 'react'
import { errorText } from '../lib/errors.ts'
import { t } from '../lib/messages/index.ts'
import { useNow } from '../lib/useNow.ts'
import { Button } from './Button.tsx'
import { CopyButton } from './CopyButton.tsx'
import styles from './ErrorState.module.css'
import { Notice } from './Notice.tsx'

interface Props {
  readonly error: unknown
  /** What could not be done, when the general text does not say it. */
  readonly title?: string
  readonly retryLabel?: string
  readonly onRetry?: () => void
}

/** Says what went wrong, gives the number to quote, and offers to try again when that may help. */
export function ErrorState({ error, title, retryLabel = t('action.retry'), onRetry }: Props) {
  const wait = useWait(error)
  const requestId = error instanceof KeywardError ? error.requestId : ''
  return (
    <Notice kind="danger" urgent>
      {title !== undefined && <strong>{title}</strong>}
      <p>{errorText(error)}</p>
      {wait > 0 && <p aria-live="off">{t('error.waitSeconds', { count: wait })}</p>}
      {(requestId !== '' || onRetry) && (
        <div className={styles['row']}>
          {onRetry && (
            <Button onClick={onRetry} disabled={wait > 0}>
              {retryLabel}
            </Button>
          )}
          {requestId !== '' && (
            <span className={styles['id']}>
              {t('error.requestId')} <code translate="no">{requestId}</code>
              <CopyButton name={t('error.requestId')} text={requestId} />
            </span>
          )}
        </div>
      )}
    </Notice>
  )
}

/** Seconds left of what `Retry-After` asked for. Counted from when this error was first drawn. */
function useWait(error: unknown): number {
  const seconds = error instanceof KeywardError ? (error.retryAfterSeconds ?? 0) : 0
  const now = useNow(1000)
  const [since, setSince] = useState({ error, at: now })
  if (since.error !== error) setSince({ error, at: Date.now() })
  return Math.max(0, Math.ceil(seconds - (now - since.at) / 1000))
}

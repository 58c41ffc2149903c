import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { t } from '../../lib/messages/index.ts'
import { sessionEnded, sessionQuery } from '../../lib/session.ts'
import { useSignal } from '../../lib/signal.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { loginPath } from './loginPath.ts'

/** Lies over the page, so that what was typed stays. Signing in happens in another tab; this one notices. */
export function SessionEndedDialog() {
  const ended = useSignal(sessionEnded)
  const link = useRef<HTMLAnchorElement>(null)
  useCheckOnReturn(ended)
  return (
    <Dialog
      alert
      open={ended}
      onClose={() => undefined}
      title={t('session.endedTitle')}
      description={t('session.endedText')}
      initialFocus={link}
      actions={
        <a ref={link} className={buttonClass('primary')} href={loginPath()} target="_blank" rel="noopener">
          {t('session.signInAgain')}
        </a>
      }
    />
  )
}

/** Back from the other tab: if the session is there again, the dialog goes. */
function useCheckOnReturn(ended: boolean): void {
  const queries = useQueryClient()
  useEffect(() => {
    if (!ended) return
    const check = async () => {
      if (document.visibilityState === 'hidden') return
      await queries.refetchQueries({ queryKey: sessionQuery.queryKey })
      if (queries.getQueryState(sessionQuery.queryKey)?.status === 'success') sessionEnded.set(false)
    }
    document.addEventListener('visibilitychange', check)
    return () => document.removeEventListener('visibilitychange', check)
  }, [ended, queries])
}

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { formatTime } from '../../lib/format.ts'
import { t } from '../../lib/messages/index.ts'
import { sessionQuery, unattendedSessionQuery, useSession } from '../../lib/session.ts'
import { useNow } from '../../lib/useNow.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './SessionBanner.module.css'

const WARN_BEFORE_MS = 120_000

/** One line across the page, the weightiest only: offline comes before a session that is about to end. */
export function SessionBanner() {
  const online = useOnline()
  if (!online.now) return <Banner text={t('banner.offline', { time: formatTime(online.sinceIso) })} />
  return <EndingSoon />
}

function EndingSoon() {
  const queries = useQueryClient()
  const { expiresAt } = useSession()
  const now = useNow(5000)
  const left = Date.parse(expiresAt) - now
  const over = left <= 0
  useEffect(() => {
    // Ask rather than guess: another tab may have kept the session alive. If not, the answer ends it here too.
    if (over) void queries.prefetchQuery(unattendedSessionQuery)
  }, [over, queries])
  if (left > WARN_BEFORE_MS || over) return null
  const stay = () => queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
  return (
    <Banner text={t('banner.sessionEnds', { time: formatTime(expiresAt) })}>
      <Button onClick={stay}>{t('banner.stay')}</Button>
    </Banner>
  )
}

function Banner({ text, children }: { readonly text: string; readonly children?: React.ReactNode }) {
  return (
    <div className={styles['banner']} role="status">
      <p>{text}</p>
      {children}
    </div>
  )
}

function useOnline(): { now: boolean; sinceIso: string } {
  const now = useSyncExternalStore(watchNetwork, () => navigator.onLine)
  const [since, setSince] = useState({ now, sinceIso: new Date().toISOString() })
  if (since.now !== now) setSince({ now, sinceIso: new Date().toISOString() })
  return since
}

function watchNetwork(listener: () => void): () => void {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

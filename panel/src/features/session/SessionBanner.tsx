import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import { formatTime } from '../../lib/format.ts'
import { t } from '../../lib/messages/index.ts'
import { sessionQuery, unattendedSessionQuery, useSession } from '../../lib/session.ts'
import { useNow } from '../../lib/useNow.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './SessionBanner.module.css'

const WARN_BEFORE_MS = 120_000

/** One line across the page, the weightiest only: offline, a session about to end, a page older than the server. */
export function SessionBanner() {
  const online = useOnline()
  const endsSoon = useEndsSoon()
  const { serverVersion } = useSession()
  if (!online.now) return <Banner text={t('banner.offline', { time: formatTime(online.sinceIso) })} />
  if (endsSoon) return <EndingSoon />
  if (serverVersion !== __VERSION__) return <NewVersion version={serverVersion} />
  return null
}

function EndingSoon() {
  const queries = useQueryClient()
  const { expiresAt } = useSession()
  const stay = () => queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
  return (
    <Banner text={t('banner.sessionEnds', { time: formatTime(expiresAt) })}>
      <Button onClick={stay}>{t('banner.stay')}</Button>
    </Banner>
  )
}

/** Never reloaded by itself: somebody may be typing. */
function NewVersion({ version }: { readonly version: string }) {
  return (
    <Banner text={t('banner.newVersion', { version })}>
      <Button onClick={() => window.location.reload()}>{t('action.reload')}</Button>
    </Banner>
  )
}

function Banner({ text, children }: { readonly text: string; readonly children?: ReactNode }) {
  return (
    <div className={styles['banner']} role="status">
      <p>{text}</p>
      {children}
    </div>
  )
}

/** True in the last two minutes of the session. */
function useEndsSoon(): boolean {
  const queries = useQueryClient()
  const { expiresAt } = useSession()
  const left = Date.parse(expiresAt) - useNow(5000)
  const over = left <= 0
  useEffect(() => {
    // Ask rather than guess: another tab may have kept the session alive. If not, the answer ends it here too.
    if (over) void queries.prefetchQuery(unattendedSessionQuery)
  }, [over, queries])
  return left <= WARN_BEFORE_MS && !over
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

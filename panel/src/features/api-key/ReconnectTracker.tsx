import { useQuery } from '@tanstack/react-query'
import { unattendedApi } from '../../lib/api.ts'
import { keyQueryOf } from '../../lib/key.ts'
import { t } from '../../lib/messages/index.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { isRecent, Tracker } from '../../ui/Tracker.tsx'
import { useKeySubject } from './subject.ts'

const POLL_MS = 5000

const reconnectQuery = (whose: string) => ({
  queryKey: ['reconnect', whose],
  queryFn: () => unattendedApi.keys.reconnect(whose),
})

/** After a reset: who came back with the new key, who did not. Looks again every few seconds. */
export function ReconnectTracker() {
  const { whose, userId } = useKeySubject()
  const { data: key } = useQuery(keyQueryOf(whose))
  const { data, error, refetch } = useQuery({
    ...reconnectQuery(whose),
    // Who has no key was never disconnected from one.
    enabled: Boolean(key),
    refetchInterval: ({ state }) => (isRecent(state.data) ? POLL_MS : false),
  })
  if (data === undefined) {
    return error && <ErrorState error={error} title={t('tracker.failed')} onRetry={() => refetch()} />
  }
  if (data.resetAt === null || !isRecent(data)) return null
  return <Tracker ticksName={userId} resetAt={data.resetAt} callers={data.callers} />
}

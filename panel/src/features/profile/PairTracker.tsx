import { useQuery } from '@tanstack/react-query'
import { unattendedApi } from '../../lib/api.ts'
import { t } from '../../lib/messages/index.ts'
import { useUser } from '../../lib/session.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { isRecent, Tracker } from '../../ui/Tracker.tsx'

const POLL_MS = 5000

/** After a reset: which programs sign with the new pair, and which do not yet. */
export function PairTracker() {
  const { id } = useUser()
  const { data, error, refetch } = useQuery({
    queryKey: ['pairReconnect'],
    queryFn: () => unattendedApi.keyPairs.reconnect(),
    refetchInterval: ({ state }) => (isRecent(state.data) ? POLL_MS : false),
  })
  if (data === undefined)
    return error && <ErrorState error={error} title={t('tracker.failed')} onRetry={() => refetch()} />
  if (data.resetAt === null || !isRecent(data)) return null
  return <Tracker ticksName={`pair.${id}`} resetAt={data.resetAt} callers={data.callers} />
}

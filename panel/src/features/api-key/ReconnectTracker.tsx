import type { Reconnect, ReconnectingCaller } from '@keyward/sdk'
import { useQuery } from '@tanstack/react-query'
import { unattendedApi } from '../../lib/api.ts'
import { formatNumber } from '../../lib/format.ts'
import { keyQueryOf } from '../../lib/key.ts'
import { t } from '../../lib/messages/index.ts'
import { CallerName, callerKey } from '../../ui/Caller.tsx'
import { Card } from '../../ui/Card.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { ExactTime, RelativeTime } from '../../ui/RelativeTime.tsx'
import { Table } from '../../ui/Table.tsx'
import styles from './ReconnectTracker.module.css'
import { StateBadge } from './StateBadge.tsx'
import { useKeySubject } from './subject.ts'
import { useTicks } from './useTicks.ts'

const POLL_MS = 5000
const DAY_MS = 86_400_000
/** After this the list answers a question that nobody asks any more. */
const INTERESTING_MS = 7 * DAY_MS

const reconnectQuery = (whose: string) => ({
  queryKey: ['reconnect', whose],
  queryFn: () => unattendedApi.keys.reconnect(whose),
})

/** After a reset: who came back with the new key, who did not. Looks again every few seconds. */
export function ReconnectTracker() {
  const { whose } = useKeySubject()
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
  return <Tracker resetAt={data.resetAt} callers={data.callers} />
}

function isRecent(reconnect: Reconnect | undefined): boolean {
  const resetAt = reconnect?.resetAt ?? null
  return resetAt !== null && Date.now() - Date.parse(resetAt) < INTERESTING_MS
}

interface TrackerProps {
  readonly resetAt: string
  readonly callers: readonly ReconnectingCaller[]
}

function Tracker({ resetAt, callers }: TrackerProps) {
  const ticks = useTicks(resetAt)
  // Who never used the old key had nothing to update.
  const known = callers.filter(({ state }) => state !== 'new')
  const done = known.filter((caller) => caller.state === 'moved' || ticks.has(callerKey(caller))).length
  return (
    <Card
      title={t('tracker.title')}
      lead={
        <>
          {t('tracker.lead')} <ExactTime at={resetAt} />. {callers.length > 0 && t('tracker.live')}
        </>
      }
      aside={
        known.length > 0 && (
          <p className={styles['sum']} role="status">
            {t('tracker.sum', { done, count: known.length })}
          </p>
        )
      }
    >
      {callers.length === 0 ? (
        <p>{t('tracker.nobody')}</p>
      ) : (
        <Table caption={t('tracker.title')} columns={columns()} cards>
          {callers.map((caller) => (
            <Row
              key={callerKey(caller)}
              caller={caller}
              ticked={ticks.has(callerKey(caller))}
              onTick={ticks.set}
            />
          ))}
        </Table>
      )}
    </Card>
  )
}

const columns = () => [
  { name: t('tracker.done') },
  { name: t('caller.application') },
  { name: t('tracker.state') },
  { name: t('tracker.calls'), numeric: true },
  { name: t('caller.lastUse') },
]

interface RowProps {
  readonly caller: ReconnectingCaller
  readonly ticked: boolean
  readonly onTick: (caller: string, ticked: boolean) => void
}

function Row({ caller, ticked, onTick }: RowProps) {
  const moved = caller.state === 'moved'
  return (
    <tr>
      <td>
        {caller.state !== 'new' && (
          <input
            type="checkbox"
            className={styles['tick']}
            aria-label={t('tracker.tick', { client: caller.client || t('caller.unnamed') })}
            checked={moved || ticked}
            disabled={moved}
            onChange={(event) => onTick(callerKey(caller), event.currentTarget.checked)}
          />
        )}
      </td>
      <th scope="row">
        <CallerName caller={caller} />
      </th>
      <td>
        <StateBadge state={caller.state} />
      </td>
      <td data-numeric data-label={t('tracker.calls')}>
        <Calls calls={caller.calls} />
      </td>
      <td data-label={t('caller.lastUse')}>
        <RelativeTime at={caller.lastUse} />
      </td>
    </tr>
  )
}

function Calls({ calls }: { readonly calls: number | null }) {
  if (calls !== null) return formatNumber(calls)
  return (
    <>
      <span aria-hidden="true">–</span>
      <Hidden>{t('tracker.callsUnknown')}</Hidden>
    </>
  )
}

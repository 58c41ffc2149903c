import type { Reconnect, ReconnectingCaller } from '@keyward/sdk'
import { t } from '../lib/messages/index.ts'
import { formatNumber } from '../lib/numbers.ts'
import { useTicks } from '../lib/useTicks.ts'
import { CallerName, callerKey } from './Caller.tsx'
import { Card } from './Card.tsx'
import { Hidden } from './Hidden.tsx'
import { ExactTime, RelativeTime } from './RelativeTime.tsx'
import { StateBadge } from './StateBadge.tsx'
import { Table } from './Table.tsx'
import styles from './Tracker.module.css'

const DAY_MS = 86_400_000
/** After this the list answers a question that nobody asks any more. */
const INTERESTING_MS = 7 * DAY_MS

export function isRecent(reconnect: Reconnect | undefined): boolean {
  const resetAt = reconnect?.resetAt ?? null
  return resetAt !== null && Date.now() - Date.parse(resetAt) < INTERESTING_MS
}

interface TrackerProps {
  /** Whose key it is, for what is remembered of it. */
  readonly ticksName: string
  readonly resetAt: string
  readonly callers: readonly ReconnectingCaller[]
}

/** After a reset: who came back, who did not. */
export function Tracker({ ticksName, resetAt, callers }: TrackerProps) {
  const ticks = useTicks(ticksName, resetAt)
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

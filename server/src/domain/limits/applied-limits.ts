import { ownAccount } from '../accounts/own-account.ts'
import type { UserActor } from '../actor.ts'
import { MAX_CALLERS_PER_KEY } from '../callers/recorder.ts'
import { CALLS_KEPT_MS } from '../callers/recording.ts'
import type { Deps } from '../deps.ts'
import { keyWorksAt, MAX_OVERLAP_SECONDS } from '../keys/key.ts'
import { presenceMs } from '../policy.ts'
import { SESSION_ABSOLUTE_MS, sessionEndsAtMs } from '../sessions/session.ts'
import { TOKEN_LIFETIME_MS } from '../tokens/token.ts'
import { FREE_FAILURES, MAX_DELAY_MS } from './delays.ts'
import { SOURCE } from './limiter.ts'

/** One limit that applies to somebody. */
export interface AppliedLimit {
  readonly name: LimitName
  readonly unit: 'seconds' | 'callers' | 'failures' | 'failures per minute'
  readonly limit: number
  /** How much of it is taken now; null where nothing is counted. */
  readonly used: number | null
}

export type LimitName =
  | 'overlap'
  | 'step_up'
  | 'session_idle'
  | 'session_lifetime'
  | 'token_lifetime'
  | 'callers_per_key'
  | 'calls_kept'
  | 'failures_per_source'
  | 'failures_per_source_rate'
  | 'password_failures'
  | 'password_delay'

/** The limits that apply to whoever asks, with what they have used. @throws DomainError `account.not_found` */
export async function appliedLimits(deps: Deps, actor: UserActor): Promise<readonly AppliedLimit[]> {
  const { stepUpMinutes, sessionIdleSeconds } = await ownAccount(deps, actor)
  const seconds = (name: LimitName, ms: number, used: number | null = null): AppliedLimit => {
    return { name, unit: 'seconds', limit: ms / 1_000, used }
  }
  return [
    seconds('overlap', MAX_OVERLAP_SECONDS * 1_000, await overlapSeconds(deps, actor)),
    seconds('step_up', presenceMs(stepUpMinutes)),
    seconds('session_idle', sessionIdleSeconds * 1_000),
    seconds('session_lifetime', SESSION_ABSOLUTE_MS, await sessionSeconds(deps, actor, sessionIdleSeconds)),
    seconds('token_lifetime', TOKEN_LIFETIME_MS),
    {
      name: 'callers_per_key',
      unit: 'callers',
      limit: MAX_CALLERS_PER_KEY,
      used: await callersToday(deps, actor),
    },
    seconds('calls_kept', CALLS_KEPT_MS),
    { name: 'failures_per_source', unit: 'failures', limit: SOURCE.capacity, used: null },
    { name: 'failures_per_source_rate', unit: 'failures per minute', limit: SOURCE.perMinute, used: null },
    { name: 'password_failures', unit: 'failures', limit: FREE_FAILURES, used: null },
    seconds('password_delay', MAX_DELAY_MS),
  ]
}

/** How long the old key of an overlap still works; null without one. */
async function overlapSeconds({ store, clock }: Deps, { userId }: UserActor): Promise<number | null> {
  const nowMs = clock.now()
  const keys = await store.keys.ofUser(userId)
  const retired = keys.find((key) => key.endsAtMs !== null && keyWorksAt(key, nowMs))
  return retired?.endsAtMs == null ? null : Math.ceil((retired.endsAtMs - nowMs) / 1_000)
}

/** How old the oldest of the person's sessions is; null without one. */
async function sessionSeconds(
  { store, clock }: Deps,
  { userId }: UserActor,
  idleSeconds: number,
): Promise<number | null> {
  const nowMs = clock.now()
  const sessions = await store.sessions.ofUser(userId)
  const live = sessions.filter((session) => sessionEndsAtMs(session, idleSeconds) > nowMs)
  if (live.length === 0) return null
  return Math.floor((nowMs - Math.min(...live.map(({ createdAtMs }) => createdAtMs))) / 1_000)
}

const DAY_MS = 24 * 3_600_000

async function callersToday({ store, clock, calls }: Deps, { userId }: UserActor): Promise<number | null> {
  const current = await store.keys.current(userId)
  if (!current) return null
  await calls.settle()
  const nowMs = clock.now()
  const counts = await store.calls.ofUser(userId, nowMs - (nowMs % DAY_MS), [current.id])
  return new Set(counts.map(({ client, network, dialect }) => `${dialect} ${network} ${client}`)).size
}

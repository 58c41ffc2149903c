import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { StoredKey } from '../keys/key.ts'
import { userWithinReach } from '../policy.ts'
import type { User } from '../users/user.ts'
import {
  type Application,
  applicationOf,
  lastUseMs,
  sumOfCalls,
  type Uses,
  usesByApplication,
  usesByDialect,
} from './application.ts'
import type { CallCount, Outcome } from './caller.ts'

const DAY_MS = 24 * 3_600_000
/** Applications seen this long before the reset are the ones to come back. */
const LOOK_BACK_MS = 30 * DAY_MS

/** `new`: it was never seen with another key than the current one, so that it has nothing to come back from. */
export type ReconnectState = 'moved' | 'old-key' | 'failing' | 'silent' | 'new'

export interface ReconnectingCaller extends Application {
  readonly state: ReconnectState
  /**
   * Since the reset, refused ones included. Null when that is not known: a counter runs for an hour, and one of the old
   * key in an overlap may hold calls from before the reset and from after it.
   */
  readonly calls: number | null
  readonly lastAtMs: number
}

export interface Reconnect {
  /** Null when the key was never reset. */
  readonly resetAtMs: number | null
  readonly callers: readonly ReconnectingCaller[]
}

/** The last reset, as seen from what was counted. */
interface Reset {
  readonly atMs: number
  readonly currentKeyId: string
}

/**
 * Who has come back since the last reset, and who still presents the old key.
 * @throws DomainError `key.not_found`, `user.not_found`, `actor.forbidden`
 */
export async function reconnectAfterReset(deps: Deps, actor: Actor, userId: string): Promise<Reconnect> {
  const user = await userWithinReach(deps.store, actor, userId)
  return reconnectOfKeys(deps, user, await deps.store.keys.ofUser(user.id))
}

/** The same of any keys of which one replaced the other. @throws DomainError `key.not_found` */
export async function reconnectOfKeys(
  deps: Deps,
  user: Pick<User, 'id'>,
  keys: readonly Pick<StoredKey, 'id' | 'endsAtMs' | 'createdAtMs'>[],
): Promise<Reconnect> {
  await deps.calls.settle()
  const current = keys.find(({ endsAtMs }) => endsAtMs === null)
  if (!current) throw new DomainError('key.not_found', { reason: 'There is no key in use.' })
  if (keys.length === 1) return { resetAtMs: null, callers: [] }
  const reset = { atMs: current.createdAtMs, currentKeyId: current.id }
  // Calls with application credentials are counted for the user too; a reset is nothing to those.
  const ids = keys.map(({ id }) => id)
  const counts = await deps.store.calls.ofUser(user.id, reset.atMs - LOOK_BACK_MS, ids)
  return { resetAtMs: reset.atMs, callers: usesByApplication(counts).map((uses) => judge(uses, reset)) }
}

function judge(uses: Uses, reset: Reset): ReconnectingCaller {
  return {
    ...applicationOf(uses),
    state: stateOf(uses, reset),
    calls: callsSince(uses, reset),
    lastAtMs: lastUseMs(uses),
  }
}

/** A token that ran out, a limit or a right that is missing say nothing against the key. */
const ENDED: readonly Outcome[] = ['revoked', 'disabled']

/** Two programs may look like one in different dialects: what is worst in any of them is said. */
function stateOf(uses: Uses, reset: Reset): ReconnectState {
  if (uses.every((use) => isWithCurrent(use, reset) && !ENDED.includes(use.outcome))) return 'new'
  const states = usesByDialect(uses).map((some) => stateInDialect(some, reset))
  return WORST_FIRST.find((state) => states.includes(state)) ?? 'silent'
}

const WORST_FIRST: readonly ReconnectState[] = ['failing', 'old-key', 'moved']

/** The last call since the reset decides. */
function stateInDialect(uses: Uses, reset: Reset): ReconnectState {
  const last = usesSince(uses, reset).reduce<CallCount | null>(
    (a, b) => (a && a.lastAtMs >= b.lastAtMs ? a : b),
    null,
  )
  if (!last) return 'silent'
  if (ENDED.includes(last.outcome)) return 'failing'
  return isWithCurrent(last, reset) ? 'moved' : 'old-key'
}

/** The sum is known when each counter of these began after the reset. */
function callsSince(uses: Uses, reset: Reset): number | null {
  const after = usesSince(uses, reset)
  const isExact = after.every((use) => isWithCurrent(use, reset) || use.firstAtMs >= reset.atMs)
  return isExact ? sumOfCalls(after) : null
}

function usesSince(uses: Uses, reset: Reset): readonly CallCount[] {
  return uses.filter((use) => use.lastAtMs >= reset.atMs || isWithCurrent(use, reset))
}

function isWithCurrent({ keyId }: CallCount, { currentKeyId }: Reset): boolean {
  return keyId === currentKeyId
}

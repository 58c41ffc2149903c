import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { keyWorksAt, type StoredKey } from '../keys/key.ts'
import { userWithinReach } from '../policy.ts'
import type { User } from '../users/user.ts'
import {
  type Application,
  applicationOf,
  firstUseMs,
  lastUseMs,
  sumOfCalls,
  type Uses,
  usesByApplication,
} from './application.ts'
import { recordingSinceMs } from './recording.ts'

const DAY_MS = 24 * 3_600_000
export const IMPACT_WINDOW_DAYS = 30

export interface AffectedApplication extends Application {
  /** With the current key, and with the old key of a running overlap. */
  readonly calls: number
  readonly firstAtMs: number
  readonly lastAtMs: number
  /** It goes on with the old key of a running overlap, which a reset ends at once, whatever overlap the reset has. */
  readonly stopsAtOnce: boolean
}

/** Who would be disconnected by a reset. */
export interface Impact {
  readonly recordedSinceMs: number
  readonly callers: readonly AffectedApplication[]
  /** Applications of the last 24 hours. */
  readonly activeCallers: number
  /** Those among them that no overlap lets go on. */
  readonly activeOnOldKey: number
}

/** @throws DomainError `key.not_found`, `user.not_found`, `actor.forbidden` */
export async function impactOfReset(deps: Deps, actor: Actor, userId: string): Promise<Impact> {
  const user = await userWithinReach(deps.store, actor, userId)
  return impactOfKeys(deps, user, await deps.store.keys.ofUser(user.id))
}

/** The same of any keys of which one replaced the other. @throws DomainError `key.not_found` */
export async function impactOfKeys(
  deps: Deps,
  user: User,
  keys: readonly Pick<StoredKey, 'id' | 'endsAtMs'>[],
): Promise<Impact> {
  await deps.calls.settle()
  const nowMs = deps.clock.now()
  const working = keys.filter((key) => keyWorksAt(key, nowMs))
  const current = working.find(({ endsAtMs }) => endsAtMs === null)
  if (!current) throw new DomainError('key.not_found', { reason: 'There is no key in use.' })
  const ids = working.map(({ id }) => id)
  const counts = await deps.store.calls.ofUser(user.id, nowMs - IMPACT_WINDOW_DAYS * DAY_MS, ids)
  const good = counts.filter(({ outcome }) => outcome === 'valid')
  const callers = usesByApplication(good).map((uses) => affected(uses, current.id))
  const active = callers.filter(({ lastAtMs }) => lastAtMs > nowMs - DAY_MS)
  return {
    recordedSinceMs: recordingSinceMs(deps, user),
    callers,
    activeCallers: active.length,
    activeOnOldKey: active.filter(({ stopsAtOnce }) => stopsAtOnce).length,
  }
}

function affected(uses: Uses, currentKeyId: string): AffectedApplication {
  return {
    ...applicationOf(uses),
    calls: sumOfCalls(uses),
    firstAtMs: firstUseMs(uses),
    lastAtMs: lastUseMs(uses),
    stopsAtOnce: goesOnWithOldKey(uses, currentKeyId),
  }
}

/**
 * Whoever has come with the current key and never with the old one again has moved. Two programs may look like one: as
 * long as the old key goes on beside the current one, somebody uses it.
 */
function goesOnWithOldKey(uses: Uses, currentKeyId: string): boolean {
  const current = uses.filter(({ keyId }) => keyId === currentKeyId)
  const old = uses.filter(({ keyId }) => keyId !== currentKeyId)
  return old.length > 0 && (current.length === 0 || lastUseMs(old) >= firstUseMs(current))
}

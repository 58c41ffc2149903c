import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { userWithinReach } from '../policy.ts'
import { recordingSinceMs } from './recording.ts'
import { type CallerSummary, summariseCallers } from './summary.ts'

const DAY_MS = 24 * 3_600_000
export const IMPACT_WINDOW_DAYS = 30

/** Who would be disconnected by a reset. */
export interface Impact {
  readonly recordedSinceMs: number
  readonly callers: readonly CallerSummary[]
  /** Callers of the last 24 hours. */
  readonly activeCallers: number
}

/** @throws DomainError `key.not_found`, `user.not_found`, `actor.forbidden` */
export async function impactOfReset(deps: Deps, actor: Actor, userId: string): Promise<Impact> {
  const user = await userWithinReach(deps.store, actor, userId)
  await deps.calls.settle()
  const current = await deps.store.keys.current(user.id)
  if (!current) throw new DomainError('key.not_found')
  const nowMs = deps.clock.now()
  const counts = await deps.store.calls.ofUser(user.id, nowMs - IMPACT_WINDOW_DAYS * DAY_MS, [current.id])
  const callers = summariseCallers(counts.filter(({ outcome }) => outcome === 'valid'))
  return {
    recordedSinceMs: recordingSinceMs(deps, user),
    callers,
    activeCallers: callers.filter(({ lastAtMs }) => lastAtMs > nowMs - DAY_MS).length,
  }
}

import type { Deps } from '../deps.ts'
import type { User } from '../users/user.ts'

/** Calls are kept this long. */
export const CALLS_KEPT_MS = 90 * 24 * 3_600_000

/** Counts by the month are kept this many months, the running one among them. */
export const MONTHS_KEPT = 36

/** Use before this moment is not known: neither "unused" nor "used" can be said of it. */
export function recordingSinceMs(deps: Pick<Deps, 'clock'>, user: User): number {
  return Math.max(user.createdAtMs, deps.clock.now() - CALLS_KEPT_MS)
}

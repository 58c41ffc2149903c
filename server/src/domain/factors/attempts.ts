import type { Origin } from '../callers/caller.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { randomHexId } from '../ids.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'

/** Five wrong codes in fifteen minutes, counted together for every way in. */
export const MAX_FAILURES = 5
export const FAILURE_WINDOW_MS = 15 * 60_000

/**
 * Whether one more code may be tried now. The user must be held, so that guesses sent at once take turns.
 * @throws DomainError `throttled`
 */
export async function requireAttempt(deps: Deps, tx: Stores, userId: string): Promise<void> {
  const retryAfterSeconds = await secondsToWait(deps, tx, userId)
  if (retryAfterSeconds > 0) throw new DomainError('throttled', { retryAfterSeconds })
}

/** Whether no code of a user is taken for now. */
export async function isLocked(
  deps: Pick<Deps, 'clock'>,
  stores: Pick<Stores, 'factorFailures'>,
  userId: string,
): Promise<boolean> {
  return (await secondsToWait(deps, stores, userId)) > 0
}

async function secondsToWait(
  { clock }: Pick<Deps, 'clock'>,
  stores: Pick<Stores, 'factorFailures'>,
  userId: string,
): Promise<number> {
  const nowMs = clock.now()
  const failures = await stores.factorFailures.since(userId, nowMs - FAILURE_WINDOW_MS)
  const decisive = failures.at(-MAX_FAILURES)
  return decisive === undefined ? 0 : Math.ceil((decisive + FAILURE_WINDOW_MS - nowMs) / 1_000)
}

/** Counts a wrong factor, and writes it down: somebody knows the password. */
export async function noteFailure(deps: Deps, tx: Stores, user: User, origin: Origin): Promise<void> {
  const { id: userId, accountId } = user
  const atMs = deps.clock.now()
  await tx.factorFailures.insert({ id: randomHexId(deps.random), userId, accountId, atMs })
  await tx.audit.append({
    chain: accountId,
    atMs,
    actor: `user:${userId}`,
    action: 'factor.fail',
    target: `user:${userId}`,
    outcome: 'refused',
    source: `${origin.dialect} ${origin.address}`,
    details: {},
  })
}

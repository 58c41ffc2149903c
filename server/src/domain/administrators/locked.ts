import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import { normaliseUserName, type User } from '../users/user.ts'

/** Tells of users whether wrong passwords make everybody wait who signs in as them. */
export function lockedIn({ limiter }: Pick<Deps, 'limiter'>): (user: Pick<User, 'name'>) => boolean {
  const held = limiter.heldNames()
  return ({ name }) => held.has(normaliseUserName(name))
}

/**
 * Notes in a transaction that somebody lets a user in again who waits. What equals the present state is no change.
 * @returns what is to be done once the transaction is
 * @throws DomainError `input.invalid`: wrong passwords make somebody wait, and nothing else
 */
export async function unlockWithin(
  deps: Deps,
  tx: Stores,
  actor: Actor,
  user: User,
  locked: boolean,
): Promise<() => void> {
  const isLocked = lockedIn(deps)(user)
  if (locked && !isLocked) {
    const reason = 'Nobody is locked by hand. Disable the administrator instead.'
    throw new DomainError('input.invalid', { field: 'locked', reason })
  }
  if (locked || !isLocked) return () => undefined
  await recordAct(deps, tx, actor, {
    action: 'admin.unlock',
    chain: user.accountId,
    target: `user:${user.id}`,
  })
  return () => deps.limiter.release(user.name)
}

import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { requireNoImpersonator } from '../policy.ts'
import type { Stores } from '../store.ts'
import { managedUser } from '../users/managing.ts'
import type { User } from '../users/user.ts'
import { generatePin, isSupportPin, placeOfPin } from './support-pin.ts'

/**
 * Sets the actor's own support PIN, within a transaction.
 * @throws DomainError `actor.forbidden` for another user's, `input.invalid` for one that is easily guessed
 */
export async function setOwnPinWithin(
  deps: Deps,
  tx: Stores,
  actor: Actor,
  userId: string,
  pin: string,
): Promise<void> {
  requireNoImpersonator(actor)
  if (!isSupportPin(pin)) {
    const reason = 'Six digits, without four equal ones or four that follow each other in a row.'
    throw new DomainError('input.invalid', { field: 'phonePin', reason })
  }
  const user = await tx.users.byId(userId)
  if (!user || actor.kind !== 'user' || actor.userId !== userId) throw new DomainError('actor.forbidden')
  // A check of the old PIN that is under way must not write that one back.
  await tx.users.hold(userId)
  await putPin(deps, tx, actor, user, pin)
}

/**
 * Gives another user a new PIN, which that user alone can read.
 * @param onlyIfMissing refuse when there is one
 * @throws DomainError `actor.forbidden` for one's own too, `user.not_found`, `pin.exists`
 */
export function resetPin(deps: Deps, actor: Actor, userId: string, onlyIfMissing: boolean): Promise<void> {
  requireNoImpersonator(actor)
  return deps.store.transaction(async (tx) => {
    const user = await managedUser(tx, actor, userId)
    if (actor.kind === 'user' && actor.userId === userId) throw new DomainError('actor.forbidden')
    if (onlyIfMissing && (await tx.supportPins.ofUser(userId))) throw new DomainError('pin.exists')
    await putPin(deps, tx, actor, user, generatePin(deps.random))
  })
}

export async function putPin(deps: Deps, tx: Stores, actor: Actor, user: User, pin: string): Promise<void> {
  const owner = { userId: user.id, accountId: user.accountId }
  await tx.supportPins.put({ ...owner, sealed: deps.vault.seal(placeOfPin(owner), pin), wrongChecks: 0 })
  const act = { action: 'user.pin', chain: user.accountId, target: `user:${user.id}` }
  await recordAct(deps, tx, actor, act)
}

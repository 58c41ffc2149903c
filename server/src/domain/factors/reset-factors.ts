import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { userWithinSight } from '../policy.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { factorsChanged } from './factors-changed.ts'
import { requireFactorPresence } from './presence.ts'
import { heldUser } from './recovery-codes.ts'
import { mustHaveFactor } from './required.ts'

/**
 * Takes every second factor of a user away: for whoever has lost all of them. Sessions, and tokens got by password,
 * end. Somebody who must have a factor is led through setting one up at the next sign-in.
 * @throws DomainError `user.not_found`, `actor.forbidden`, `step_up.needed`; `factor.required` for oneself when one
 * must have a factor
 */
export function resetFactors(deps: Deps, actor: Actor, userId: string): Promise<User> {
  return deps.store.transaction(async (tx) => {
    await userWithinSight(tx, actor, userId)
    await requireFactorPresence(deps, tx, actor)
    return resetWithin(deps, tx, actor, userId)
  })
}

async function resetWithin(deps: Deps, tx: Stores, actor: Actor, userId: string): Promise<User> {
  const user = await heldUser(tx, userId)
  const isOwn = actor.kind === 'user' && actor.userId === user.id
  const account = await tx.accounts.byId(user.accountId)
  if (isOwn && mustHaveFactor(user, account)) throw new DomainError('factor.required')
  await tx.totp.deleteAll(user.id)
  await tx.passkeys.deleteAll(user.id)
  await tx.factorFailures.deleteAll(user.id)
  return factorsChanged(deps, tx, actor, user, { action: 'factor.reset' })
}

import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import { managedUser } from '../users/managing.ts'
import type { SecondFactorRule, User } from '../users/user.ts'
import { requireFactorPresence } from './presence.ts'
import { mustHaveFactor } from './required.ts'
import { shutOut } from './shut-out-bare.ts'

/**
 * Says of one user whether a second factor is required, whatever the account says. Somebody who then lacks one is signed
 * out, and tokens got by password end.
 * @throws DomainError `user.not_found`, `actor.forbidden`, also for oneself; `step_up.needed`
 */
export function setUserRule(
  deps: Deps,
  actor: Actor,
  userId: string,
  secondFactorRule: SecondFactorRule,
): Promise<User> {
  return deps.store.transaction(async (tx) => {
    const user = await othersFactors(deps, tx, actor, userId)
    if (user.secondFactorRule === secondFactorRule) return user
    const changed = { ...user, secondFactorRule }
    await tx.users.update(user.id, { secondFactorRule, updatedAtMs: deps.clock.now() })
    const account = await tx.accounts.byId(user.accountId)
    if (!user.secondFactor && mustHaveFactor(changed, account)) await shutOut(deps, tx, user)
    const details = { rule: secondFactorRule, before: user.secondFactorRule }
    const act = { action: 'factor.rule', chain: user.accountId, target: `user:${user.id}`, details }
    await recordAct(deps, tx, actor, act)
    return changed
  })
}

/**
 * Forgets a user's wrong codes, so that codes are taken again at once.
 * @throws DomainError as `setUserRule`: for oneself it would be a way to guess on
 */
export function unlockFactors(deps: Deps, actor: Actor, userId: string): Promise<void> {
  return deps.store.transaction(async (tx) => {
    const user = await othersFactors(deps, tx, actor, userId)
    await tx.factorFailures.deleteAll(user.id)
    const act = { action: 'factor.unlock', chain: user.accountId, target: `user:${user.id}` }
    await recordAct(deps, tx, actor, act)
  })
}

async function othersFactors(deps: Deps, tx: Stores, actor: Actor, userId: string): Promise<User> {
  const user = await managedUser(tx, actor, userId)
  if (actor.kind === 'user' && actor.userId === user.id) {
    throw new DomainError('actor.forbidden', { reason: 'Not for your own user.' })
  }
  await requireFactorPresence(deps, tx, actor)
  return user
}

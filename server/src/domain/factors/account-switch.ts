import type { Account } from '../accounts/account.ts'
import { updateAccount } from '../accounts/update-account.ts'
import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isOperator } from '../policy.ts'
import { USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import { requireFactorPresence } from './presence.ts'

/** Whether an account requires a second factor, and whom turning that on would sign out. */
export interface Requirement {
  readonly required: boolean
  /** Users without a second factor: at their next sign-in they set one up. */
  readonly usersWithout: number
  /** Their sessions, which end at once. */
  readonly sessionsThatEnd: number
}

/** @throws DomainError `actor.forbidden` for all but the account's owner, its managers and operators */
export async function readRequirement(deps: Deps, actor: UserActor): Promise<Requirement> {
  const { accounts, users } = deps.store
  const account = await accounts.byId(actor.accountId)
  if (!account) throw new DomainError('account.not_found')
  requireRuler(actor)
  const bare = await users.countBare(account.id)
  const required = account.secondFactorRequired
  return { required, usersWithout: bare.users, sessionsThatEnd: bare.sessions }
}

/**
 * Turns the requirement on or off for the own account.
 * @throws DomainError `actor.forbidden`, `step_up.needed`; `factor.required` for turning it on without a second factor
 * of one's own: one would shut oneself out
 */
export async function setRequirement(deps: Deps, actor: UserActor, required: boolean): Promise<Account> {
  requireRuler(actor)
  await requireFactorPresence(deps, deps.store, actor)
  const user = await deps.store.users.byId(actor.userId)
  if (required && !user?.secondFactor) {
    throw new DomainError('factor.required', { reason: 'Set up a second factor of your own first.' })
  }
  return updateAccount(deps, actor, actor.accountId, { secondFactorRequired: required })
}

/** Whoever settles the rule. @throws DomainError `actor.forbidden` */
export function requireRuler(actor: UserActor): void {
  if (isOperator(actor) || actor.roles.includes(USER_ADMIN) || actor.roles.includes(USER_MANAGE)) return
  throw new DomainError('actor.forbidden')
}

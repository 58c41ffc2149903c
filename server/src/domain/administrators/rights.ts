import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import { isOperator } from '../policy.ts'
import type { Stores } from '../store.ts'
import type { AdminType } from './administrator.ts'

/** What an actor is in the e-mail area of the own account; null for somebody without a part in it. */
export async function adminTypeOfActor(
  stores: Pick<Stores, 'users'>,
  actor: Actor,
): Promise<AdminType | null> {
  // A part of what somebody may do is not what makes a super administrator, of those who run the installation neither.
  if (actor.kind === 'user' && actor.mailScope) return 'limited'
  if (isOperator(actor)) return 'super'
  // An application credential stands for roles, and this is none.
  if (actor.kind === 'system' || actor.proof.kind === 'delegation') return null
  if (actor.adminType !== undefined) return actor.adminType
  return (await stores.users.byId(actor.userId))?.adminType ?? null
}

/**
 * For what only super administrators do, with an account that they see: their own, or any for an operator.
 * @throws DomainError `account.not_found`, `actor.forbidden`
 */
export async function requireSuper(
  stores: Pick<Stores, 'users' | 'accounts'>,
  actor: Actor,
  accountId: string,
): Promise<void> {
  const isOwn = actor.kind === 'user' && actor.accountId === accountId
  if (!isOwn && !reachesAccounts(actor)) throw new DomainError('account.not_found')
  if ((await stores.accounts.byId(accountId)) === null) throw new DomainError('account.not_found')
  if ((await adminTypeOfActor(stores, actor)) !== 'super') throw new DomainError('actor.forbidden')
}

/** Whether somebody acts in the e-mail area of every account: whoever runs the installation, by a whole credential. */
export function reachesAccounts(actor: Actor): boolean {
  return isOperator(actor) && (actor.kind === 'system' || actor.mailScope === undefined)
}

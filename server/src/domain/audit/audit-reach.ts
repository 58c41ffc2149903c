import type { UserActor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import { isOperator } from '../policy.ts'
import { USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'

/** The chain of what concerns the installation; it is there from the beginning, with or without entries. */
export const SYSTEM_CHAIN = 'system'

/**
 * The chain that somebody means to read: the own account's unless another is named. Owners and managers read that of
 * their account, operators every one.
 * @throws DomainError `actor.forbidden`; `account.not_found` for another account, exactly as for an unknown one
 */
export function readableChain(actor: UserActor, asked: string = actor.accountId): string {
  if (isOperator(actor)) return asked
  if (asked !== actor.accountId && asked !== SYSTEM_CHAIN) throw new DomainError('account.not_found')
  const manages = actor.roles.includes(USER_ADMIN) || actor.roles.includes(USER_MANAGE)
  if (asked === SYSTEM_CHAIN || !manages) throw new DomainError('actor.forbidden')
  return asked
}

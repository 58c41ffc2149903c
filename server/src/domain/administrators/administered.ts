import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import { isOperator, mayManage } from '../policy.ts'
import { DEFAULT_ROLE } from '../roles/roles.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { requireSuper } from './rights.ts'

/**
 * The user whom a super administrator acts on, in a transaction that takes turns. Another account's user is not there,
 * as an unknown one is not.
 * @throws DomainError `user.not_found`, `actor.forbidden`
 */
export async function administeredUser(tx: Stores, actor: Actor, userId: string): Promise<User> {
  const user = await tx.users.byId(userId)
  const visible = isOperator(actor) || (actor.kind === 'user' && actor.accountId === user?.accountId)
  if (!user || !visible) throw new DomainError('user.not_found')
  await requireSuper(tx, actor, user.accountId)
  await tx.users.hold(user.id)
  return (await tx.users.byId(user.id)) ?? user
}

/**
 * The same for an administrator, about whom everything is to be decided: what the account, the password and the address
 * are about. The e-mail area gives no power over those who have a part in managing the rest.
 * @throws DomainError as `administeredUser`; `user.not_found` for one who is no administrator
 */
export async function wholeAdministrator(tx: Stores, actor: Actor, userId: string): Promise<User> {
  const user = await administeredUser(tx, actor, userId)
  if (user.adminType === null) throw new DomainError('user.not_found')
  if (mayManage(actor, user) || user.roles.every((role) => role === DEFAULT_ROLE)) return user
  const reason = 'This administrator also has roles outside the e-mail area. Whoever gives those can do this.'
  throw new DomainError('actor.forbidden', { reason })
}

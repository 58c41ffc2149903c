import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { userWithinSight } from '../policy.ts'
import { USER_ADMIN } from '../roles/roles.ts'
import type { User } from './user.ts'

/**
 * Whom a user asks for rights: the owner of the account, and whoever shares the ownership.
 * @throws DomainError `user.not_found`, `actor.forbidden`
 */
export async function accountAdmins(
  { store }: Pick<Deps, 'store'>,
  actor: Actor,
  userId: string,
): Promise<readonly User[]> {
  const { accountId } = await userWithinSight(store, actor, userId)
  return store.users.list({ accountId, role: USER_ADMIN })
}

import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { userWithinSight } from '../policy.ts'
import type { ListedUser } from './listed-user.ts'

/** A user with what only those who may act on the user see. @throws DomainError `user.not_found`, `actor.forbidden` */
export async function describeUser(
  { store }: Pick<Deps, 'store'>,
  actor: Actor,
  userId: string,
): Promise<ListedUser> {
  await userWithinSight(store, actor, userId)
  const listed = await store.users.listed(userId)
  if (!listed) throw new DomainError('user.not_found')
  return listed
}

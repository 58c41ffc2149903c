import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { mayAssist, userWithinSight } from '../policy.ts'
import type { User } from './user.ts'

/** Those of the actor's account who have this address and whom the actor may look at. */
export async function usersByEmail(
  { store }: Pick<Deps, 'store'>,
  actor: UserActor,
  email: string,
): Promise<readonly User[]> {
  const users = await store.users.list({ accountId: actor.accountId, email })
  return users.filter((user) => mayAssist(actor, user))
}

/** A user by any spelling of the name. @throws DomainError `user.not_found`, `actor.forbidden` */
export async function userByName(
  { store }: Pick<Deps, 'store'>,
  actor: UserActor,
  name: string,
): Promise<User> {
  const user = await store.users.byName(name)
  if (!user) throw new DomainError('user.not_found')
  return userWithinSight(store, actor, user.id)
}

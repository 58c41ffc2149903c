import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { userWithinSight } from '../policy.ts'
import type { User } from './user.ts'

/** @throws DomainError `user.not_found`, `actor.forbidden` */
export function readUser(deps: Pick<Deps, 'store'>, actor: Actor, userId: string): Promise<User> {
  return userWithinSight(deps.store, actor, userId)
}

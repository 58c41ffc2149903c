import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { userWithinSight } from '../policy.ts'
import { type Factors, listFactors } from './list-factors.ts'

/**
 * The factors of a user, for whoever may take them away: nothing in it lets anybody sign in.
 * @throws DomainError `user.not_found`, `actor.forbidden`
 */
export async function readFactors(
  deps: Pick<Deps, 'store' | 'clock'>,
  actor: Actor,
  userId: string,
): Promise<Factors> {
  const { id } = await userWithinSight(deps.store, actor, userId)
  return listFactors(deps, id)
}

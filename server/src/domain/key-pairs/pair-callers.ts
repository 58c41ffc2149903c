import type { Actor } from '../actor.ts'
import { type Impact, impactOfKeys } from '../callers/impact.ts'
import { type Reconnect, reconnectOfKeys } from '../callers/reconnect.ts'
import type { Deps } from '../deps.ts'
import { pairOwner, pairsNamed } from './own-pair.ts'

/**
 * Who signs with a pair and would be disconnected if it were generated anew.
 * @throws DomainError `key.not_found`, `user.not_found`, `actor.forbidden`
 */
export async function impactOfPair(deps: Deps, actor: Actor, userId: string, name: string): Promise<Impact> {
  const user = await pairOwner(deps.store, actor, userId)
  return impactOfKeys(deps, user, await pairsNamed(deps.store, user.id, name))
}

/**
 * Who has come back since a pair was last replaced, and who still signs with the old one.
 * @throws DomainError as `impactOfPair`
 */
export async function reconnectOfPair(
  deps: Deps,
  actor: Actor,
  userId: string,
  name: string,
): Promise<Reconnect> {
  const user = await pairOwner(deps.store, actor, userId)
  return reconnectOfKeys(deps, user, await pairsNamed(deps.store, user.id, name))
}

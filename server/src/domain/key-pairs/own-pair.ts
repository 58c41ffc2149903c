import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isOperator, requirePresence } from '../policy.ts'
import type { Place } from '../ports.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import type { StoredPair } from './key-pair.ts'

/** The pair that has no name: one for each administrator. */
export const UNNAMED = ''

/**
 * The super administrator whose pair it is about. A pair is its owner's alone: nobody else sees it or makes it, other
 * super administrators included; the operator at the command line may.
 * @throws DomainError `user.not_found`, `actor.forbidden`, `step_up.needed`
 */
export async function pairHolder(deps: Deps, tx: Stores, actor: Actor, userId: string): Promise<User> {
  const user = await tx.users.byId(userId)
  const visible = isOperator(actor) || (actor.kind === 'user' && actor.accountId === user?.accountId)
  if (!user || !visible) throw new DomainError('user.not_found')
  if (actor.kind === 'user' && actor.userId !== user.id) throw new DomainError('actor.forbidden')
  if (user.adminType !== 'super') {
    throw new DomainError('actor.forbidden', { reason: 'Only super administrators have e-mail API keys.' })
  }
  await requirePresence(deps, tx, actor, user.accountId)
  return user
}

/** Where the sealed copy of a pair's secret lives. */
export function placeOfPair(pair: Pick<StoredPair, 'id' | 'userId' | 'accountId'>): Place {
  const { id: rowId, accountId, userId: ownerId } = pair
  return { table: 'key_pairs', column: 'sealed', rowId, accountId, ownerId }
}

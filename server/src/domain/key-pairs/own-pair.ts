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
 * super administrators included; the operator at the command line may. Whoever makes an application administrator has
 * its first pair with it: nobody signs in as that one.
 * @throws DomainError `user.not_found`, `actor.forbidden`
 */
export async function pairOwner(stores: Pick<Stores, 'users'>, actor: Actor, userId: string): Promise<User> {
  const user = await stores.users.byId(userId)
  const visible = isOperator(actor) || (actor.kind === 'user' && actor.accountId === user?.accountId)
  if (!user || !visible) throw new DomainError('user.not_found')
  if (actor.kind === 'user' && actor.userId !== user.id) throw new DomainError('actor.forbidden')
  if (!hasPairs(user)) {
    throw new DomainError('actor.forbidden', { reason: 'Only super administrators have e-mail API keys.' })
  }
  return user
}

export function hasPairs({ adminType }: Pick<User, 'adminType'>): boolean {
  return adminType === 'super'
}

/** The same for what needs a proof of presence. @throws DomainError as `pairOwner`; `step_up.needed` */
export async function pairHolder(deps: Deps, tx: Stores, actor: Actor, userId: string): Promise<User> {
  const user = await pairOwner(tx, actor, userId)
  await requirePresence(deps, tx, actor, user.accountId)
  return user
}

/** The pairs of one name that are kept, the ended ones too, the newest first. */
export async function pairsNamed(
  stores: Pick<Stores, 'keyPairs'>,
  userId: string,
  name: string,
): Promise<readonly StoredPair[]> {
  const pairs = await stores.keyPairs.ofUser(userId)
  return pairs
    .filter((pair) => pair.name === name)
    .toSorted((left, right) => right.createdAtMs - left.createdAtMs)
}

/** Where the sealed copy of a pair's secret lives. */
export function placeOfPair(pair: Pick<StoredPair, 'id' | 'userId' | 'accountId'>): Place {
  const { id: rowId, accountId, userId: ownerId } = pair
  return { table: 'key_pairs', column: 'sealed', rowId, accountId, ownerId }
}

import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { NO_PAIR, type ShownPair, type StoredPair } from './key-pair.ts'
import { pairHolder, placeOfPair, UNNAMED } from './own-pair.ts'

/**
 * Shows a key pair. The audit entry is on disk before the secret leaves: no entry, no secret.
 * @throws DomainError `key.not_found`, `user.not_found`, `actor.forbidden`, `step_up.needed`
 */
export function showPair(deps: Deps, actor: Actor, userId: string, name = UNNAMED): Promise<ShownPair> {
  return deps.store.transaction(async (tx) => {
    const user = await pairHolder(deps, tx, actor, userId)
    const pair = await tx.keyPairs.current(user.id, name)
    if (!pair) throw new DomainError('key.not_found', { reason: NO_PAIR })
    return showWithin(deps, tx, actor, user, pair)
  })
}

/** The same within a transaction, to somebody who may see it. */
export async function showWithin(
  deps: Deps,
  tx: Stores,
  actor: Actor,
  user: User,
  pair: StoredPair,
): Promise<ShownPair> {
  const secretKey = deps.vault.open(placeOfPair(pair), pair.sealed)
  await recordAct(deps, tx, actor, {
    action: 'key_pair.show',
    chain: user.accountId,
    target: `user:${user.id}`,
    details: { pairId: pair.id, userKey: pair.userKey, ...(pair.name !== UNNAMED && { name: pair.name }) },
  })
  return { ...pair, secretKey, user }
}

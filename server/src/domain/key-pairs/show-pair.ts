import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { ShownPair } from './key-pair.ts'
import { pairHolder, placeOfPair, UNNAMED } from './own-pair.ts'

/**
 * Shows the key pair. The audit entry is on disk before the secret leaves: no entry, no secret.
 * @throws DomainError `key.not_found`, `user.not_found`, `actor.forbidden`, `step_up.needed`
 */
export function showPair(deps: Deps, actor: Actor, userId: string): Promise<ShownPair> {
  return deps.store.transaction(async (tx) => {
    const user = await pairHolder(deps, tx, actor, userId)
    const pair = await tx.keyPairs.current(user.id, UNNAMED)
    if (!pair) throw new DomainError('key.not_found')
    const secretKey = deps.vault.open(placeOfPair(pair), pair.sealed)
    await recordAct(deps, tx, actor, {
      action: 'key_pair.show',
      chain: user.accountId,
      target: `user:${user.id}`,
      details: { pairId: pair.id, userKey: pair.userKey },
    })
    return { ...pair, secretKey, user }
  })
}

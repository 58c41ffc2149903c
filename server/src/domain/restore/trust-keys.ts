import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isOperator } from '../policy.ts'

/**
 * Confirms all keys, key pairs and application credentials that a restore brought back: the operator knows that none of them was revoked since.
 * @returns how many keys work again
 * @throws DomainError `actor.forbidden`
 */
export async function trustKeys(deps: Deps, actor: Actor): Promise<number> {
  if (!isOperator(actor)) throw new DomainError('actor.forbidden')
  return deps.store.transaction(async (tx) => {
    const keys = await tx.keys.setStateOfAll('active', deps.clock.now(), 'unconfirmed')
    await tx.applicationCredentials.setStateOfAll('active')
    await tx.keyPairs.setStateOfAll('active')
    const act = { action: 'data.trust_revocations', chain: 'system', target: 'installation' }
    await recordAct(deps, tx, actor, { ...act, details: { keys } })
    return keys
  })
}

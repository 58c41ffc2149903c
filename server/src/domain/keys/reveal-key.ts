import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { requirePresence, userWithinReach } from '../policy.ts'
import { type KeyWithSecret, keyFacts } from './describe-key.ts'
import { placeOfKey } from './new-key.ts'

/**
 * Shows the key. The audit entry is on disk before the value leaves: no entry, no value.
 * @throws DomainError `step_up.needed`, `key.not_found`, `key.lost`, `key.shown_once`,
 * `user.not_found`, `actor.forbidden`
 */
export function revealKey(deps: Deps, actor: Actor, userId: string): Promise<KeyWithSecret> {
  return deps.store.transaction(async (tx) => {
    const user = await userWithinReach(tx, actor, userId)
    await requirePresence(deps, tx, actor, user.accountId)
    const facts = await keyFacts(deps, tx, user.id)
    if (facts.key.state === 'lost') throw new DomainError('key.lost')
    // A copy that is still there under a stricter rule, because another process made it, is not opened.
    if (!facts.key.sealed || facts.showOnceRequired) throw new DomainError('key.shown_once')
    const secret = deps.vault.open(placeOfKey(facts.key), facts.key.sealed)
    const act = { action: 'key.show', chain: user.accountId, target: `user:${user.id}` }
    await recordAct(deps, tx, actor, { ...act, details: { keyId: facts.key.id } })
    return { ...facts, secret, userName: user.name }
  })
}

import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { notify } from '../mail/put-out.ts'
import { isStaff, requirePresence, userWithinReach } from '../policy.ts'
import type { KeyWithSecret } from './describe-key.ts'
import { keyFacts } from './describe-key.ts'
import { keyWorksAt, looksLikeAccountKey } from './key.ts'
import { newKey, refuseTaken } from './new-key.ts'
import { decideShowOnce } from './show-once.ts'

/**
 * Gives a user a chosen key, for staff who move accounts from elsewhere. What was there ends at once.
 * @throws DomainError `actor.forbidden`, `step_up.needed`, `input.invalid`, `user.not_found`, `key.exists` when
 * somebody has that key
 */
export function setKey(deps: Deps, actor: Actor, userId: string, secret: string): Promise<KeyWithSecret> {
  return deps.store.transaction(async (tx) => {
    const user = await userWithinReach(tx, actor, userId)
    if (!isStaff(actor)) throw new DomainError('actor.forbidden')
    await requirePresence(deps, tx, actor, user.accountId)
    if (!looksLikeAccountKey(secret)) {
      throw new DomainError('input.invalid', {
        field: 'apiKey',
        reason: 'A key is 32 lower-case hexadecimal digits.',
      })
    }
    await refuseTaken(deps, tx, secret)
    await tx.users.hold(user.id)
    const showOnce = await decideShowOnce(deps, tx, user.accountId)
    const nowMs = deps.clock.now()
    for (const key of await tx.keys.ofUser(user.id))
      if (keyWorksAt(key, nowMs)) await tx.keys.end(key.id, nowMs)
    const { row } = newKey(deps, user, showOnce, secret)
    await tx.keys.insert(row)
    const act = {
      action: 'key.set',
      chain: user.accountId,
      target: `user:${user.id}`,
      details: { keyId: row.id },
    }
    await recordAct(deps, tx, actor, act)
    await notify(deps, tx, actor, user, 'key_changed')
    return { ...(await keyFacts(deps, tx, user.id)), secret, userName: user.name }
  })
}

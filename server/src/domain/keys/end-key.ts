import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { notify } from '../mail/put-out.ts'
import { requirePresence, userWithinReach } from '../policy.ts'
import { USER_ADMIN } from '../roles/roles.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { type KeyFacts, keyFacts } from './describe-key.ts'
import { keyWorksAt } from './key.ts'

/**
 * Ends an overlap now, and with it every program that still uses the old key. Ending what has ended already is no
 * error.
 * @throws DomainError `key.not_found`, `step_up.needed`, `user.not_found`, `actor.forbidden`
 */
export function endOverlap(deps: Deps, actor: Actor, userId: string): Promise<KeyFacts> {
  return deps.store.transaction(async (tx) => {
    const user = await userWithinReach(tx, actor, userId)
    await requirePresence(deps, tx, actor, user.accountId)
    await tx.users.hold(user.id)
    const { retired } = await keyFacts(deps, tx, user.id)
    if (retired) {
      await tx.keys.end(retired.id, deps.clock.now())
      await recordEnd(deps, tx, actor, user, 'key.end_overlap', retired.id)
    }
    return keyFacts(deps, tx, user.id)
  })
}

/**
 * Deletes the user's key; an overlap ends with it. The account owner keeps theirs.
 * @throws DomainError `key.not_found`, `owner.protected`, `step_up.needed`, `user.not_found`, `actor.forbidden`
 */
export function deleteKey(deps: Deps, actor: Actor, userId: string): Promise<void> {
  return deps.store.transaction(async (tx) => {
    const user = await userWithinReach(tx, actor, userId)
    await requirePresence(deps, tx, actor, user.accountId)
    await tx.users.hold(user.id)
    const { key } = await keyFacts(deps, tx, user.id)
    const isOwn = actor.kind === 'user' && actor.userId === user.id
    if (isOwn && user.roles.includes(USER_ADMIN)) throw new DomainError('owner.protected')
    await endForGood(deps, tx, user.id)
    await recordEnd(deps, tx, actor, user, 'key.delete', key.id)
    await notify(deps, tx, actor, user, 'key_changed')
  })
}

/** Also of keys that were replaced before: tokens that outlived a reset must not outlive this. */
async function endForGood(deps: Deps, tx: Stores, userId: string): Promise<void> {
  const nowMs = deps.clock.now()
  for (const row of await tx.keys.ofUser(userId)) {
    if (keyWorksAt(row, nowMs)) await tx.keys.end(row.id, nowMs)
    await tx.keys.setState(row.id, 'lost')
  }
}

function recordEnd(
  deps: Deps,
  tx: Stores,
  actor: Actor,
  user: User,
  action: string,
  keyId: string,
): Promise<void> {
  const act = { action, chain: user.accountId, target: `user:${user.id}`, details: { keyId } }
  return recordAct(deps, tx, actor, act)
}

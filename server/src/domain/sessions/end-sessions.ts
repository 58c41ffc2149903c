import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { requireFreshSessionForOthers, userWithinReach } from '../policy.ts'
import { ownSessionDigest } from './list-sessions.ts'

/**
 * Ends every session of a user, but not the one by which this is asked. How many.
 * @throws DomainError `user.not_found`, `actor.forbidden`, and of another user `step_up.needed`
 */
export function endSessions(deps: Deps, actor: Actor, userId: string): Promise<number> {
  return deps.store.transaction(async (tx) => {
    const user = await userWithinReach(tx, actor, userId)
    await requireFreshSessionForOthers(deps, tx, actor, user.id)
    const count = await tx.sessions.deleteOfUser(user.id, ownSessionDigest(actor) ?? undefined)
    if (count === 0) return 0
    const act = { action: 'session.end_all', chain: user.accountId, target: `user:${user.id}` }
    await recordAct(deps, tx, actor, { ...act, details: { count } })
    return count
  })
}

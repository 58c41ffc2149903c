import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { requireFreshSessionForOthers, userWithinReach } from '../policy.ts'
import { sessionId } from './list-sessions.ts'

/**
 * Ends one session of a user before this resolves.
 * @param id as `listSessions` gives it
 * @throws DomainError `session.not_found` also when it has just ended, `user.not_found`, `actor.forbidden`, and of another user `step_up.needed`
 */
export function endSession(deps: Deps, actor: Actor, userId: string, id: string): Promise<void> {
  return deps.store.transaction(async (tx) => {
    const user = await userWithinReach(tx, actor, userId)
    await requireFreshSessionForOthers(deps, tx, actor, user.id)
    const session = (await tx.sessions.ofUser(user.id)).find((one) => sessionId(one) === id)
    if (!session || !(await tx.sessions.delete(session.digest))) throw new DomainError('session.not_found')
    const act = { action: 'session.end', chain: user.accountId, target: `user:${user.id}` }
    await recordAct(deps, tx, actor, { ...act, details: { client: session.client } })
  })
}

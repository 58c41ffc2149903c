import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { requireFreshSession } from '../policy.ts'
import { managedUser } from './managing.ts'

/**
 * Takes a user's invitation back: the link, and a form that was opened by it, are dead when this resolves. Nothing
 * happens when there is none.
 * @throws DomainError `user.not_found`, `actor.forbidden`, `step_up.needed`
 */
export function revokeInvitation(deps: Deps, actor: Actor, userId: string): Promise<void> {
  return deps.store.transaction(async (tx) => {
    const user = await managedUser(tx, actor, userId)
    await requireFreshSession(deps, tx, actor)
    const listed = await tx.users.listed(user.id)
    if (listed?.invitationEndsAtMs == null) return
    await tx.links.deleteOf('invitation', user.id)
    const act = { action: 'user.invite_revoke', chain: user.accountId, target: `user:${user.id}` }
    await recordAct(deps, tx, actor, act)
  })
}

import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { requireFreshSession } from '../policy.ts'
import { deleteWithin } from '../users/delete-user.ts'
import { refuseOwnEnd } from '../users/disable-user.ts'
import { inviteWithin, type SentInvitation } from '../users/invite-user.ts'
import { refuseOwnInPanel } from '../users/managing.ts'
import { wholeAdministrator } from './administered.ts'

/**
 * Removes an administrator with keys, key pairs and sessions, as a user is removed.
 * @throws DomainError `user.not_found`, `actor.forbidden`, `owner.protected`, `step_up.needed`
 */
export function deleteAdministrator(deps: Deps, actor: Actor, userId: string): Promise<void> {
  return deps.store.transaction(async (tx) => {
    const user = await wholeAdministrator(tx, actor, userId)
    refuseOwnEnd(actor, user)
    await requireFreshSession(deps, tx, actor)
    await deleteWithin(deps, tx, actor, user)
  })
}

/**
 * Makes another one-time link by which an administrator chooses a password; earlier ones are dead.
 * @throws DomainError `user.not_found`, `actor.forbidden`, `user.disabled`, `step_up.needed`
 */
export function inviteAdministrator(deps: Deps, actor: Actor, userId: string): Promise<SentInvitation> {
  return deps.store.transaction(async (tx) => {
    const user = await wholeAdministrator(tx, actor, userId)
    refuseOwnInPanel(actor, user)
    await requireFreshSession(deps, tx, actor)
    if (!user.enabled) throw new DomainError('user.disabled')
    return inviteWithin(deps, tx, actor, user)
  })
}

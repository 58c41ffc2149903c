import type { Actor } from '../actor.ts'
import { refuseProgram } from '../administrators/signing-in.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { createLink } from '../links/create-link.ts'
import { LINK_LIFETIME_MS } from '../links/link.ts'
import { mailInvitation } from '../mail/put-out.ts'
import { requireFreshSession, requireNoImpersonator } from '../policy.ts'
import type { Stores } from '../store.ts'
import { managedUser, refuseOwnInPanel } from './managing.ts'
import type { User } from './user.ts'

export interface SentInvitation {
  readonly user: User
  /** The secret of the link. */
  readonly secret: string
  readonly endsAtMs: number
  /** The address that another link is mailed to; null when none is. */
  readonly mailedTo: string | null
}

/**
 * Makes a one-time link by which another user chooses a password. Earlier links of the user are dead after it.
 * @throws DomainError `user.not_found`, `actor.forbidden`, `user.disabled`, `step_up.needed`
 */
export function inviteUser(deps: Deps, actor: Actor, userId: string): Promise<SentInvitation> {
  return deps.store.transaction(async (tx) => {
    const user = await managedUser(tx, actor, userId)
    refuseOwnInPanel(actor, user)
    await requireFreshSession(deps, tx, actor)
    if (!user.enabled) throw new DomainError('user.disabled')
    return inviteWithin(deps, tx, actor, user)
  })
}

/** The same for a user whom the actor has just made, within that transaction. */
export async function inviteWithin(
  deps: Deps,
  tx: Stores,
  actor: Actor,
  user: User,
): Promise<SentInvitation> {
  requireNoImpersonator(actor)
  await refuseProgram(tx, user)
  const secret = await createLink(deps, tx, 'invitation', user.id)
  const act = { action: 'user.invite', chain: user.accountId, target: `user:${user.id}` }
  await recordAct(deps, tx, actor, act)
  const endsAtMs = deps.clock.now() + LINK_LIFETIME_MS.invitation
  const mailedTo = await mailInvitation(deps, tx, user, endsAtMs)
  return { user, secret, endsAtMs, mailedTo }
}

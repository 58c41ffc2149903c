import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { createLink } from '../links/create-link.ts'
import { managedUser } from './managing.ts'
import type { User } from './user.ts'

export interface SentInvitation {
  readonly user: User
  /** The secret of the link. */
  readonly secret: string
}

/**
 * Makes a one-time link by which a user chooses a password. Earlier links of the user are dead after it.
 * @throws DomainError `user.not_found`, `actor.forbidden`, `user.disabled`
 */
export function inviteUser(deps: Deps, actor: Actor, userId: string): Promise<SentInvitation> {
  return deps.store.transaction(async (tx) => {
    const user = await managedUser(tx, actor, userId)
    if (!user.enabled) throw new DomainError('user.disabled')
    const secret = await createLink(deps, tx, 'invitation', user.id)
    const act = { action: 'user.invite', chain: user.accountId, target: `user:${user.id}` }
    await recordAct(deps, tx, actor, act)
    return { user, secret }
  })
}

import type { Account } from '../accounts/account.ts'
import { userActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Visit } from '../sessions/session.ts'
import { afterPassword, type SignedIn } from '../sessions/sign-in.ts'
import type { Stores } from '../store.ts'
import { hashNewPassword } from '../users/new-password.ts'
import { refuseUsedPassword } from '../users/password-history.ts'
import { replacePassword } from '../users/set-password.ts'
import type { User } from '../users/user.ts'
import { peekTicket, takeTicket } from './swap-link.ts'

/** Who is invited where. */
export interface Invitation {
  readonly user: User
  readonly account: Account
}

/** @throws DomainError `link.not_found`, also for a user or account that is disabled or gone */
export async function readInvitation(deps: Deps, ticket: string): Promise<Invitation> {
  const { userId } = await peekTicket(deps, deps.store, 'invitation', ticket)
  return invitedOf(deps.store, userId)
}

/**
 * Sets the password that the invited person chose, and signs them in; with a second factor, or where one is required,
 * that is asked for first. What an earlier password gave ends.
 * @throws DomainError `link.not_found`, `password.weak`, `busy`
 */
export async function acceptInvitation(
  deps: Deps,
  ticket: string,
  password: string,
  visit: Visit,
): Promise<SignedIn> {
  const { user, account } = await readInvitation(deps, ticket)
  const passwordHash = await hashNewPassword(deps, password, [user.name, user.email ?? '', account.name])
  await refuseUsedPassword(deps, user, password)
  return deps.store.transaction(async (tx) => {
    const { userId } = await takeTicket(deps, tx, 'invitation', ticket)
    await tx.users.hold(user.id)
    const invited = await invitedOf(tx, userId)
    await tx.links.deleteOf('invitation', userId)
    const actor = userActor(invited.user, { kind: 'session', digest: '', provenAtMs: null }, visit)
    await replacePassword(deps, tx, actor, invited.user, { passwordHash })
    return afterPassword(deps, tx, (await invitedOf(tx, userId)).user, visit)
  })
}

async function invitedOf(stores: Stores, userId: string | null): Promise<Invitation> {
  const user = userId === null ? null : await stores.users.byId(userId)
  const account = user && (await stores.accounts.byId(user.accountId))
  if (!user?.enabled || !account?.enabled) throw new DomainError('link.not_found')
  return { user, account }
}

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
import type { LinkKind } from './link.ts'
import { peekLink, peekTicket, takeLink, takeTicket } from './swap-link.ts'

/** Links by which a user chooses a password: the first one, or another for one that was forgotten. */
export type PasswordLinkKind = Exclude<LinkKind, 'setup'>

/** Who chooses a password, and where. */
export interface Chooser {
  readonly user: User
  readonly account: Account
}

/** @throws DomainError `link.not_found`, also for a user or account that is disabled or gone */
export async function readPasswordLink(deps: Deps, kind: PasswordLinkKind, ticket: string): Promise<Chooser> {
  const { userId } = await peekTicket(deps, deps.store, kind, ticket)
  return chooserOf(deps.store, userId)
}

/**
 * Sets the password that the person chose, and signs them in; with a second factor, or where one is required, that is
 * asked for first. What an earlier password gave ends, and so do all other links of the kind.
 * @throws DomainError `link.not_found`, `password.weak`, `busy`
 */
export async function choosePassword(
  deps: Deps,
  kind: PasswordLinkKind,
  ticket: string,
  password: string,
  visit: Visit,
): Promise<SignedIn> {
  const chooser = await readPasswordLink(deps, kind, ticket)
  const passwordHash = await checkedHash(deps, chooser, password)
  return deps.store.transaction(async (tx) => {
    const { userId } = await takeTicket(deps, tx, kind, ticket)
    const user = await replaceFor(deps, tx, { kind, userId, passwordHash }, visit)
    return afterPassword(deps, tx, user, visit)
  })
}

/**
 * The same for a program, by the secret of the mailed link itself; nobody is signed in. A password that is refused
 * does not use the link up.
 * @throws DomainError `link.not_found`, `password.weak`, `busy`
 */
export async function resetByLink(deps: Deps, secret: string, password: string, visit: Visit): Promise<void> {
  const { userId } = await peekLink(deps, deps.store, 'reset', secret)
  const passwordHash = await checkedHash(deps, await chooserOf(deps.store, userId), password)
  await deps.store.transaction(async (tx) => {
    await takeLink(deps, tx, 'reset', secret)
    await replaceFor(deps, tx, { kind: 'reset', userId, passwordHash }, visit)
  })
}

async function checkedHash(deps: Deps, { user, account }: Chooser, password: string): Promise<string> {
  const passwordHash = await hashNewPassword(deps, password, [user.name, user.email ?? '', account.name])
  await refuseUsedPassword(deps, user, password)
  return passwordHash
}

interface Choice {
  readonly kind: PasswordLinkKind
  readonly userId: string | null
  readonly passwordHash: string
}

async function replaceFor(
  deps: Deps,
  tx: Stores,
  { kind, userId, passwordHash }: Choice,
  visit: Visit,
): Promise<User> {
  await tx.users.hold(userId ?? '')
  const { user } = await chooserOf(tx, userId)
  await tx.links.deleteOf(kind, userId)
  const actor = userActor(user, { kind: 'session', digest: '', provenAtMs: null }, visit)
  await replacePassword(deps, tx, actor, user, { passwordHash })
  return (await chooserOf(tx, userId)).user
}

async function chooserOf(stores: Stores, userId: string | null): Promise<Chooser> {
  const user = userId === null ? null : await stores.users.byId(userId)
  const account = user && (await stores.accounts.byId(user.accountId))
  if (!user?.enabled || !account?.enabled) throw new DomainError('link.not_found')
  return { user, account }
}

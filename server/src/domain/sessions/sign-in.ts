import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { startPending } from '../factors/pending-login.ts'
import { mustHaveFactor } from '../factors/required.ts'
import { authenticatePassword, type PresentedPassword } from '../login/verify-password.ts'
import type { Stores } from '../store.ts'
import { requireFreshPassword } from '../users/password-age.ts'
import type { User } from '../users/user.ts'
import { openSession } from './open-session.ts'
import { looksLikeSessionSecret, type OpenedSession, type SignInMethod, type Visit } from './session.ts'

/** What a right password comes to: a session, or the secret of a sign-in that waits for a second factor. */
export type SignedIn =
  | { readonly kind: 'session'; readonly opened: OpenedSession }
  | { readonly kind: 'pending'; readonly secret: string }

/**
 * Signs a person in. The session always has a secret of our own making; the one that the browser brought along
 * ends, so that an id planted there beforehand is worth nothing.
 * @throws DomainError `credential.wrong`, `user.disabled`, `throttled`, `busy`
 */
export async function signIn(
  deps: Deps,
  presented: PresentedPassword,
  visit: Visit,
  broughtSecret: string | null,
): Promise<SignedIn> {
  const user = await authenticatePassword(deps, presented, visit.origin)
  await requireFreshPassword(deps, user)
  return deps.store.transaction(async (tx) => {
    await tx.users.hold(user.id)
    // The password may have been changed while it was compared: then it opens nothing any more.
    const current = await tx.users.byId(user.id)
    if (current?.passwordId !== user.passwordId) throw new DomainError('credential.wrong')
    // So may the account have been suspended: a session opened now would be there when it is let back in. Whoever suspends
    // it at this moment waits, and then ends the session.
    await tx.accounts.hold(user.accountId)
    const account = await tx.accounts.byId(user.accountId)
    if (!current?.enabled || !account?.enabled) throw new DomainError('user.disabled')
    if (broughtSecret !== null) await endBrought(deps, tx, broughtSecret)
    return afterPassword(deps, tx, current, visit)
  })
}

/** Goes on from a right password, or what stands for it, within a transaction that holds the user. */
export async function afterPassword(
  deps: Deps,
  tx: Stores,
  user: User,
  visit: Visit,
  method: SignInMethod = 'password',
): Promise<SignedIn> {
  const account = await tx.accounts.byId(user.accountId)
  if (user.secondFactor || mustHaveFactor(user, account)) {
    return { kind: 'pending', secret: await startPending(deps, tx, user) }
  }
  return { kind: 'session', opened: await openSession(deps, tx, user, visit, method) }
}

/** Ends the session that a browser brought along to its sign-in. */
export async function endBrought(deps: Deps, tx: Stores, secret: string): Promise<void> {
  if (!looksLikeSessionSecret(secret)) return
  for (const digest of deps.vault.digests('session', secret)) await tx.sessions.delete(digest)
}

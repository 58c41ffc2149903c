import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { authenticatePassword, type PresentedPassword } from '../login/verify-password.ts'
import { requireFreshPassword } from '../users/password-age.ts'
import { openSession } from './open-session.ts'
import { looksLikeSessionSecret, type OpenedSession, type Visit } from './session.ts'

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
): Promise<OpenedSession> {
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
    if (broughtSecret !== null && looksLikeSessionSecret(broughtSecret)) {
      for (const digest of deps.vault.digests('session', broughtSecret)) await tx.sessions.delete(digest)
    }
    return openSession(deps, tx, current, visit)
  })
}

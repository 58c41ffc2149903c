import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Visit } from '../sessions/session.ts'
import { afterPassword, endBrought, type SignedIn } from '../sessions/sign-in.ts'
import { takeToken } from './login-token.ts'

/**
 * Signs an administrator in by a token. It stands for the password: a second factor is asked for as ever. It is used up.
 * @param broughtSecret of the session that the browser brought along, which ends
 * @throws DomainError `link.not_found` for every token that is no good, also where the user or the account was disabled
 */
export function useAdminToken(
  deps: Deps,
  token: string,
  visit: Visit,
  broughtSecret: string | null,
): Promise<SignedIn> {
  return deps.store.transaction(async (tx) => {
    const { userId } = await takeToken(deps, tx, token)
    if (userId === null || !(await tx.users.hold(userId))) throw new DomainError('link.not_found')
    const user = await tx.users.byId(userId)
    if (!user) throw new DomainError('link.not_found')
    // Whoever suspends the account at this moment waits, and then ends the session.
    await tx.accounts.hold(user.accountId)
    const account = await tx.accounts.byId(user.accountId)
    if (!user.enabled || !account?.enabled) throw new DomainError('link.not_found')
    if (broughtSecret !== null) await endBrought(deps, tx, broughtSecret)
    return afterPassword(deps, tx, user, visit, 'login-token')
  })
}

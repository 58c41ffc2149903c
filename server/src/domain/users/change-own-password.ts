import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { LiveSession } from '../sessions/check-session.ts'
import { renewSession, sessionActor } from '../sessions/open-session.ts'
import type { OpenedSession, Visit } from '../sessions/session.ts'
import { provePassword } from '../sessions/step-up.ts'
import { checkNewPassword } from './new-password.ts'
import { refuseSamePassword, refuseUsedPassword } from './password-history.ts'
import { replacePassword } from './set-password.ts'

export interface PasswordChange {
  readonly currentPassword: string
  readonly newPassword: string
}

/**
 * Changes the password of the one who is signed in. Other sessions, and tokens got with the old password, end
 * before this resolves; this session goes on under a new secret.
 * @throws DomainError `password.wrong`, `password.weak`, `throttled`, `busy`, `session.not_found`
 */
export async function changeOwnPassword(
  deps: Deps,
  { session, user }: LiveSession,
  { currentPassword, newPassword }: PasswordChange,
  visit: Visit,
): Promise<OpenedSession> {
  checkNewPassword(newPassword, [user.name, user.email ?? ''])
  const proven = await provePassword(deps, user.name, currentPassword, visit)
  refuseSamePassword(currentPassword, newPassword)
  await refuseUsedPassword(deps, proven, newPassword)
  const passwordHash = await deps.hasher.hash(newPassword)
  return deps.store.transaction(async (tx) => {
    await tx.users.hold(user.id)
    const current = await tx.users.byId(user.id)
    if (!current || current.passwordId !== proven.passwordId) throw new DomainError('password.wrong')
    // For somebody with a second factor the password alone proves nothing.
    const provenAtMs = current.secondFactor ? session.provenAtMs : deps.clock.now()
    const renewed = await renewSession(deps, tx, session, provenAtMs)
    const actor = sessionActor(user, renewed.session, visit)
    await replacePassword(deps, tx, actor, current, { passwordHash, keepSession: renewed.session.digest })
    return renewed
  })
}

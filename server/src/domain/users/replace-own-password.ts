import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { authenticatePassword } from '../login/verify-password.ts'
import { userWithinReach } from '../policy.ts'
import type { PasswordChange } from './change-own-password.ts'
import { checkNewPassword } from './new-password.ts'
import { refuseSamePassword, refuseUsedPassword } from './password-history.ts'
import { replacePassword } from './set-password.ts'

/**
 * Changes the own password by a program, which proves that it knows the current one. Every session, and every token
 * got with the old password, ends before this resolves.
 * @throws DomainError `credential.wrong` for a wrong current password, `password.weak`, `throttled`, `busy`;
 * `user.not_found`, `actor.forbidden` for another user
 */
export async function replaceOwnPassword(
  deps: Deps,
  actor: UserActor,
  userId: string,
  { currentPassword, newPassword }: PasswordChange,
): Promise<void> {
  const user = await userWithinReach(deps.store, actor, userId)
  if (user.id !== actor.userId) throw new DomainError('actor.forbidden')
  checkNewPassword(newPassword, [user.name, user.email ?? ''])
  const presented = { username: user.name, password: currentPassword }
  const proven = await authenticatePassword(deps, presented, actor.origin)
  refuseSamePassword(currentPassword, newPassword)
  await refuseUsedPassword(deps, proven, newPassword)
  const passwordHash = await deps.hasher.hash(newPassword)
  await deps.store.transaction(async (tx) => {
    await tx.users.hold(user.id)
    const current = await tx.users.byId(user.id)
    if (!current || current.passwordId !== proven.passwordId) throw new DomainError('credential.wrong')
    await replacePassword(deps, tx, actor, current, { passwordHash })
  })
}

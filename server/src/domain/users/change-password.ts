import { userActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { authenticatePassword } from '../login/verify-password.ts'
import type { Visit } from '../sessions/session.ts'
import type { PasswordChange } from './change-own-password.ts'
import { checkNewPassword } from './new-password.ts'
import { refuseSamePassword, refuseUsedPassword } from './password-history.ts'
import { replacePassword } from './set-password.ts'

/**
 * Changes a password for whoever knows the present one, without a session or token. Sessions, and tokens got with
 * the old password, end before this resolves.
 * @throws DomainError `password.wrong` for an unknown user too, `password.weak`, `user.disabled`, `throttled`, `busy`
 */
export async function changePassword(
  deps: Deps,
  { username, currentPassword, newPassword }: PasswordChange & { readonly username: string },
  visit: Visit,
): Promise<void> {
  const presented = { username, password: currentPassword }
  const proven = await authenticatePassword(deps, presented, visit.origin).catch(wordedAsPassword)
  checkNewPassword(newPassword, [proven.name, proven.email ?? ''])
  refuseSamePassword(currentPassword, newPassword)
  await refuseUsedPassword(deps, proven, newPassword)
  const passwordHash = await deps.hasher.hash(newPassword)
  const proof = { kind: 'credential', of: 'password', credentialId: proven.passwordId ?? '' } as const
  await deps.store.transaction(async (tx) => {
    await tx.users.hold(proven.id)
    const current = await tx.users.byId(proven.id)
    if (!current || current.passwordId !== proven.passwordId) throw new DomainError('password.wrong')
    await replacePassword(deps, tx, userActor(current, proof, visit), current, { passwordHash })
  })
}

function wordedAsPassword(error: unknown): never {
  const isWrong = error instanceof DomainError && error.code === 'credential.wrong'
  throw isWrong ? new DomainError('password.wrong') : error
}

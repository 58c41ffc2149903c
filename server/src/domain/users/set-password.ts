import type { Actor } from '../actor.ts'
import { refuseProgram } from '../administrators/signing-in.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { randomHexId } from '../ids.ts'
import { type MailDeps, notify } from '../mail/put-out.ts'
import { mayReach } from '../policy.ts'
import type { Stores } from '../store.ts'
import { managedUser } from './managing.ts'
import { hashNewPassword } from './new-password.ts'
import { refuseUsedPassword, rememberPassword } from './password-history.ts'
import type { User } from './user.ts'

/**
 * Sets another user's password. Sessions and tokens that came from the old one end; keys go on.
 * @throws DomainError `user.not_found`, `actor.forbidden`, `password.weak`, `busy`
 */
export async function setPassword(deps: Deps, actor: Actor, userId: string, password: string): Promise<User> {
  const known = await deps.store.users.byId(userId)
  if (!known) throw new DomainError('user.not_found')
  const passwordHash = await hashFor(deps, actor, known, password)
  return deps.store.transaction(async (tx) => {
    const user = await managedUser(tx, actor, userId)
    await replacePassword(deps, tx, actor, user, { passwordHash })
    return user
  })
}

/**
 * Hashes a password that a user is to get: before the transaction, as it takes tens of milliseconds.
 * @throws DomainError `password.weak`, `busy`
 */
export async function hashFor(deps: Deps, actor: Actor, user: User, password: string): Promise<string> {
  const passwordHash = await hashNewPassword(deps, password, [user.name, user.email ?? ''])
  if (mayReach(actor, user)) await refuseUsedPassword(deps, user, password)
  return passwordHash
}

/**
 * Replaces a password within a transaction and ends what came from the old one.
 * @param keepSession digest of the session that goes on
 * @throws DomainError `actor.forbidden` for an application administrator, who never gets one
 */
export async function replacePassword(
  deps: MailDeps,
  tx: Stores,
  actor: Actor,
  user: User,
  { passwordHash, keepSession }: { readonly passwordHash: string; readonly keepSession?: string },
): Promise<void> {
  await refuseProgram(tx, user)
  const nowMs = deps.clock.now()
  const passwordId = randomHexId(deps.random)
  await tx.users.update(user.id, { passwordHash, passwordId, passwordChangedAtMs: nowMs, updatedAtMs: nowMs })
  await rememberPassword(tx, user, nowMs)
  await tx.sessions.deleteOfUser(user.id, keepSession)
  await recordAct(deps, tx, actor, {
    action: 'user.password',
    chain: user.accountId,
    target: `user:${user.id}`,
  })
  await tx.links.deleteOf('reset', user.id)
  // Whoever had none before knows: this is the first, and they choose it themselves.
  if (user.passwordHash !== null) await notify(deps, tx, actor, user, 'password_changed')
}

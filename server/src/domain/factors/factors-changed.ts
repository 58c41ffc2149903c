import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import { DomainError } from '../errors.ts'
import { randomHexId } from '../ids.ts'
import { type MailDeps, notify } from '../mail/put-out.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { mustHaveFactor } from './required.ts'

/** Acts that leave fewer factors than there were. */
const TAKEN_AWAY = /_remove$|\.reset$/

/**
 * To be called in the transaction of every change of a user's factors. Other sessions, half-done sign-ins and tokens
 * got by password end, as after a new password; so do the recovery codes when there is nothing left to recover.
 */
export async function factorsChanged(
  deps: MailDeps,
  tx: Stores,
  actor: Actor,
  user: User,
  act: { readonly action: string; readonly details?: Readonly<Record<string, string | number>> },
): Promise<User> {
  const secondFactor = await hasFactor(tx, user.id)
  const passwordId = user.passwordId === null ? null : randomHexId(deps.random)
  const change = { secondFactor, passwordId, updatedAtMs: deps.clock.now() }
  await tx.users.update(user.id, change)
  await tx.sessions.deleteOfUser(user.id, keptSession(actor, user))
  await tx.pendingLogins.deleteOfUser(user.id)
  if (!secondFactor) await tx.recoveryCodes.deleteAll('every', user.id)
  await recordAct(deps, tx, actor, { ...act, chain: user.accountId, target: `user:${user.id}` })
  if (user.secondFactor && TAKEN_AWAY.test(act.action)) await notify(deps, tx, actor, user, 'factor_removed')
  return { ...user, ...change }
}

/** Whether anything counts: an app that has shown a code, or a passkey. */
export async function hasFactor(tx: Stores, userId: string): Promise<boolean> {
  const devices = await tx.totp.ofUser(userId)
  if (devices.some(({ verifiedAtMs }) => verifiedAtMs !== null)) return true
  return (await tx.passkeys.ofUser(userId)).length > 0
}

/** @throws DomainError `factor.required` for the last factor of somebody who must have one */
export async function refuseToLeaveBare(tx: Stores, user: User): Promise<void> {
  if (!user.secondFactor || (await hasFactor(tx, user.id))) return
  const account = await tx.accounts.byId(user.accountId)
  if (mustHaveFactor(user, account)) throw new DomainError('factor.required')
}

/** The session of the one who acts goes on when it is the user's own. */
function keptSession(actor: Actor, user: User): string | undefined {
  const isOwn = actor.kind === 'user' && actor.userId === user.id && actor.proof.kind === 'session'
  return isOwn && actor.proof.kind === 'session' ? actor.proof.digest : undefined
}

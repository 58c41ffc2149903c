import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { authenticatePassword } from '../login/verify-password.ts'
import type { User } from '../users/user.ts'
import type { LiveSession } from './check-session.ts'
import { renewSession, sessionActor } from './open-session.ts'
import type { OpenedSession, Visit } from './session.ts'

/**
 * Proves presence again. The session gets a new secret; the old one is dead when this resolves.
 * @throws DomainError `password.wrong`, `throttled`, `busy`, `session.not_found`
 */
export async function stepUp(
  deps: Deps,
  { session, user }: LiveSession,
  password: string,
  visit: Visit,
): Promise<OpenedSession> {
  const proven = await provePassword(deps, user.name, password, visit)
  return deps.store.transaction(async (tx) => {
    await tx.users.hold(user.id)
    const current = await tx.users.byId(user.id)
    if (current?.passwordId !== proven.passwordId) throw new DomainError('password.wrong')
    const renewed = await renewSession(deps, tx, session, deps.clock.now())
    const act = { action: 'session.step_up', chain: user.accountId, target: `user:${user.id}` }
    await recordAct(deps, tx, sessionActor(user, renewed.session, visit), act)
    return renewed
  })
}

/**
 * Compares the password of somebody who is signed in already, under the same limits as a sign-in.
 * @throws DomainError `password.wrong`, `throttled`, `busy`, `session.not_found` for a user who was shut out
 */
export async function provePassword(
  deps: Deps,
  username: string,
  password: string,
  visit: Visit,
): Promise<User> {
  try {
    return await authenticatePassword(deps, { username, password }, visit.origin)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    if (error.code === 'credential.wrong') throw new DomainError('password.wrong')
    if (error.code === 'user.disabled') throw new DomainError('session.not_found')
    throw error
  }
}

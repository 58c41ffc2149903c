import type { Deps } from '../deps.ts'
import type { Visit } from '../sessions/session.ts'
import { isUserName } from '../users/user.ts'
import { RESET_MAIL_LIFETIME_MS } from './outgoing.ts'
import { putOut } from './put-out.ts'

/**
 * Asks for a link by which whoever forgot a password chooses another. It is sent by mail, if there is such a user with
 * an address and a password; nobody is looked up here, so neither the answer nor the time it takes can tell.
 * @throws DomainError `throttled` when too much was asked from the same place
 */
export async function forgotPassword(deps: Deps, userName: string, { origin }: Visit): Promise<void> {
  // For names that nobody can have, as for those that were asked for a moment ago, nothing is written.
  const isWanted = deps.limiter.passwordForgotten(origin.address, userName) && isUserName(userName)
  if (!deps.sendsMail || !isWanted) return
  const endsAtMs = deps.clock.now() + RESET_MAIL_LIFETIME_MS
  const mail = { kind: 'reset', userId: null, userName, address: null, doneFrom: origin.address } as const
  await deps.store.transaction((tx) => putOut(deps, tx, { ...mail, endsAtMs }))
}

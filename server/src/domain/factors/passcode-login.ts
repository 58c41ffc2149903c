import type { Origin } from '../callers/caller.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { holdPending, startPending, takePending } from './pending-login.ts'
import { type ProvenCode, proveCode } from './prove-code.ts'
import { heldUser } from './recovery-codes.ts'

/**
 * Notes that a password was right and a code is to follow in a second call.
 * @returns the secret that the second call brings, once, within ten minutes
 * @throws DomainError `credential.wrong` when the password was changed in the meantime
 */
export function awaitPasscode(deps: Deps, user: User): Promise<string> {
  return deps.store.transaction(async (tx) => {
    await requireSamePassword(tx, user)
    return startPending(deps, tx, user, 'passcode-login')
  })
}

/**
 * The second call: a code of an authenticator app or of the recovery list, for the password that was right before.
 * @returns whose login it is
 * @throws DomainError `session.not_found` for a secret that is unknown, used up or over, `factor.wrong`, `throttled`
 */
export async function provePasscode(deps: Deps, secret: string, code: string, origin: Origin): Promise<User> {
  const done = await deps.store.transaction(async (tx) => {
    const waiting = await holdPending(deps, tx, secret, 'passcode-login')
    if (!(await useUp(deps, tx, waiting.user, code, origin))) return null
    await takePending(tx, waiting)
    return waiting.user
  })
  if (!done) throw new DomainError('factor.wrong')
  return done
}

/**
 * The same for a code that came together with the password.
 * @param user whose password has just proved right
 * @throws DomainError `credential.wrong` when it was changed in the meantime, `factor.wrong`, `throttled`
 */
export async function proveBeside(deps: Deps, user: User, code: string, origin: Origin): Promise<void> {
  const proven = await deps.store.transaction(async (tx) =>
    useUp(deps, tx, await requireSamePassword(tx, user), code, origin),
  )
  if (!proven) throw new DomainError('factor.wrong')
}

/** Uses a code up. One of the recovery list is gone for good then, so that is written down. */
async function useUp(
  deps: Deps,
  tx: Stores,
  user: User,
  code: string,
  origin: Origin,
): Promise<ProvenCode | null> {
  const proven = await proveCode(deps, tx, user, code, origin)
  if (proven === 'recovery-code') await noteRecovery(deps, tx, user, origin)
  return proven
}

function noteRecovery(
  { clock }: Pick<Deps, 'clock'>,
  tx: Stores,
  { id, accountId }: User,
  { dialect, address }: Origin,
): Promise<void> {
  return tx.audit.append({
    chain: accountId,
    atMs: clock.now(),
    actor: `user:${id}`,
    action: 'factor.recovery_use',
    target: `user:${id}`,
    outcome: 'done',
    source: `${dialect} ${address}`,
    details: {},
  })
}

/** The user as it is now, held. @throws DomainError `credential.wrong` */
async function requireSamePassword(tx: Stores, { id, passwordId }: User): Promise<User> {
  const current = await heldUser(tx, id)
  if (current.passwordId === null || current.passwordId !== passwordId) {
    throw new DomainError('credential.wrong')
  }
  return current
}

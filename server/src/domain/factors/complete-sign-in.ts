import type { Assertion, RelyingParty } from '../../lib/webauthn.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { openSession } from '../sessions/open-session.ts'
import type { OpenedSession, Visit } from '../sessions/session.ts'
import { holderOf, requireRelyingParty } from './passkey-challenge.ts'
import { holdPending, peekPending, takePending, type Waiting } from './pending-login.ts'
import { proveCode } from './prove-code.ts'
import { checkAssertion, provePasskey } from './prove-passkey.ts'

/** What a half-done sign-in waits for. */
export interface Step {
  readonly waiting: Waiting
  readonly needs: 'second-factor' | 'set-up'
  /** What the user has of it. */
  readonly has: { readonly app: boolean; readonly passkey: boolean }
}

/** @throws DomainError `session.not_found` when there is nothing that waits */
export async function nextStep(deps: Deps, secret: string): Promise<Step> {
  const waiting = await peekPending(deps, deps.store, secret)
  const { id, secondFactor } = waiting.user
  const devices = await deps.store.totp.ofUser(id)
  const has = {
    app: devices.some(({ verifiedAtMs }) => verifiedAtMs !== null),
    passkey: (await deps.store.passkeys.ofUser(id)).length > 0,
  }
  return { waiting, has, needs: secondFactor ? 'second-factor' : 'set-up' }
}

/**
 * Completes a sign-in by a code of an authenticator app or of the recovery list.
 * @throws DomainError `session.not_found`, `factor.wrong`, `factor.set_up_needed`, `throttled`
 */
export async function completeByCode(
  deps: Deps,
  secret: string,
  code: string,
  visit: Visit,
): Promise<OpenedSession> {
  const opened = await deps.store.transaction(async (tx) => {
    const waiting = await holdPending(deps, tx, secret)
    if (!waiting.user.secondFactor) throw new DomainError('factor.set_up_needed')
    const method = await proveCode(deps, tx, waiting.user, code, visit.origin)
    if (method === null) return null
    await takePending(tx, waiting)
    return openSession(deps, tx, waiting.user, visit, method)
  })
  if (!opened) throw new DomainError('factor.wrong')
  return opened
}

/**
 * Completes it by a passkey of the same user.
 * @throws DomainError `session.not_found`, `passkey.wrong`, `throttled`, `actor.forbidden`
 */
export async function completeByPasskey(
  deps: Deps,
  rp: RelyingParty | null,
  secret: string,
  assertion: Assertion,
  visit: Visit,
): Promise<OpenedSession> {
  const { pending } = await peekPending(deps, deps.store, secret)
  const asked = {
    rp: requireRelyingParty(rp),
    holder: holderOf('sign-in', pending.digest),
    userId: pending.userId,
  }
  const signed = await checkAssertion(deps, { ...asked, userVerification: false }, assertion)
  const opened = await deps.store.transaction(async (tx) => {
    const waiting = await holdPending(deps, tx, secret)
    if (!(await provePasskey(deps, tx, waiting.user, signed, visit.origin))) return null
    await takePending(tx, waiting)
    return openSession(deps, tx, waiting.user, visit, 'passkey')
  })
  if (!opened) throw new DomainError('passkey.wrong')
  return opened
}

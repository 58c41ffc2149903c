import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { openSession } from '../sessions/open-session.ts'
import type { OpenedSession, Visit } from '../sessions/session.ts'
import { holdPending, peekPending, takePending, type Waiting } from './pending-login.ts'
import { proveCode } from './prove-code.ts'

/** What a half-done sign-in waits for. */
export interface Step {
  readonly waiting: Waiting
  readonly needs: 'second-factor' | 'set-up'
}

/** @throws DomainError `session.not_found` when there is nothing that waits */
export async function nextStep(deps: Deps, secret: string): Promise<Step> {
  const waiting = await peekPending(deps, deps.store, secret)
  return { waiting, needs: waiting.user.secondFactor ? 'second-factor' : 'set-up' }
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

import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { User } from '../users/user.ts'
import { confirmedUntilMs, csrfTokenOf, type StoredSession, sessionEndsAtMs } from './session.ts'

export interface SessionFacts {
  readonly user: User
  readonly csrfToken: string
  readonly endsAtMs: number
  readonly confirmedUntilMs: number | null
}

/** What the panel must know of its session. @throws DomainError `session.not_found` when the user is gone */
export async function describeSession(deps: Deps, session: StoredSession): Promise<SessionFacts> {
  const user = await deps.store.users.byId(session.userId)
  const account = user && (await deps.store.accounts.byId(user.accountId))
  if (!account) throw new DomainError('session.not_found')
  return {
    user,
    csrfToken: csrfTokenOf(deps, session),
    endsAtMs: sessionEndsAtMs(session),
    confirmedUntilMs: confirmedUntilMs(session, account.stepUpMinutes, deps.clock.now()),
  }
}

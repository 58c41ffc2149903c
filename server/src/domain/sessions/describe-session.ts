import { sameText } from '../../lib/timing-safe.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { type Strongest, strongestFactor } from '../factors/strongest.ts'
import { presenceMs } from '../policy.ts'
import { managesUsers } from '../users/managing.ts'
import type { User } from '../users/user.ts'
import { type StoredSession, sessionEndsAtMs } from './session.ts'

export interface SessionFacts {
  readonly user: User
  readonly csrfToken: string
  readonly endsAtMs: number
  readonly confirmedUntilMs: number | null
  /** There are pages for those who manage users. */
  readonly managesUsers: boolean
  /** What a proof of presence asks for. */
  readonly confirmBy: Strongest
}

/** What the panel must know of its session. @throws DomainError `session.not_found` when the user is gone */
export async function describeSession(deps: Deps, session: StoredSession): Promise<SessionFacts> {
  const user = await deps.store.users.byId(session.userId)
  const account = user && (await deps.store.accounts.byId(user.accountId))
  if (!account) throw new DomainError('session.not_found')
  return {
    user,
    csrfToken: csrfTokenOf(deps, session),
    endsAtMs: sessionEndsAtMs(session, account.sessionIdleSeconds),
    confirmedUntilMs: confirmedUntilMs(session, account.stepUpMinutes, deps.clock.now()),
    managesUsers: managesUsers({ kind: 'user', ...user }),
    confirmBy: await strongestFactor(deps.store, user),
  }
}

/** Until when nothing more need be proven; null when a proof is needed now. */
function confirmedUntilMs(
  { provenAtMs }: StoredSession,
  stepUpMinutes: number,
  nowMs: number,
): number | null {
  const untilMs = provenAtMs === null ? 0 : provenAtMs + presenceMs(stepUpMinutes)
  return untilMs > nowMs ? untilMs : null
}

/**
 * What a page of ours knows and a stranger's does not. It stays the same when the session gets a new secret, so
 * that a second tab goes on; it tells nothing about the secret.
 */
export function csrfTokenOf(deps: Pick<Deps, 'vault'>, session: StoredSession): string {
  return deps.vault.digest('session', csrfText(session))
}

/** Pages that were open when the look-up key changed go on too. */
export function isCsrfTokenOf(deps: Pick<Deps, 'vault'>, session: StoredSession, token: string): boolean {
  return deps.vault.digests('session', csrfText(session)).some((expected) => sameText(token, expected))
}

function csrfText({ userId, createdAtMs }: StoredSession): string {
  return `csrf ${userId} ${createdAtMs}`
}

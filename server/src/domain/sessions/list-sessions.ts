import { sha256Hex } from '../../lib/sha256.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { userWithinReach } from '../policy.ts'
import { type StoredSession, sessionEndsAtMs } from './session.ts'

export interface ListedSession {
  readonly id: string
  readonly session: StoredSession
  readonly endsAtMs: number
  /** The session by which is asked. */
  readonly current: boolean
}

/** A user's live sessions, last used first. @throws DomainError `user.not_found`, `actor.forbidden` */
export async function listSessions(
  deps: Deps,
  actor: Actor,
  userId: string,
): Promise<readonly ListedSession[]> {
  const user = await userWithinReach(deps.store, actor, userId)
  const own = ownSessionDigest(actor)
  const nowMs = deps.clock.now()
  const sessions = await deps.store.sessions.ofUser(user.id)
  const account = await deps.store.accounts.byId(user.accountId)
  const idleSeconds = account?.sessionIdleSeconds ?? 0
  return sessions
    .filter((session) => sessionEndsAtMs(session, idleSeconds) > nowMs)
    .map((session) => ({
      id: sessionId(session),
      session,
      endsAtMs: sessionEndsAtMs(session, idleSeconds),
      current: session.digest === own,
    }))
}

/** Names a session outside. It changes with the session's secret; nothing of that can be told from it. */
export function sessionId({ digest }: Pick<StoredSession, 'digest'>): string {
  return sha256Hex(`session ${digest}`).slice(0, 32)
}

/** Of the session that somebody asks by; null for a key or token. */
export function ownSessionDigest(actor: Actor): string | null {
  return actor.kind === 'user' && actor.proof.kind === 'session' ? actor.proof.digest : null
}

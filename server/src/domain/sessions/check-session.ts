import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { findBySecret, firstOf } from '../find-by-secret.ts'
import type { KnownUser } from '../login/known.ts'
import { looksLikeSessionSecret, type StoredSession, sessionEndsAtMs } from './session.ts'

/** A session that is good now, with the current state of its user. */
export interface LiveSession {
  readonly session: StoredSession
  readonly user: KnownUser
}

/** Being seen is written down at most this often. */
const TOUCH_MS = 60_000

/**
 * Whether a cookie's secret names a session that is good at this moment. Null for every kind of bad one.
 * @param unattended nobody is there: the page asks by itself, and the session does not last longer for it
 */
export async function checkSession(
  deps: Deps,
  secret: string,
  unattended = false,
): Promise<LiveSession | null> {
  if (!looksLikeSessionSecret(secret)) return null
  const { sessions } = deps.store
  const session = await findBySecret(deps, deps.store, 'session', secret, (...digests) =>
    firstOf(digests, sessions.byDigest),
  )
  const nowMs = deps.clock.now()
  if (!session) return null
  const user = await deps.known.user(session.userId)
  if (!user?.usable || sessionEndsAtMs(session, user.sessionIdleSeconds) <= nowMs) return null
  return { session: unattended ? session : await touch(deps, session, nowMs), user }
}

async function touch(deps: Deps, session: StoredSession, nowMs: number): Promise<StoredSession> {
  if (nowMs - session.lastSeenAtMs < TOUCH_MS) return session
  try {
    await deps.store.sessions.update(session.digest, { lastSeenAtMs: nowMs })
    return { ...session, lastSeenAtMs: nowMs }
  } catch (error) {
    // With a full disk people must still be able to look.
    if (error instanceof DomainError && error.code === 'storage.full') return session
    throw error
  }
}

import type { Origin } from '../callers/caller.ts'

/** A signed-in browser. The secret itself is only in the cookie. */
export interface StoredSession {
  readonly digest: string
  readonly userId: string
  readonly accountId: string
  readonly createdAtMs: number
  readonly lastSeenAtMs: number
  /** The last proof of presence; null after "End now". */
  readonly provenAtMs: number | null
  readonly address: string
  readonly client: string
  /** What completed the sign-in. */
  readonly method: SignInMethod
}

export type SignInMethod = 'password' | 'totp' | 'recovery-code' | 'passkey' | 'login-token'

/** A session with the one value that names it. */
export interface OpenedSession {
  readonly session: StoredSession
  /** For the cookie, and nowhere else. */
  readonly secret: string
}

/** Where a person's request came from, and its number in the log. */
export interface Visit {
  readonly origin: Origin
  readonly requestId: string
}

export const SESSION_ABSOLUTE_MS = 12 * 3_600_000

/** 32 bytes in base64url. */
const SECRET = /^[A-Za-z0-9_-]{43}$/

export function looksLikeSessionSecret(text: string): boolean {
  return SECRET.test(text)
}

/**
 * When this session ends unless it is used before.
 * @param idleSeconds how long it lasts without being used, as its account has set
 */
export function sessionEndsAtMs(
  session: Pick<StoredSession, 'createdAtMs' | 'lastSeenAtMs'>,
  idleSeconds: number,
): number {
  return Math.min(session.lastSeenAtMs + idleSeconds * 1_000, session.createdAtMs + SESSION_ABSOLUTE_MS)
}

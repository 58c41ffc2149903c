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
}

export const SESSION_IDLE_MS = 30 * 60_000
export const SESSION_ABSOLUTE_MS = 12 * 3_600_000

/** When this session ends unless it is used before. */
export function sessionEndsAtMs(session: StoredSession): number {
  return Math.min(session.lastSeenAtMs + SESSION_IDLE_MS, session.createdAtMs + SESSION_ABSOLUTE_MS)
}

import type { StoredSession } from './session.ts'

export interface SessionStore {
  insert(session: StoredSession): Promise<void>
  byDigest(digest: string): Promise<StoredSession | null>
  update(digest: string, change: Partial<StoredSession>): Promise<void>
  delete(digest: string): Promise<boolean>
  /** Ends the user's sessions but one. */
  deleteOfUser(userId: string, exceptDigest?: string): Promise<number>
  deleteOfAccount(accountId: string): Promise<void>
  ofUser(userId: string): Promise<readonly StoredSession[]>
  deleteSeenBefore(ms: number): Promise<void>
}

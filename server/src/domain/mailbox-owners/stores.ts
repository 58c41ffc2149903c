import type { MailboxSession } from './mailbox-session.ts'

export interface MailboxSessionStore {
  insert(session: MailboxSession): Promise<void>
  byDigest(digest: string): Promise<MailboxSession | null>
  /** Notes that it was used. */
  touch(digest: string, atMs: number): Promise<void>
  delete(digest: string): Promise<boolean>
  /** Ends those of a mailbox but one. */
  deleteOfMailbox(mailboxId: string, exceptDigest?: string): Promise<void>
  deleteOfAccount(accountId: string): Promise<void>
  deleteSeenBefore(ms: number): Promise<void>
}

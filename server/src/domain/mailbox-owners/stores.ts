import type { MailboxFactor } from './mailbox-factor.ts'
import type { MailboxSession } from './mailbox-session.ts'

export interface MailboxSessionStore {
  insert(session: MailboxSession): Promise<void>
  byDigest(digest: string): Promise<MailboxSession | null>
  /** Notes that it was used. */
  touch(digest: string, atMs: number): Promise<void>
  /** Notes that a code of the owner's app was typed in it. */
  proveFactor(digest: string): Promise<void>
  delete(digest: string): Promise<boolean>
  /** Ends those of a mailbox but one. */
  deleteOfMailbox(mailboxId: string, exceptDigest?: string): Promise<void>
  deleteOfAccount(accountId: string): Promise<void>
  deleteSeenBefore(ms: number): Promise<void>
}

/** One for each mailbox. */
export interface MailboxFactorStore {
  ofMailbox(mailboxId: string): Promise<MailboxFactor | null>
  put(factor: MailboxFactor): Promise<void>
  /** False where there was none. */
  delete(mailboxId: string): Promise<boolean>
  deleteAll(): Promise<void>
  /** By mailbox, behind the one named. */
  page(afterMailboxId: string, limit: number): Promise<readonly MailboxFactor[]>
  reseal(mailboxId: string, sealed: Uint8Array): Promise<void>
}

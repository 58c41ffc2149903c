/** The authenticator app of a mailbox's owner. It is asked for at the pages of the mailbox: mail programs cannot. */
export interface MailboxFactor {
  readonly mailboxId: string
  readonly accountId: string
  /** The secret; see `placeOfFactor`. */
  readonly sealed: Uint8Array
  readonly createdAtMs: number
  /** Null until a code of it was typed: before that it counts for nothing. */
  readonly verifiedAtMs: number | null
  /** The time step of the last accepted code; no code of it, or of an earlier one, is accepted again. */
  readonly lastStep: number | null
  /** Of the last wrong codes. */
  readonly failedAtMs: readonly number[]
}

/** What a session lacks before it is good for anything. */
export type FactorDue = 'code' | 'set-up'

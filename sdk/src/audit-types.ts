/** What was done: one entry of the audit log. */
export interface AuditEntry {
  /** The account's number, or `system`. */
  readonly chain: string
  readonly number: number
  readonly at: string
  readonly actor: AuditActor
  /** Such as `key.reset`. */
  readonly action: string
  readonly target: AuditTarget
  readonly outcome: AuditOutcome
  readonly source: AuditSource
  /** Facts about the act, without secrets. */
  readonly details: { readonly [name: string]: string | number | boolean | null }
  readonly previousHash: string
  readonly hash: string
}

export type AuditOutcome = 'done' | 'refused'

export interface AuditActor {
  readonly kind: 'user' | 'system' | 'unknown'
  /** As the log has it. */
  readonly text: string
  readonly id: string | null
  /** Of a user who still exists, or of a part of the system. */
  readonly name: string | null
  /** The key that was used; null for a panel session and the system. */
  readonly keyId: string | null
  /** What was used, or what the token was got with; null for a panel session and the system. */
  readonly credential: {
    readonly kind: 'key' | 'password' | 'application-credential'
    readonly id: string
  } | null
}

export interface AuditTarget {
  /** `user`, `account`, `service`, … */
  readonly kind: string
  /** As the log has it. */
  readonly text: string
  /** Of a user who still exists. */
  readonly name: string | null
}

export interface AuditSource {
  /** The API, `panel`, or `local` for the command line and the server itself. */
  readonly dialect: string
  readonly address: string | null
  readonly requestId: string | null
}

/** Newest first. */
export interface AuditPage {
  readonly items: readonly AuditEntry[]
  /** The `cursor` of the next page, which may be there although this one is not full; null at the end. */
  readonly next: string | null
  /** How far back this page looked, ISO 8601; null when it is the end. */
  readonly lookedBackTo: string | null
}

/** How the log stands. */
export interface AuditStatus {
  readonly chain: string
  /** The number of the newest entry. */
  readonly entries: number
  /** How many of the newest entries were followed, 2,000 at most. */
  readonly checked: number
  /** What is wrong with them; null while nothing is. */
  readonly problem: string | null
  /** The last entry that a checkpoint was signed for. */
  readonly signed: { readonly number: number; readonly at: string } | null
}

/** What to look for; what is left out is not asked. */
export interface AuditFilter {
  /** For operators: an account number, or `system`. The own account without it. */
  readonly chain?: string
  /** From this moment on, ISO 8601. */
  readonly from?: string
  /** Before this moment, ISO 8601. */
  readonly to?: string
  /** Who did it: a user name or `user:ID`, whichever key was used, or a part of the system. */
  readonly actor?: string
  /** Such as `key.reset`. */
  readonly action?: string
  /** What the action begins with: `key` of `key.reset`. */
  readonly area?: string
  /** What it was done to: a user name, an address, another name, or as the log has it: `user:ID`. */
  readonly target?: string
  readonly outcome?: AuditOutcome
  /** Anywhere in the entry, in any case. */
  readonly text?: string
}

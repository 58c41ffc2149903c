/** Shapes of imports and other work on many mailboxes. Times are ISO 8601 in UTC. */

import type { MailboxFilter } from './mail-types.ts'

export type BulkKind =
  | 'mailbox.block'
  | 'mailbox.allow'
  | 'mailbox.delete'
  | 'mailbox.restore'
  | 'mailbox.quota'
  | 'mailbox.require_password'
  | 'mailbox.waive_password'
export type ImportKind = 'mailbox.import' | 'alias.import' | 'user.import'
export type JobKind = ImportKind | BulkKind

/** `stopped`: who had asked for it may not any more. Cancelled and stopped ones can be resumed. */
export type JobState = 'waiting' | 'running' | 'done' | 'cancelled' | 'stopped'

export interface Job {
  readonly id: string
  readonly kind: JobKind
  /** Null for one about several. */
  readonly domain: string | null
  readonly state: JobState
  /** Rows; `done` and `failed` of them are over. */
  readonly total: number
  readonly done: number
  readonly failed: number
  /** Null while it cannot be told. */
  readonly rowsPerSecond: number | null
  readonly secondsLeft: number | null
  readonly createdAt: string
  readonly endedAt: string | null
}

export interface JobPage {
  readonly items: readonly Job[]
  readonly next: string | null
}

export interface JobRow {
  /** As a spreadsheet counts: the names of the columns are row 1. */
  readonly number: number
  readonly state: 'waiting' | 'done' | 'failed'
  /** `created`, `changed`, `unchanged`, `deleted`, `restored`, or the code of a refusal; null while it waits. */
  readonly outcome: string | null
  readonly field: string | null
  readonly message: string | null
  /** Without passwords. */
  readonly cells: readonly string[]
}

export interface JobRowPage {
  readonly items: readonly JobRow[]
  readonly next: string | null
}

/** A link by which somebody whom an import has made chooses a password, once. */
export interface JobInvitation {
  readonly username: string
  readonly email: string | null
  readonly link: string
  readonly endsAt: string
}

interface BulkAct {
  readonly kind: BulkKind
  /** Only mailboxes of it; of the whole account without one. */
  readonly domain?: string
  /** For `mailbox.quota`. */
  readonly quotaMb?: number
}

/** Which mailboxes: 1 to 10,000 addresses, to restore also ids; what a filter finds; what a job that is over has changed. */
export type BulkRequest = BulkAct &
  ({ readonly mailboxes: readonly string[] } | { readonly filter: BulkFilter } | { readonly job: string })

export type BulkFilter = Pick<
  MailboxFilter,
  'text' | 'state' | 'alias' | 'forwards' | 'nearlyFull' | 'neverSignedIn'
>

/**
 * What a column is of a mailbox: a contact field, or one of its own such as `username`, `password`, `enabled`; of an
 * alias `alias` or `members`, these in any number of columns; of a user `username`, `email` or `roles`.
 */
export interface ImportRequest<Field extends string = string> {
  /** `mailbox.import` without it. */
  readonly kind?: ImportKind
  /** Of mailboxes and aliases; users are in none. */
  readonly domain?: string
  /** In base64. */
  readonly file: string
  /** Null leaves a column out; guessed without it. */
  readonly mapping?: readonly (Field | null)[]
  /** Cells that say something else than in the file. 1,000 at most. */
  readonly fixes?: readonly CellFix[]
}

export interface CellFix {
  /** Of the row, as an `ImportFault` has it. */
  readonly number: number
  /** Of the column, from 0. */
  readonly column: number
  readonly text: string
}

export interface ImportFault {
  readonly number: number
  readonly field: string | null
  readonly code: string
  readonly message: string
}

export interface ImportPlan {
  readonly columns: readonly string[]
  readonly mapping: readonly (string | null)[]
  readonly total: number
  readonly create: number
  /** Of what is there. Rows with a password are counted here, whichever it is. */
  readonly update: number
  /** Rows that say what is so already. */
  readonly unchanged: number
  readonly failed: number
  /** The first 1,000. */
  readonly faults: readonly ImportFault[]
}

/** Shapes of imports and other work on many mailboxes. Times are ISO 8601 in UTC. */

export type JobKind = 'mailbox.import' | 'mailbox.block' | 'mailbox.allow' | 'mailbox.delete'

/** `stopped`: who had asked for it may not any more. Cancelled and stopped ones can be resumed. */
export type JobState = 'waiting' | 'running' | 'done' | 'cancelled' | 'stopped'

export interface Job {
  readonly id: string
  readonly kind: JobKind
  readonly domain: string
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
  /** `created`, `changed`, `unchanged`, `deleted`, or the code of a refusal; null while it waits. */
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

export interface BulkRequest {
  readonly kind: Exclude<JobKind, 'mailbox.import'>
  readonly domain: string
  /** 1 to 1,000 addresses of the domain. */
  readonly mailboxes: readonly string[]
}

/** What a column is of a mailbox: a contact field, or one of its own such as `username`, `password`, `enabled`. */
export interface ImportRequest<Field extends string = string> {
  readonly domain: string
  /** In base64. */
  readonly file: string
  /** Null leaves a column out; guessed without it. */
  readonly mapping?: readonly (Field | null)[]
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
  readonly update: number
  readonly failed: number
  /** The first 1,000. */
  readonly faults: readonly ImportFault[]
}

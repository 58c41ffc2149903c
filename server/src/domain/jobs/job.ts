/** Work on many mailboxes, done row by row beside everything else. */
export interface Job {
  /** 32 lower-case hex digits. */
  readonly id: string
  readonly accountId: string
  /** In whose name it is done; their rights count while it runs. */
  readonly userId: string
  readonly kind: JobKind
  /** Null for one about several domains. */
  readonly domain: string | null
  readonly state: JobState
  /** Rows in all; `done` and `failed` of them are over. */
  readonly total: number
  readonly done: number
  readonly failed: number
  readonly createdAtMs: number
  readonly endedAtMs: number | null
  /** Spent on rows so far. */
  readonly workedMs: number
  /** Names of the columns of its rows. */
  readonly columns: readonly string[]
  /** What each column is. */
  readonly mapping: readonly (string | null)[]
  /** What each mailbox gets to hold, for the kind that says so. */
  readonly quotaMb: number | null
  /** Where it was asked for. */
  readonly source: JobSource
}

export interface JobSource {
  readonly dialect: string
  readonly address: string
  readonly requestId: string
}

/** What can be done to many mailboxes without a file. */
export const BULK_KINDS = [
  'mailbox.block',
  'mailbox.allow',
  'mailbox.delete',
  'mailbox.restore',
  'mailbox.quota',
  'mailbox.require_password',
  'mailbox.waive_password',
] as const
export type BulkKind = (typeof BULK_KINDS)[number]

/** What is made and changed by a file. */
export const IMPORT_KINDS = ['mailbox.import', 'alias.import', 'user.import'] as const
export type ImportKind = (typeof IMPORT_KINDS)[number]

export const JOB_KINDS = [...IMPORT_KINDS, ...BULK_KINDS] as const
export type JobKind = (typeof JOB_KINDS)[number]

export function isImport(kind: JobKind): kind is ImportKind {
  return IMPORT_KINDS.some((known) => known === kind)
}

/**
 * The area of e-mail that a job is in: whoever has no part in it neither starts nor sees one. Null for one about users
 * of the account: it is for those who manage them.
 */
export function areaOf({ kind }: Pick<Job, 'kind'>): JobArea | null {
  if (kind === 'user.import') return null
  return kind === 'alias.import' ? 'aliases' : 'mailboxes'
}

export const JOB_AREAS = ['mailboxes', 'aliases'] as const
type JobArea = (typeof JOB_AREAS)[number]

/** What the audit says that a job is about. */
export function targetOf({ accountId, domain }: Pick<Job, 'accountId' | 'domain'>): string {
  return domain === null ? `account:${accountId}` : `domain:${domain}`
}

/** `stopped`: who had asked for it may not any more. What is cancelled or stopped can be resumed. */
export const JOB_STATES = ['waiting', 'running', 'done', 'cancelled', 'stopped'] as const
export type JobState = (typeof JOB_STATES)[number]

export interface JobRow {
  /** As a spreadsheet counts. */
  readonly number: number
  readonly state: 'waiting' | 'done' | 'failed'
  /** Without secrets. */
  readonly cells: readonly string[]
  /** The secret of the row while it waits. */
  readonly sealed: Uint8Array | null
  /** What it came to: `created`, `changed`, `unchanged`, `deleted`, `restored`, or the code of a refusal. */
  readonly outcome: string | null
  readonly field: string | null
  readonly message: string | null
}

/** How long a job can be looked at after its end, or after nobody went on with it. */
export const JOBS_KEPT_MS = 30 * 24 * 3_600_000

/** Rows in a second and seconds to go, as far as can be told. */
export function paceOf({ total, done, failed, workedMs, state }: Job) {
  const over = done + failed
  if (over === 0 || workedMs === 0) return { rowsPerSecond: null, secondsLeft: null }
  const rowsPerSecond = (over * 1_000) / workedMs
  const isGoing = state === 'waiting' || state === 'running'
  return { rowsPerSecond, secondsLeft: isGoing ? (total - over) / rowsPerSecond : null }
}

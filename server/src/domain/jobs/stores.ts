import type { Job, JobRow, JobState } from './job.ts'

export interface JobStore {
  insert(job: Job): Promise<void>
  insertRows(jobId: string, rows: readonly JobRow[]): Promise<void>
  /** Of an account. */
  byId(accountId: string, id: string): Promise<Job | null>
  /** Newest first, behind one that an earlier page ended with. */
  page(accountId: string, afterId: string | null, limit: number): Promise<readonly Job[]>
  /** Takes a job that waits, or that somebody has let lie, until a moment. Null when there is none. */
  claim(nowMs: number, untilMs: number): Promise<Job | null>
  /** Keeps a claimed job until a moment. False when it is not running any more. */
  keep(id: string, untilMs: number): Promise<boolean>
  /** Changes the state of a job that is in one of these. False when it is in none of them. */
  turn(id: string, from: readonly JobState[], change: JobTurn): Promise<boolean>
  /** Counts what was done. */
  progress(id: string, more: Pick<Job, 'done' | 'failed' | 'workedMs'>): Promise<void>
  /** Rows behind a number, in order. */
  rows(id: string, state: JobRow['state'] | null, after: number, limit: number): Promise<readonly JobRow[]>
  /** Ends rows that waited; their secrets go. */
  settle(id: string, rows: readonly SettledRow[]): Promise<void>
  /** Rows of every account that have a secret, behind one of them. */
  sealedRows(
    after: Pick<SealedJobRow, 'jobId' | 'number'> | null,
    limit: number,
  ): Promise<readonly SealedJobRow[]>
  /** A row that is over stays without a secret. */
  reseal(id: string, number: number, sealed: Uint8Array): Promise<void>
  forgetBefore(ms: number): Promise<void>
}

export interface SealedJobRow {
  readonly jobId: string
  readonly accountId: string
  readonly number: number
  readonly sealed: Uint8Array
}

export interface JobTurn {
  readonly state: JobState
  readonly endedAtMs: number | null
  readonly userId?: string
}

export interface SettledRow extends Pick<JobRow, 'number' | 'outcome' | 'field' | 'message'> {
  readonly state: 'done' | 'failed'
}

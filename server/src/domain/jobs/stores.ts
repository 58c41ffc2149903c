import type { Job, JobRow, JobState } from './job.ts'

export interface JobStore {
  /** Without rows, and seen by nobody before it has `arrived`; it is given up unless somebody says until when it arrives. */
  insert(job: Job, untilMs: number): Promise<void>
  /** Goes on storing the rows of a job, until a moment. False when it was given up. */
  keepArriving(id: string, untilMs: number): Promise<boolean>
  insertRows(jobId: string, rows: readonly JobRow[]): Promise<void>
  /** Turns a job that arrives into what it is. False when it was given up. */
  arrived(job: Pick<Job, 'id' | 'state' | 'endedAtMs'>): Promise<boolean>
  /** Gives up a job that arrives; of others nothing happens. */
  giveUp(id: string): Promise<void>
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
  /** Gives up jobs from before a moment, and those that nobody stores rows of any more. */
  leaveBefore(ms: number, nowMs: number): Promise<void>
  /** Deletes some rows of a job that was given up, or such a job without rows. False when there is none. */
  forgetSome(limit: number): Promise<boolean>
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

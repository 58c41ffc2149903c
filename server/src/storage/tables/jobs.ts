import type { JobKind, JobState, JobRow as Row } from '../../domain/jobs/job.ts'

export interface JobTableRow {
  id: string
  account_id: string
  user_id: string
  kind: JobKind
  /** Empty for several. */
  domain: string
  state: StoredJobState
  total: number
  done: number
  failed: number
  created_at_ms: number
  ended_at_ms: number | null
  worked_ms: number
  /** A process works on it, or stores its rows, until then. */
  claimed_until_ms: number
  /** JSON: columns, mapping, source, quotaMb. */
  layout: string
}

/** Nobody sees a job that is `arriving`, its rows being stored, or `leaving`, its rows being deleted. */
export type StoredJobState = JobState | 'arriving' | 'leaving'

export interface JobRowRow {
  job_id: string
  number: number
  state: Row['state']
  /** JSON. */
  cells: string
  sealed: Uint8Array | null
  outcome: string | null
  field: string | null
  message: string | null
}

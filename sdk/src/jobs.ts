import { newIdempotencyKey } from './idempotency.ts'
import type {
  BulkRequest,
  ImportPlan,
  ImportRequest,
  Job,
  JobInvitation,
  JobPage,
  JobRow,
  JobRowPage,
} from './job-types.ts'
import { queryOf } from './query.ts'
import type { FileTransport, Transport } from './transport.ts'

/** Work on many mailboxes, done beside everything else; for administrators. Kept for 30 days. */
export interface Jobs {
  /** Newest first. */
  list(from?: { readonly after?: string; readonly limit?: number }): Promise<JobPage>
  get(jobId: string): Promise<Job>
  /** Blocks, lets in, deletes, restores or sizes many mailboxes. */
  start(asked: BulkRequest, idempotencyKey?: string): Promise<Job>
  /** What an import would come to; nothing is done. @throws KeywardError `invalid` with `field` */
  plan(asked: ImportRequest): Promise<ImportPlan>
  /** Makes and changes mailboxes by a file. @throws KeywardError `invalid` with `field` */
  import(asked: ImportRequest, idempotencyKey?: string): Promise<Job>
  /** What is done stays. @throws KeywardError `conflict` when it is over */
  cancel(jobId: string): Promise<Job>
  /** Goes on in the caller's name. @throws KeywardError `conflict` when it was not cancelled or stopped */
  resume(jobId: string): Promise<Job>
  /**
   * Links for those whom an import of users has made and who have chosen no password yet. Those that were mailed stay good.
   * @throws KeywardError `step_up_needed` in a session
   */
  invitations(jobId: string): Promise<{ readonly items: readonly JobInvitation[] }>
  rows(
    jobId: string,
    from?: { readonly state?: JobRow['state']; readonly after?: string; readonly limit?: number },
  ): Promise<JobRowPage>
  /** The rows that failed, as CSV in the columns that they came in. */
  failedRows(jobId: string): Promise<ReadableStream<Uint8Array>>
}

export function createJobs(send: Transport, fetchFile: FileTransport): Jobs {
  const path = (jobId: string) => `/jobs/${encodeURIComponent(jobId)}`
  const once = (idempotencyKey: string) => ({ 'idempotency-key': idempotencyKey })
  return {
    list: (from = {}) => send('GET', `/jobs${queryOf(from)}`),
    get: (jobId) => send('GET', path(jobId)),
    start: (body, key = newIdempotencyKey()) => send('POST', '/jobs', { body, headers: once(key) }),
    plan: (body) => send('POST', '/imports/plan', { body }),
    import: (body, key = newIdempotencyKey()) => send('POST', '/imports', { body, headers: once(key) }),
    cancel: (jobId) => send('POST', `${path(jobId)}/cancel`),
    resume: (jobId) => send('POST', `${path(jobId)}/resume`),
    invitations: (jobId) => send('POST', `${path(jobId)}/invitations`),
    rows: (jobId, from = {}) => send('GET', `${path(jobId)}/rows${queryOf(from)}`),
    failedRows: (jobId) => fetchFile(`${path(jobId)}/failed`),
  }
}

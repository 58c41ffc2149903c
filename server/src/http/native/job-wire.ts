import type { Deps } from '../../domain/deps.ts'
import { type Job, type JobRow, paceOf } from '../../domain/jobs/job.ts'
import type { MadeInvitation } from '../../domain/jobs/make-invitations.ts'
import { endedRows } from '../../domain/jobs/read-jobs.ts'
import { linkPath } from '../../domain/links/create-link.ts'
import { csvLine } from '../../lib/csv.ts'
import type { HttpContext } from '../kit/context.ts'

export function jobToWire(job: Job) {
  const { id, kind, domain, state, total, done, failed, createdAtMs, endedAtMs } = job
  return {
    ...{ id, kind, domain, state, total, done, failed, ...paceOf(job) },
    createdAt: new Date(createdAtMs).toISOString(),
    endedAt: endedAtMs === null ? null : new Date(endedAtMs).toISOString(),
  }
}

export function jobRowToWire({ sealed: _, ...row }: JobRow) {
  return row
}

/** The rows that failed, in the columns that they came in and what was wrong with them: to be mended and brought again. */
export async function* failedRowsCsv(
  { store }: Pick<Deps, 'store'>,
  { id, columns }: Job,
): AsyncGenerator<string> {
  yield csvLine([...columns, 'Error'])
  for await (const rows of endedRows(store, id, 'failed'))
    yield rows.map(({ cells, message }) => csvLine([...padded(cells, columns.length), message])).join('')
}

function padded(cells: readonly string[], length: number): readonly string[] {
  return Array.from({ length }, (_, at) => cells[at] ?? '')
}

export function jobInvitationToWire({ publicUrl }: HttpContext, { user, secret, endsAtMs }: MadeInvitation) {
  const link = publicUrl + linkPath('invitation', secret)
  return { username: user.name, email: user.email, link, endsAt: new Date(endsAtMs).toISOString() }
}

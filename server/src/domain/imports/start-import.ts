import type { UserActor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { domainWithin } from '../domains/rights.ts'
import { randomHexId } from '../ids.ts'
import type { Job, JobRow } from '../jobs/job.ts'
import { placeOfSecret } from '../jobs/place.ts'
import { type ImportPlace, type JudgedRow, judgedImport } from './plan-import.ts'
import { type ImportFile, isFault } from './read-import.ts'

/**
 * Begins an import. Rows that cannot be right have failed from the start.
 * @throws DomainError `input.invalid`; as `domainWithin`
 */
export async function startImport(
  deps: Deps,
  actor: UserActor,
  { accountId, domain: name }: ImportPlace,
  file: ImportFile,
): Promise<Job> {
  const domain = await domainWithin(deps.store, actor, accountId, name, 'mailboxes')
  const { columns, mapping, rows } = await judgedImport(deps.store, domain, file)
  const failed = rows.filter(({ read }) => isFault(read)).length
  const isOver = failed === rows.length
  const nowMs = deps.clock.now()
  const { dialect, address } = actor.origin
  const job: Job = {
    ...{ id: randomHexId(deps.random), accountId, userId: actor.userId, kind: 'mailbox.import' },
    ...{ domain: domain.name, state: isOver ? 'done' : 'waiting', total: rows.length, done: 0, failed },
    ...{ createdAtMs: nowMs, endedAtMs: isOver ? nowMs : null, workedMs: 0, columns, mapping, quotaMb: null },
    source: { dialect, address, requestId: actor.requestId },
  }
  const secretAt = mapping.indexOf('password')
  const kept = rows.map((row) => toJobRow(deps, job, row, secretAt))
  await deps.store.transaction(async (tx) => {
    await domainWithin(tx, actor, accountId, name, 'mailboxes')
    await tx.jobs.insert(job)
    await tx.jobs.insertRows(job.id, kept)
    const details = { jobId: job.id, rows: job.total }
    const act = { action: 'job.import', chain: accountId, target: `domain:${job.domain}`, details }
    await recordAct(deps, tx, actor, act)
  })
  return job
}

function toJobRow({ vault }: Deps, job: Job, { number, cells, read }: JudgedRow, secretAt: number): JobRow {
  const shown = cells.map((cell, at) => (at === secretAt ? '' : cell))
  const row = { number, cells: shown, sealed: null }
  if (isFault(read)) {
    const { code: outcome, field, message } = read
    return { ...row, state: 'failed', outcome, field, message }
  }
  const secret = read.password
  const sealed = secret === null ? null : vault.seal(placeOfSecret(job, number), secret)
  return { ...row, sealed, state: 'waiting', outcome: null, field: null, message: null }
}

import { mapInTurns } from '../../lib/in-turns.ts'
import type { UserActor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import type { MailDomain } from '../domains/mail-domain.ts'
import type { LastStep } from '../idempotency/attempt.ts'
import { randomHexId } from '../ids.ts'
import { arrive } from '../jobs/arrive.ts'
import { areaOf, type Job, type JobRow, targetOf } from '../jobs/job.ts'
import { placeOfSecret } from '../jobs/place.ts'
import { requireFreshSession, requireNoImpersonator } from '../policy.ts'
import type { Stores } from '../store.ts'
import { type JudgedRow, judgedImport } from './plan-import.ts'
import { type ImportFile, isFault, requireKey } from './read-import.ts'
import { requireImportRight } from './rights.ts'
import type { ImportAsked } from './sort.ts'
import { IMPORT_SORTS } from './sorts.ts'

/**
 * Begins an import. Rows that cannot be right have failed from the start.
 * @param last runs the transaction that it is there with
 * @throws DomainError `input.invalid`, `busy`, `step_up.needed` for users; as `requireImportRight`
 */
export async function startImport(
  deps: Deps,
  actor: UserActor,
  asked: ImportAsked,
  file: ImportFile,
  last: LastStep<Job> = (work) => deps.store.transaction(work),
): Promise<Job> {
  const { accountId, kind = 'mailbox.import' } = asked
  const domain = await requireStartRight(deps, deps.store, actor, asked)
  const place = { actor, accountId, domain }
  const { columns, mapping, rows } = await judgedImport(deps.store, kind, place, file)
  requireKey(mapping, IMPORT_SORTS[kind])
  const failed = rows.filter(({ read }) => isFault(read)).length
  const isOver = failed === rows.length
  const nowMs = deps.clock.now()
  const { dialect, address } = actor.origin
  const job: Job = {
    ...{ id: randomHexId(deps.random), accountId, userId: actor.userId, kind },
    ...{
      domain: domain?.name ?? null,
      state: isOver ? 'done' : 'waiting',
      total: rows.length,
      done: 0,
      failed,
    },
    ...{ createdAtMs: nowMs, endedAtMs: isOver ? nowMs : null, workedMs: 0, columns, mapping, quotaMb: null },
    source: { dialect, address, requestId: actor.requestId },
  }
  const secretAt = mapping.indexOf('password')
  const kept = await mapInTurns(rows, (row) => toJobRow(deps, job, row, secretAt))
  const begin = async (tx: Stores) => {
    await requireStartRight(deps, tx, actor, asked)
    const details = { jobId: job.id, rows: job.total, kind }
    const act = { action: 'job.import', chain: accountId, target: targetOf(job), details }
    await recordAct(deps, tx, actor, act)
  }
  return arrive(deps, { job, rows: kept, begin, last })
}

async function requireStartRight(
  deps: Deps,
  stores: Stores,
  actor: UserActor,
  asked: ImportAsked,
): Promise<MailDomain | null> {
  const domain = await requireImportRight(stores, actor, asked)
  if (areaOf({ kind: asked.kind ?? 'mailbox.import' }) !== null) return domain
  // As for one user who is made and invited.
  requireNoImpersonator(actor)
  await requireFreshSession(deps, stores, actor)
  return domain
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

import type { UserActor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { domainWithin, requireMailRight } from '../domains/rights.ts'
import { DomainError } from '../errors.ts'
import type { LastStep } from '../idempotency/attempt.ts'
import { randomHexId } from '../ids.ts'
import type { Stores } from '../store.ts'
import { arrive } from './arrive.ts'
import { type BulkAsked, rowsFor } from './bulk-rows.ts'
import { type Job, targetOf } from './job.ts'

/**
 * Begins to do the same to many mailboxes. Which they are is settled here; what each of them comes to later, by the
 * rights of then.
 * @param last runs the transaction that it is there with
 * @throws DomainError `input.invalid`, `busy`, `job.not_found`; as `domainWithin`
 */
export async function startBulk(
  deps: Deps,
  actor: UserActor,
  asked: BulkAsked,
  last: LastStep<Job> = (work) => deps.store.transaction(work),
): Promise<Job> {
  const { accountId, kind, quotaMb = null } = asked
  if ((kind === 'mailbox.quota') !== (quotaMb !== null)) {
    const reason = 'A size is given with the kind mailbox.quota, and with no other.'
    throw new DomainError('input.invalid', { field: 'quotaMb', reason })
  }
  const domain = await domainOfAll(deps.store, actor, asked)
  const rows = await rowsFor(deps, deps.store, actor, { ...asked, ...(domain !== null && { domain }) })
  const { dialect, address } = actor.origin
  const job: Job = {
    ...{ id: randomHexId(deps.random), accountId, userId: actor.userId, kind, domain, state: 'waiting' },
    ...{ total: rows.length, done: 0, failed: 0, createdAtMs: deps.clock.now(), endedAtMs: null },
    ...{ workedMs: 0, columns: ['Mailbox', 'Id'], mapping: [null, null], quotaMb },
    source: { dialect, address, requestId: actor.requestId },
  }
  const begin = async (tx: Stores) => {
    await domainOfAll(tx, actor, asked)
    const details = { jobId: job.id, rows: job.total, kind }
    const act = { action: 'job.bulk', chain: accountId, target: targetOf(job), details }
    await recordAct(deps, tx, actor, act)
  }
  return arrive(deps, { job, rows, begin, last })
}

/** The name of the one domain that it is about; null for several. */
async function domainOfAll(
  stores: Stores,
  actor: UserActor,
  { accountId, domain }: BulkAsked,
): Promise<string | null> {
  if (domain !== undefined) return (await domainWithin(stores, actor, accountId, domain, 'mailboxes')).name
  await requireMailRight(stores, actor, accountId, 'mailboxes')
  return null
}

import type { UserActor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { domainWithin } from '../domains/rights.ts'
import { DomainError } from '../errors.ts'
import { randomHexId } from '../ids.ts'
import { mailAddress } from '../mailboxes/address.ts'
import type { Job, JobKind, JobRow } from './job.ts'

export interface BulkAsked {
  readonly accountId: string
  readonly domain: string
  readonly kind: Exclude<JobKind, 'mailbox.import'>
  /** Whole addresses of the domain. */
  readonly mailboxes: readonly string[]
}

/** Begins to do the same to many mailboxes. @throws DomainError `input.invalid`; as `domainWithin` */
export async function startBulk(deps: Deps, actor: UserActor, asked: BulkAsked): Promise<Job> {
  const { accountId, kind } = asked
  return deps.store.transaction(async (tx) => {
    const { name: domain } = await domainWithin(tx, actor, accountId, asked.domain, 'mailboxes')
    const names = [...new Set(asked.mailboxes.map((address) => nameWithin(address, domain)))]
    const { dialect, address } = actor.origin
    const job: Job = {
      ...{ id: randomHexId(deps.random), accountId, userId: actor.userId, kind, domain, state: 'waiting' },
      ...{ total: names.length, done: 0, failed: 0, createdAtMs: deps.clock.now(), endedAtMs: null },
      ...{ workedMs: 0, columns: ['Username'], mapping: ['username'] },
      source: { dialect, address, requestId: actor.requestId },
    }
    await tx.jobs.insert(job)
    await tx.jobs.insertRows(
      job.id,
      names.map((name, at) => toRow(name, at + 2)),
    )
    const details = { jobId: job.id, rows: job.total, kind }
    await recordAct(deps, tx, actor, {
      action: 'job.bulk',
      chain: accountId,
      target: `domain:${domain}`,
      details,
    })
    return job
  })
}

function nameWithin(text: string, domain: string): string {
  const [name = '', at] = (mailAddress(text) ?? '').split('@')
  if (at === domain) return name
  throw new DomainError('input.invalid', {
    field: 'mailboxes',
    reason: `${JSON.stringify(text.slice(0, 64))} is no address of ${domain}.`,
  })
}

function toRow(name: string, number: number): JobRow {
  return { number, state: 'waiting', cells: [name], sealed: null, outcome: null, field: null, message: null }
}

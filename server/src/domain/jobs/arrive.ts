import { othersFirst } from '../../lib/in-turns.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { LastStep } from '../idempotency/attempt.ts'
import type { Stores } from '../store.ts'
import { forgetGivenUp } from './forget-jobs.ts'
import type { Job, JobRow } from './job.ts'

/** Rows that are one transaction. */
const PORTION = 500
/** How long the rest of the rows is waited for, ms. */
const LEASE_MS = 60_000

interface Arrival {
  readonly job: Job
  readonly rows: readonly JobRow[]
  /** What else there is to do with the last of the transactions; a refusal leaves nothing behind. */
  readonly begin: (tx: Stores) => Promise<void>
  readonly last: LastStep<Job>
}

/**
 * Stores a job with its rows, in portions, so that nobody waits for them all. It is there with the last transaction:
 * nobody sees it before, and nothing is left of one that never gets so far.
 * @throws DomainError `busy` when it took too long; whatever `begin` and `last` throw
 */
export async function arrive(deps: Deps, { job, rows, begin, last }: Arrival): Promise<Job> {
  try {
    await storeRows(deps, job, rows)
    return await last(async (tx) => {
      await begin(tx)
      if (!(await tx.jobs.arrived(job))) throw new DomainError('busy')
      return job
    })
  } catch (error) {
    // Whatever hinders this is found by housekeeping.
    await leave(deps, job).catch(() => undefined)
    throw error
  }
}

async function storeRows({ store, clock }: Deps, job: Job, rows: readonly JobRow[]): Promise<void> {
  for (let at = 0; at === 0 || at < rows.length; at += PORTION) {
    await store.transaction(async (tx) => {
      const untilMs = clock.now() + LEASE_MS
      if (at === 0) await tx.jobs.insert(job, untilMs)
      else if (!(await tx.jobs.keepArriving(job.id, untilMs))) throw new DomainError('busy')
      await tx.jobs.insertRows(job.id, rows.slice(at, at + PORTION))
    })
    await othersFirst()
  }
}

async function leave(deps: Deps, { id }: Job): Promise<void> {
  await deps.store.jobs.giveUp(id)
  await forgetGivenUp(deps)
}

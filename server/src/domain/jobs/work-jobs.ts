import { type UserActor, userActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import type { MailDomain } from '../domains/mail-domain.ts'
import { domainWithin, requireMailRight } from '../domains/rights.ts'
import { DomainError, type DomainErrorCode } from '../errors.ts'
import { joined } from '../idempotency/attempt.ts'
import { type Portion, portionStores } from '../imports/portion-stores.ts'
import { faultOf } from '../imports/read-import.ts'
import type { Stores } from '../store.ts'
import { requireManagedAccount } from '../users/managing.ts'
import { areaOf, type Job, type JobRow } from './job.ts'
import type { SettledRow } from './stores.ts'
import { type PreparedRow, prepareRow, type ReadRow, readRow } from './work-row.ts'

/** Rows that are one transaction. */
const PORTION = 50
/** Passwords hashed at once: people who sign in meanwhile find room in the queue. */
const AT_ONCE = 3
/** How long a job is left to a process that says nothing, ms. */
const LEASE_MS = 60_000

/** Not the row's fault: it is tried again. */
const PASSING: readonly DomainErrorCode[] = [
  'busy',
  'storage.away',
  'master_key.away',
  'storage.full',
  'outcome.unknown',
]

/**
 * Takes a job and works on it until it is over, or as long as told.
 * @returns whether there was one: there may be another
 */
export async function workJob(deps: Deps, goesOn: () => boolean = () => true): Promise<boolean> {
  const nowMs = deps.clock.now()
  const job = await deps.store.jobs.claim(nowMs, nowMs + LEASE_MS)
  if (!job) return false
  let isGoing = true
  try {
    while (isGoing && goesOn()) isGoing = await workPortion(deps, job)
    if (isGoing) await layDown(deps, job)
  } catch (error) {
    await layDown(deps, job).catch(() => undefined)
    if (error instanceof DomainError && PASSING.includes(error.code)) return false
    throw error
  }
  return true
}

/** Somebody else may take it at once. */
async function layDown({ store }: Deps, { id }: Job): Promise<void> {
  await store.jobs.turn(id, ['running'], { state: 'waiting', endedAtMs: null })
}

/** @returns whether the job goes on */
async function workPortion(deps: Deps, job: Job): Promise<boolean> {
  const startMs = deps.clock.now()
  const rights = await rightsOf(deps.store, job)
  if (!rights) return end(deps, job, 'stopped')
  const rows = await deps.store.jobs.rows(job.id, 'waiting', 0, PORTION)
  if (rows.length === 0) return end(deps, job, 'done')
  const { prepared, failed } = await prepare(deps, job, rights.domain, rows)
  const work = { job, ...rights, startMs }
  try {
    return await settle(deps, work, prepared, failed)
  } catch (error) {
    if (!isOfRow(error)) throw error
    // One of them comes to nothing: each by itself.
    for (const one of prepared) if (!(await alone(deps, work, one))) return false
    return settle(deps, work, [], failed)
  }
}

async function end(deps: Deps, job: Job, state: 'done' | 'stopped'): Promise<false> {
  await deps.store.jobs.turn(job.id, ['running'], { state, endedAtMs: deps.clock.now() })
  return false
}

/** Who acts, with the rights of now; null when they have none any more. */
async function rightsOf(
  stores: Stores,
  job: Job,
): Promise<{ actor: UserActor; domain: MailDomain | null } | null> {
  const user = await stores.users.byId(job.userId)
  if (!user?.enabled || user.accountId !== job.accountId) return null
  const { dialect, address, requestId } = job.source
  const proof = { kind: 'session', digest: '', provenAtMs: null } as const
  const actor = userActor(user, proof, { origin: { dialect, address, userAgent: '' }, requestId })
  try {
    const area = areaOf(job)
    if (area === null) {
      await requireManagedAccount(stores, actor, job.accountId)
      return { actor, domain: null }
    }
    const mailScope = await requireMailRight(stores, actor, job.accountId, area)
    const domain =
      job.domain === null ? null : await domainWithin(stores, actor, job.accountId, job.domain, area)
    // Asked once for a portion of rows, not again for each.
    return { actor: { ...actor, mailScope }, domain }
  } catch (error) {
    if (error instanceof DomainError && !PASSING.includes(error.code)) return null
    throw error
  }
}

async function prepare(deps: Deps, job: Job, domain: MailDomain | null, rows: readonly JobRow[]) {
  const prepared: PreparedRow[] = []
  const failed: SettledRow[] = []
  const left: ReadRow[] = []
  for (const row of rows) {
    try {
      left.push(readRow(deps, job, domain, row))
    } catch (error) {
      failed.push(failedRow(row, error))
    }
  }
  const taken = await deps.store.mailboxes.holdersOf(left.flatMap(({ read }) => read?.address ?? []))
  const worker = async () => {
    for (let one = left.shift(); one; one = left.shift()) {
      try {
        prepared.push(await prepareRow(deps, job, one, taken))
      } catch (error) {
        failed.push(failedRow(one.row, error))
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return { prepared: prepared.toSorted((a, b) => a.row.number - b.row.number), failed }
}

/** @throws what is not the row's fault */
function failedRow({ number }: JobRow, error: unknown): SettledRow {
  if (!isOfRow(error)) throw error
  const { code: outcome, field, message } = faultOf(error)
  return { number, state: 'failed', outcome, field, message }
}

function isOfRow(error: unknown): boolean {
  return error instanceof DomainError && !PASSING.includes(error.code)
}

interface Work {
  readonly job: Job
  readonly actor: UserActor
  readonly domain: MailDomain | null
  readonly startMs: number
}

/** What rows come to and that they came to it are one transaction. @returns whether the job goes on */
async function settle(
  deps: Deps,
  { job, actor, domain, startMs }: Work,
  prepared: readonly PreparedRow[],
  failed: readonly SettledRow[],
): Promise<boolean> {
  return deps.store.transaction(async (tx) => {
    if (!(await tx.jobs.keep(job.id, deps.clock.now() + LEASE_MS))) return false
    // Another server has the job when this one was too slow, and whoever keeps it waits for the other's portion.
    const waiting = new Set((await tx.jobs.rows(job.id, 'waiting', 0, PORTION)).map(({ number }) => number))
    const numbers = [...prepared.map(({ row }) => row.number), ...failed.map(({ number }) => number)]
    if (!numbers.every((number) => waiting.has(number))) return false
    const settled = [...failed]
    const portion = await portionOf(tx, domain, prepared)
    const within = joined(deps, portion.stores)
    for (const { row, act } of prepared) {
      const outcome = await act(within, actor)
      settled.push({ number: row.number, state: 'done', outcome, field: null, message: null })
    }
    await portion.finish()
    await tx.jobs.settle(job.id, settled)
    const workedMs = deps.clock.now() - startMs
    await tx.jobs.progress(job.id, { done: prepared.length, failed: failed.length, workedMs })
    return true
  })
}

/** Only rows of an import are all in one domain, and each is an address. */
async function portionOf(
  tx: Stores,
  domain: MailDomain | null,
  prepared: readonly PreparedRow[],
): Promise<Portion> {
  const addresses = prepared.flatMap(({ address }) => address ?? [])
  if (domain === null || addresses.length === 0) return { stores: tx, finish: async () => undefined }
  return portionStores(tx, domain, addresses)
}

async function alone(deps: Deps, work: Work, one: PreparedRow): Promise<boolean> {
  const instant = { ...work, startMs: deps.clock.now() }
  try {
    return await settle(deps, instant, [one], [])
  } catch (error) {
    return settle(deps, instant, [], [failedRow(one.row, error)])
  }
}

import type { Actor } from '../actor.ts'
import { coversArea, type MailScope } from '../administrators/mail-scope.ts'
import type { Deps } from '../deps.ts'
import { requireMailRight } from '../domains/rights.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import { managesUsers } from '../users/managing.ts'
import { areaOf, JOB_AREAS, type Job, type JobRow } from './job.ts'

/**
 * @throws DomainError `job.not_found` for one of another account or domain as for none; `actor.forbidden`, also for one
 * in an area that the right does not extend to
 */
export async function findJob(stores: Stores, actor: Actor, accountId: string, id: string): Promise<Job> {
  const sight = await sightOf(stores, actor, accountId)
  const job = await stores.jobs.byId(accountId, id)
  if (job && !isOfKindIn(sight, job)) throw new DomainError('actor.forbidden')
  if (!job || !extendsTo(sight, actor, job)) throw new DomainError('job.not_found')
  return job
}

/** Newest first, without those that are not the actor's to see. @throws DomainError `actor.forbidden` */
export async function listJobs(
  { store }: Pick<Deps, 'store'>,
  actor: Actor,
  accountId: string,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<JobsRead> {
  const sight = await sightOf(store, actor, accountId)
  const read = await store.jobs.page(accountId, after, limit)
  const jobs = read.filter((job) => isOfKindIn(sight, job) && extendsTo(sight, actor, job))
  return { jobs, next: read.length < limit ? null : (read.at(-1)?.id ?? null) }
}

export interface JobsRead {
  readonly jobs: readonly Job[]
  /** What the next page is behind; null at the end. */
  readonly next: string | null
}

/** Which jobs are somebody's to see. */
interface Sight {
  /** Null for somebody without a part in e-mail. */
  readonly mail: MailScope | null
  /** Those about users. */
  readonly users: boolean
}

/** @throws DomainError `account.not_found`, `actor.forbidden` for whom there are none */
async function sightOf(stores: Stores, actor: Actor, accountId: string): Promise<Sight> {
  const isOwn = actor.kind === 'user' && actor.accountId === accountId && actor.mailScope === undefined
  const users = isOwn && managesUsers(actor)
  const mail = await requireMailRight(stores, actor, accountId, 'see').catch((error) => {
    if (users && error instanceof DomainError && error.code === 'actor.forbidden') return null
    throw error
  })
  if (users || (mail && JOB_AREAS.some((area) => coversArea(mail, area)))) return { mail, users }
  throw new DomainError('actor.forbidden')
}

function isOfKindIn({ mail, users }: Sight, job: Job): boolean {
  const area = areaOf(job)
  return area === null ? users : mail !== null && coversArea(mail, area)
}

/** One about several domains is told to whoever reaches all, and to who asked for it. */
function extendsTo({ mail }: Sight, actor: Actor, job: Job): boolean {
  const domains = mail?.domains ?? null
  if (areaOf(job) === null || domains === null) return true
  const { domain, userId } = job
  return domain === null ? actor.kind === 'user' && actor.userId === userId : domains.includes(domain)
}

/** @throws DomainError as `findJob` */
export async function listJobRows(
  { store }: Pick<Deps, 'store'>,
  actor: Actor,
  job: Pick<Job, 'accountId' | 'id'>,
  {
    state,
    after,
    limit,
  }: { readonly state: JobRow['state'] | null; readonly after: number; readonly limit: number },
): Promise<readonly JobRow[]> {
  await findJob(store, actor, job.accountId, job.id)
  return store.jobs.rows(job.id, state, after, limit)
}

const PAGE = 1_000

/** Those that came to an end of one kind, in order, in pages. */
export async function* endedRows(
  { jobs }: Pick<Stores, 'jobs'>,
  jobId: string,
  state: 'done' | 'failed',
): AsyncGenerator<readonly JobRow[]> {
  let after = 0
  while (true) {
    const rows = await jobs.rows(jobId, state, after, PAGE)
    if (rows.length === 0) return
    yield rows
    after = rows.at(-1)?.number ?? after
  }
}

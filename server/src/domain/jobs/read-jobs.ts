import type { Actor } from '../actor.ts'
import type { MailScope } from '../administrators/mail-scope.ts'
import type { Deps } from '../deps.ts'
import { requireMailRight } from '../domains/rights.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import type { Job, JobRow } from './job.ts'

/** @throws DomainError `job.not_found` for one of another account or domain as for none; `actor.forbidden` */
export async function findJob(stores: Stores, actor: Actor, accountId: string, id: string): Promise<Job> {
  const scope = await requireMailRight(stores, actor, accountId, 'mailboxes')
  const job = await stores.jobs.byId(accountId, id)
  if (!job || !extendsTo(scope, actor, job)) throw new DomainError('job.not_found')
  return job
}

/** Newest first. @throws DomainError as `requireMailRight` */
export async function listJobs(
  { store }: Pick<Deps, 'store'>,
  actor: Actor,
  accountId: string,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly Job[]> {
  const scope = await requireMailRight(store, actor, accountId, 'mailboxes')
  const jobs = await store.jobs.page(accountId, after, limit)
  return jobs.filter((job) => extendsTo(scope, actor, job))
}

/** One about several domains is told to whoever reaches all, and to who asked for it. */
function extendsTo({ domains }: MailScope, actor: Actor, { domain, userId }: Job): boolean {
  if (domains === null) return true
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

import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { requireMailRight } from '../domains/rights.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import type { Job, JobRow } from './job.ts'

/** @throws DomainError `job.not_found` for one of another account or domain as for none; `actor.forbidden` */
export async function findJob(stores: Stores, actor: Actor, accountId: string, id: string): Promise<Job> {
  const { domains } = await requireMailRight(stores, actor, accountId, 'mailboxes')
  const job = await stores.jobs.byId(accountId, id)
  if (!job || (domains !== null && !domains.includes(job.domain))) throw new DomainError('job.not_found')
  return job
}

/** Newest first. @throws DomainError as `requireMailRight` */
export async function listJobs(
  { store }: Pick<Deps, 'store'>,
  actor: Actor,
  accountId: string,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly Job[]> {
  const { domains } = await requireMailRight(store, actor, accountId, 'mailboxes')
  const jobs = await store.jobs.page(accountId, after, limit)
  return domains === null ? jobs : jobs.filter(({ domain }) => domains.includes(domain))
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

/** Those that failed, in order, in pages. */
export async function* failedRows(
  { store }: Pick<Deps, 'store'>,
  jobId: string,
): AsyncGenerator<readonly JobRow[]> {
  let after = 0
  while (true) {
    const rows = await store.jobs.rows(jobId, 'failed', after, PAGE)
    if (rows.length === 0) return
    yield rows
    after = rows.at(-1)?.number ?? after
  }
}

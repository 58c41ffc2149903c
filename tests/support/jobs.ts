import type { Deps } from '../../server/src/domain/deps.ts'
import type { Job } from '../../server/src/domain/jobs/job.ts'
import type { User } from '../../server/src/domain/users/user.ts'

/** Puts a job there that blocks one mailbox, with a row that waits and one that failed. */
export async function putJob(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  { id: userId, accountId }: Pick<User, 'id' | 'accountId'>,
  given: Pick<Job, 'id' | 'domain' | 'state'>,
): Promise<void> {
  const counts = { total: 2, done: 0, failed: 1, workedMs: 5 }
  const times = { createdAtMs: clock.now(), endedAtMs: null }
  const source = { dialect: 'native', address: '192.0.2.1', requestId: 'r1' }
  const layout = { columns: ['Username'], mapping: ['username'], quotaMb: null, source }
  const job = { ...given, accountId, userId, kind: 'mailbox.block', ...counts, ...times, ...layout } as const
  await store.jobs.insert(job, clock.now())
  const row = { sealed: null, field: null }
  const fault = { outcome: 'mailbox.not_found', message: 'There is no such mailbox.' }
  await store.jobs.insertRows(given.id, [
    { ...row, number: 2, state: 'waiting', cells: [`box@${given.domain}`], outcome: null, message: null },
    { ...row, number: 3, state: 'failed', cells: ['=gone'], ...fault },
  ])
  await store.jobs.arrived(job)
}

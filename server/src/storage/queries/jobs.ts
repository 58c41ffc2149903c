import { JOB_STATES, type Job, type JobRow, type JobState } from '../../domain/jobs/job.ts'
import type { JobStore, SealedJobRow, SettledRow } from '../../domain/jobs/stores.ts'
import type { Session } from '../session.ts'
import type { JobTableRow, StoredJobState } from '../tables/jobs.ts'
import type { Db } from '../tables.ts'
import { inPortions } from './portions.ts'

export function jobQueries(session: Session): JobStore {
  return {
    insert: (job, untilMs) =>
      session.write(async (db) => {
        const row = { ...toRow(job), state: 'arriving', claimed_until_ms: untilMs } as const
        await db.insertInto('jobs').values(row).execute()
      }),
    keepArriving: (id, untilMs) => session.write((db) => keep(db, id, 'arriving', untilMs)),
    arrived: ({ id, state, endedAtMs }) =>
      session.write((db) => turn(db, id, ['arriving'], { state, ended_at_ms: endedAtMs })),
    giveUp: (id) =>
      session.write(async (db) => {
        await turn(db, id, ['arriving'], { state: 'leaving' })
      }),
    insertRows: (jobId, rows) => session.write((db) => insertRows(db, jobId, rows)),
    byId: (accountId, id) => session.read((db) => byId(db, accountId, id)),
    page: (accountId, afterId, limit) => session.read((db) => page(db, accountId, afterId, limit)),
    claim: (nowMs, untilMs) => session.write((db) => claim(db, nowMs, untilMs)),
    keep: (id, untilMs) => session.write((db) => keep(db, id, 'running', untilMs)),
    turn: (id, from, { state, endedAtMs, userId }) =>
      session.write((db) => turn(db, id, from, { state, ended_at_ms: endedAtMs, user_id: userId })),
    progress: (id, more) =>
      session.write(async (db) => {
        await db
          .updateTable('jobs')
          .set((eb) => ({
            done: eb('done', '+', more.done),
            failed: eb('failed', '+', more.failed),
            worked_ms: eb('worked_ms', '+', more.workedMs),
          }))
          .where('id', '=', id)
          .execute()
      }),
    rows: (id, state, after, limit) => session.read((db) => rows(db, id, state, after, limit)),
    settle: (id, settled) => session.write((db) => settle(db, id, settled)),
    sealedRows: (after, limit) => session.read((db) => sealedRows(db, after, limit)),
    reseal: (id, number, sealed) =>
      session.write(async (db) => {
        await db
          .updateTable('job_rows')
          .set({ sealed })
          .where('job_id', '=', id)
          .where('number', '=', number)
          .where('sealed', 'is not', null)
          .execute()
      }),
    leaveBefore: (ms, nowMs) => session.write((db) => leaveBefore(db, ms, nowMs)),
    forgetSome: (limit) => session.write((db) => forgetSome(db, limit)),
  }
}

async function keep(db: Db, id: string, state: 'arriving' | 'running', untilMs: number): Promise<boolean> {
  const set = { claimed_until_ms: untilMs }
  const kept = db.updateTable('jobs').set(set).where('id', '=', id).where('state', '=', state)
  return (await kept.returning('id').executeTakeFirst()) !== undefined
}

async function turn(
  db: Db,
  id: string,
  from: readonly StoredJobState[],
  to: Pick<JobTableRow, 'state'> & { ended_at_ms?: number | null; user_id?: string | undefined },
): Promise<boolean> {
  const set = { ...to, claimed_until_ms: 0 }
  const turned = db.updateTable('jobs').set(set).where('id', '=', id).where('state', 'in', from)
  return (await turned.returning('id').executeTakeFirst()) !== undefined
}

async function leaveBefore(db: Db, ms: number, nowMs: number): Promise<void> {
  await db
    .updateTable('jobs')
    .set({ state: 'leaving' })
    .where('state', 'in', JOB_STATES)
    .where('created_at_ms', '<', ms)
    .where((eb) => eb.or([eb('ended_at_ms', '<', ms), eb('ended_at_ms', 'is', null)]))
    .execute()
  await db
    .updateTable('jobs')
    .set({ state: 'leaving' })
    .where('state', '=', 'arriving')
    .where('claimed_until_ms', '<=', nowMs)
    .execute()
}

/** All rows at once, by their foreign key, would be one long statement that every writer waits for. */
async function forgetSome(db: Db, limit: number): Promise<boolean> {
  const leaving = db.selectFrom('jobs').select('id').where('state', '=', 'leaving').orderBy('created_at_ms')
  const job = await leaving.limit(1).executeTakeFirst()
  if (!job) return false
  const rows = db.selectFrom('job_rows').select('number').where('job_id', '=', job.id).orderBy('number')
  const numbers = (await rows.limit(limit).execute()).map(({ number }) => number)
  const last = numbers.at(-1)
  if (last === undefined) await db.deleteFrom('jobs').where('id', '=', job.id).execute()
  else await db.deleteFrom('job_rows').where('job_id', '=', job.id).where('number', '<=', last).execute()
  return true
}

/** What a job is once it has arrived. */
interface Seen {
  readonly state: JobState
}

async function insertRows(db: Db, jobId: string, given: readonly JobRow[]): Promise<void> {
  for (const some of inPortions(given)) {
    const values = some.map(({ cells, ...row }) => ({ ...row, job_id: jobId, cells: JSON.stringify(cells) }))
    await db.insertInto('job_rows').values(values).execute()
  }
}

async function byId(db: Db, accountId: string, id: string): Promise<Job | null> {
  const row = await db
    .selectFrom('jobs')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('state', 'in', JOB_STATES)
    .$narrowType<Seen>()
    .executeTakeFirst()
  return row ? toJob(row) : null
}

async function page(db: Db, accountId: string, afterId: string | null, limit: number): Promise<Job[]> {
  const all = db.selectFrom('jobs').selectAll().where('account_id', '=', accountId)
  let found = all.where('state', 'in', JOB_STATES).$narrowType<Seen>()
  const after = afterId === null ? null : await byId(db, accountId, afterId)
  if (after !== null) {
    const { createdAtMs, id } = after
    found = found.where((eb) =>
      eb.or([
        eb('created_at_ms', '<', createdAtMs),
        eb.and([eb('created_at_ms', '=', createdAtMs), eb('id', '<', id)]),
      ]),
    )
  }
  const newest = found.orderBy('created_at_ms', 'desc').orderBy('id', 'desc').limit(limit)
  return (await newest.execute()).map(toJob)
}

async function claim(db: Db, nowMs: number, untilMs: number): Promise<Job | null> {
  const free = db
    .selectFrom('jobs')
    .select('id')
    .where('state', 'in', ['waiting', 'running'])
    .where('claimed_until_ms', '<=', nowMs)
    .orderBy('created_at_ms')
    .limit(1)
  const found = await free.executeTakeFirst()
  if (!found) return null
  // Asked again: another process may have been quicker.
  const row = await db
    .updateTable('jobs')
    .set({ state: 'running', claimed_until_ms: untilMs })
    .where('id', '=', found.id)
    .where('state', 'in', ['waiting', 'running'])
    .where('claimed_until_ms', '<=', nowMs)
    .returningAll()
    .$narrowType<Seen>()
    .executeTakeFirst()
  return row ? toJob(row) : null
}

async function rows(
  db: Db,
  id: string,
  state: JobRow['state'] | null,
  after: number,
  limit: number,
): Promise<JobRow[]> {
  const all = db.selectFrom('job_rows').selectAll().where('job_id', '=', id).where('number', '>', after)
  const some = state === null ? all : all.where('state', '=', state)
  const found = await some.orderBy('number').limit(limit).execute()
  return found.map(({ job_id: _, cells, ...row }) => ({ ...row, cells: JSON.parse(cells) }))
}

async function sealedRows(
  db: Db,
  after: Pick<SealedJobRow, 'jobId' | 'number'> | null,
  limit: number,
): Promise<SealedJobRow[]> {
  let all = db
    .selectFrom('job_rows')
    .innerJoin('jobs', 'jobs.id', 'job_rows.job_id')
    .select(['job_rows.job_id as jobId', 'jobs.account_id as accountId', 'job_rows.number'])
    .select((eb) => eb.ref('job_rows.sealed').$notNull().as('sealed'))
    .where('job_rows.sealed', 'is not', null)
  if (after !== null)
    all = all.where((eb) =>
      eb.or([
        eb('job_rows.job_id', '>', after.jobId),
        eb.and([eb('job_rows.job_id', '=', after.jobId), eb('job_rows.number', '>', after.number)]),
      ]),
    )
  return all.orderBy('job_rows.job_id').orderBy('job_rows.number').limit(limit).execute()
}

/** One statement for all that came to the same. */
async function settle(db: Db, id: string, settled: readonly SettledRow[]): Promise<void> {
  const groups = Map.groupBy(settled, ({ number: _, ...result }) => JSON.stringify(result))
  for (const group of groups.values()) {
    const [first] = group
    if (!first) continue
    const { number: _, ...result } = first
    const numbers = group.map(({ number }) => number)
    await db
      .updateTable('job_rows')
      .set({ ...result, sealed: null })
      .where('job_id', '=', id)
      .where('number', 'in', numbers)
      .execute()
  }
}

function toRow({ columns, mapping, source, quotaMb, ...job }: Job): JobTableRow {
  return {
    ...{ id: job.id, account_id: job.accountId, user_id: job.userId, kind: job.kind },
    ...{ domain: job.domain ?? '', state: job.state, total: job.total, done: job.done, failed: job.failed },
    ...{ created_at_ms: job.createdAtMs, ended_at_ms: job.endedAtMs, worked_ms: job.workedMs },
    claimed_until_ms: 0,
    layout: JSON.stringify({ columns, mapping, source, quotaMb }),
  }
}

function toJob(row: JobTableRow & Seen): Job {
  const { columns, mapping, source, quotaMb = null } = JSON.parse(row.layout)
  return {
    ...{ id: row.id, accountId: row.account_id, userId: row.user_id, kind: row.kind },
    domain: row.domain === '' ? null : row.domain,
    ...{ state: row.state, total: row.total, done: row.done, failed: row.failed },
    ...{ createdAtMs: row.created_at_ms, endedAtMs: row.ended_at_ms, workedMs: row.worked_ms },
    ...{ columns, mapping, source, quotaMb },
  }
}

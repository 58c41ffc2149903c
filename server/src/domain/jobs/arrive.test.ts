import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answerOf, type Core, openCore } from '../../../../tests/support/core.ts'
import { actionsOf, OPERATOR } from '../../../../tests/support/deps.ts'
import { freshDatabase, postgresMissing } from '../../../../tests/support/postgres.ts'
import { changeAdminType } from '../administrators/change-admin-type.ts'
import type { Deps } from '../deps.ts'
import { attemptInSteps, type LastStep } from '../idempotency/attempt.ts'
import { startImport } from '../imports/start-import.ts'
import type { Stores } from '../store.ts'
import { forgetJobs } from './forget-jobs.ts'
import { JOBS_KEPT_MS, type Job } from './job.ts'
import { listJobs } from './read-jobs.ts'
import { startBulk } from './start-bulk.ts'
import { GOOD_PASSWORD, jobsAdministrator } from './testing.ts'
import { workJob } from './work-jobs.ts'

/** Three portions, the last of them short. */
const ROWS = 1_001
const FILE = {
  bytes: Buffer.from(
    ['Username,Password', ...Array.from({ length: ROWS }, (_, at) => `u${at},${GOOD_PASSWORD}`)].join('\n'),
  ),
}

for (const engine of ['SQLite', 'PostgreSQL'])
  describe(`a job that arrives, on ${engine}`, { skip: engine === 'PostgreSQL' && postgresMissing() }, () => {
    let core: Core
    before(async () => {
      core = await openCore(engine === 'SQLite' ? undefined : await freshDatabase())
    })
    after(() => core?.close())

    /** Before the transaction of this number, and how it goes on. */
    function watched(at: number, then: () => Promise<void>) {
      const { store } = core.deps
      const ids: string[] = []
      let begun = 0
      const transaction: typeof store.transaction = async (work) => {
        if (++begun === at) await then()
        return store.transaction((tx) => work(noting(tx)))
      }
      const noting = (tx: Stores): Stores => ({
        ...tx,
        jobs: {
          ...tx.jobs,
          insertRows: (id, rows) => {
            ids.push(id)
            return tx.jobs.insertRows(id, rows)
          },
        },
      })
      const deps: Deps = { ...core.deps, store: { ...store, transaction } }
      return { deps, ids, begun: () => begun }
    }

    const seen = async ({ actor, accountId }: Awaited<ReturnType<typeof jobsAdministrator>>) =>
      (await listJobs(core.deps, actor, accountId, { after: null, limit: 10 })).jobs.map(({ id }) => id)
    const rowsLeft = async (id = '') => (await core.deps.store.jobs.rows(id, null, 0, 5_000)).length

    test('is stored in portions, and neither seen nor run nor changed before it is whole', async () => {
      const one = await jobsAdministrator(core)
      const { jobs } = core.deps.store
      const { deps, ids, begun } = watched(4, async () => {
        const [id = ''] = ids
        assert.equal(await rowsLeft(id), ROWS)
        assert.equal(await jobs.byId(one.accountId, id), null)
        assert.deepEqual(await seen(one), [])
        assert.equal(await workJob(core.deps), false)
        const to = { state: 'waiting', endedAtMs: null } as const
        assert.equal(await jobs.turn(id, ['waiting', 'running', 'cancelled', 'stopped'], to), false)
        assert.ok((await jobs.sealedRows(null, 5_000)).some(({ jobId }) => jobId === id))
      })
      const job = await startImport(deps, one.actor, one.place, FILE)
      assert.equal(begun(), 4)
      assert.deepEqual(await seen(one), [job.id])
      assert.equal(await rowsLeft(job.id), ROWS)
      await jobs.turn(job.id, ['waiting'], { state: 'cancelled', endedAtMs: 0 })
    })

    for (const at of [2, 4])
      test(`leaves nothing when what is before transaction ${at} fails`, async () => {
        const one = await jobsAdministrator(core)
        const { deps, ids } = watched(at, async () => {
          throw new Error('away')
        })
        await assert.rejects(startImport(deps, one.actor, one.place, FILE), /away/)
        assert.equal(await rowsLeft(ids[0]), 0)
        assert.deepEqual(await seen(one), [])
        assert.ok(!(await actionsOf(core.deps, one.accountId)).includes('job.import'))
      })

    test('is refused to whom the right is taken away meanwhile, and leaves nothing', async () => {
      const one = await jobsAdministrator(core)
      for (const start of [
        (deps: Deps) => startImport(deps, one.actor, one.place, FILE),
        (deps: Deps) =>
          startBulk(deps, one.actor, {
            ...{ ...one.place, kind: 'mailbox.block' },
            which: { mailboxes: Array.from({ length: ROWS }, (_, at) => `u${at}@${one.domain}`) },
          }),
      ]) {
        await changeAdminType(core.deps, OPERATOR, one.actor.userId, 'super')
        const { deps, ids } = watched(3, async () => {
          await changeAdminType(core.deps, OPERATOR, one.actor.userId, null)
        })
        assert.equal(await answerOf(start(deps)), 'actor.forbidden')
        assert.equal(await rowsLeft(ids[0]), 0)
      }
    })

    test('goes away with its rows after the process that stored them is gone, and not before', async () => {
      const one = await jobsAdministrator(core)
      const stopped = Promise.withResolvers<void>()
      const { promise: dead, resolve: die } = Promise.withResolvers<void>()
      const { deps, ids } = watched(3, async () => {
        stopped.resolve()
        await dead
      })
      const started = answerOf(startImport(deps, one.actor, one.place, FILE))
      await stopped.promise
      await forgetJobs(core.deps)
      assert.equal(await rowsLeft(ids[0]), 1_000)
      core.clock.advance(60_000)
      await forgetJobs(core.deps)
      assert.equal(await rowsLeft(ids[0]), 0)
      // It was not dead after all: what is given up is not gone on with.
      die()
      assert.equal(await started, 'busy')
      assert.deepEqual(await seen(one), [])
    })

    test('is one for the same key sent at once, another time and by a lost answer', async () => {
      const one = await jobsAdministrator(core)
      const ask = () =>
        attemptInSteps(
          core.deps,
          one.actor,
          { idempotencyKey: 'k', request: ['job.import', 1] },
          {
            act: (last: LastStep<Job>) => startImport(core.deps, one.actor, one.place, FILE, last),
            answerOf: ({ id }) => id,
            revive: String,
          },
        )
      const ids = [...(await Promise.all([ask(), ask(), ask()])), await ask()]
      assert.equal(new Set(ids).size, 1)
      assert.deepEqual(await seen(one), [ids[0]])
      const begun = (await actionsOf(core.deps, one.accountId)).filter((action) => action === 'job.import')
      assert.equal(begun.length, 1)
      const sealed = await core.deps.store.jobs.sealedRows(null, 50_000)
      assert.equal(sealed.filter(({ accountId }) => accountId === one.accountId).length, ROWS)
    })

    test('is forgotten in portions when its time is over, with every row', async () => {
      core.clock.advance(JOBS_KEPT_MS + 1)
      await forgetJobs(core.deps)
      const one = await jobsAdministrator(core)
      const job = await startImport(core.deps, one.actor, one.place, FILE)
      const { deps, begun } = watched(2, async () => {
        assert.equal(await rowsLeft(job.id), 501)
        assert.deepEqual(await seen(one), [])
      })
      core.clock.advance(JOBS_KEPT_MS + 1)
      await forgetJobs(deps)
      assert.ok(begun() >= 5)
      assert.equal(await rowsLeft(job.id), 0)
      assert.equal(await core.deps.store.jobs.forgetSome(1), false)
    })
  })

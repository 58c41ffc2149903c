import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Core, openCore } from '../../../../tests/support/core.ts'
import { freshDatabase, postgresMissing } from '../../../../tests/support/postgres.ts'
import { startImport } from '../imports/start-import.ts'
import { cancelJob, resumeJob } from './change-job.ts'
import { GOOD_PASSWORD as GOOD, jobsAdministrator } from './testing.ts'
import { workJob } from './work-jobs.ts'

/** Where several servers look into the same jobs. */
describe('an import on PostgreSQL', { skip: postgresMissing() }, () => {
  let core: Core
  before(async () => {
    core = await openCore(await freshDatabase())
  })
  after(() => core?.close())

  async function started(names: readonly string[]) {
    const made = await jobsAdministrator(core)
    const lines = ['Username,Password', ...names.map((name) => `${name},${GOOD}`)]
    const file = { bytes: Buffer.from(lines.join('\r\n')) }
    return { ...made, job: await startImport(core.deps, made.actor, made.place, file) }
  }

  test('is worked on by one of those that look at the same time, every row once', async () => {
    const { job, jobNow, rowsOf, at } = await started(['a', 'old', 'b@elsewhere.example', 'a', 'c'])
    const found = await Promise.all(Array.from({ length: 4 }, () => workJob(core.deps)))
    assert.deepEqual(found.toSorted(), [false, false, false, true])
    assert.deepEqual(await rowsOf(job.id), [
      [2, 'done', 'created', null],
      [3, 'done', 'unchanged', null],
      [4, 'failed', 'input.invalid', 'username'],
      [5, 'failed', 'input.invalid', 'username'],
      [6, 'done', 'created', null],
    ])
    const { state, done, failed } = await jobNow(job.id)
    assert.deepEqual([state, done, failed], ['done', 3, 2])
    assert.ok((await at('a')) && (await at('c')))
  })

  test('stops where it is cancelled and goes on from there; what waits is sealed, and nothing is left', async () => {
    const names = Array.from({ length: 70 }, (_, index) => `user${index}`)
    const { actor, job, jobNow, rowsOf } = await started(names)
    const { hasher } = core.deps
    let hashed = 0
    const hash = async (password: string) => {
      if (++hashed === 60) await cancelJob(core.deps, actor, job.id)
      return hasher.hash(password)
    }
    const verify: typeof hasher.verify = (...given) => hasher.verify(...given)
    await workJob({ ...core.deps, hasher: { hash, verify } })
    const { state, done } = await jobNow(job.id)
    assert.deepEqual([state, done], ['cancelled', 50])
    const waiting = await core.deps.store.jobs.rows(job.id, 'waiting', 0, 100)
    assert.equal(waiting.length, 20)
    for (const { sealed } of waiting) assert.ok(sealed && !Buffer.from(sealed).includes(GOOD))
    await resumeJob(core.deps, actor, job.id)
    await workJob(core.deps)
    assert.equal((await jobNow(job.id)).done, 70)
    assert.ok((await rowsOf(job.id)).every(([, , outcome]) => outcome === 'created'))
    assert.ok((await core.deps.store.jobs.rows(job.id, null, 0, 100)).every(({ sealed }) => sealed === null))
  })

  test('that a server has taken is left to it until its time is over', async () => {
    const { job, jobNow } = await started(['x'])
    const nowMs = core.clock.now()
    assert.equal((await core.deps.store.jobs.claim(nowMs, nowMs + 60_000))?.id, job.id)
    assert.equal(await workJob(core.deps), false)
    core.clock.advance(60_000)
    assert.equal(await workJob(core.deps), true)
    assert.equal((await jobNow(job.id)).state, 'done')
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { answerOf, type Core, openCore, withFailingAudit } from '../../../../tests/support/core.ts'
import { actionsOf } from '../../../../tests/support/deps.ts'
import type { Deps } from '../deps.ts'
import { startImport } from '../imports/start-import.ts'
import { cancelJob, resumeJob } from './change-job.ts'
import type { BulkKind, Job, JobState } from './job.ts'
import { startBulk } from './start-bulk.ts'
import { GOOD_PASSWORD as GOOD, jobsAdministrator } from './testing.ts'
import { workJob } from './work-jobs.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

/** Every row is in one state, the job counts them as they are, and nothing that is over holds a secret. */
async function assertAccounted(job: Job): Promise<void> {
  const rows = await core.deps.store.jobs.rows(job.id, null, 0, 1_000)
  const of = (state: string) => rows.filter((row) => row.state === state).length
  assert.deepEqual([rows.length, of('done'), of('failed')], [job.total, job.done, job.failed])
  assert.ok(rows.every(({ state, sealed }) => state === 'waiting' || sealed === null))
  assert.equal(
    rows.some(({ state, outcome }) => (outcome === null) !== (state === 'waiting')),
    false,
  )
  if (job.state === 'done') assert.equal(of('waiting'), 0)
}

/** The same with passwords that cost nothing, and told when one is hashed. */
function watched(onHash: () => Promise<void>): Deps {
  const { hasher } = core.deps
  const hash = async () => {
    await onHash()
    return '$argon2id$none'
  }
  return { ...core.deps, hasher: { hash, verify: (...given) => hasher.verify(...given) } }
}

describe('a server whose time with a job was over', () => {
  /** An import of 60 rows: two portions. */
  async function started() {
    const made = await jobsAdministrator(core)
    const names = Array.from({ length: 60 }, (_, index) => `user${index},${GOOD}`)
    const bytes = Buffer.from(['Username,Password', ...names].join('\r\n'))
    return { ...made, job: await startImport(core.deps, made.actor, made.place, { bytes }) }
  }

  /**
   * A slow server prepares the first rows when another takes the job up, and goes on when that one is at the second
   * portion; the other waits there for the slow one.
   */
  async function overtaken(meanwhile: () => Promise<unknown>) {
    const slowIsOver = Promise.withResolvers<void>()
    const otherIsHalfway = Promise.withResolvers<void>()
    let hashed = 0
    const other = watched(async () => {
      if (++hashed <= 50) return
      otherIsHalfway.resolve()
      await slowIsOver.promise
    })
    let others: Promise<boolean> | undefined
    const slow = watched(async () => {
      others ??= meanwhile().then(() => workJob(other))
      await otherIsHalfway.promise
    })
    await workJob(slow)
    slowIsOver.resolve()
    await others
  }

  test('does no row that another has done since, and counts none twice', async () => {
    const { job, accountId, jobNow, rowsOf } = await started()
    await overtaken(async () => core.clock.advance(60_000))
    const now = await jobNow(job.id)
    assert.deepEqual([now.state, now.done, now.failed], ['done', 60, 0])
    assert.ok((await rowsOf(job.id)).every(([, , outcome]) => outcome === 'created'))
    await assertAccounted(now)
    const made = (await actionsOf(core.deps, accountId)).filter((action) => action === 'mailbox.create')
    assert.equal(made.length, 61, 'one for each row, and the one that was there before')
  })

  test('neither when the job was cancelled and resumed meanwhile', async () => {
    const { job, actor, jobNow } = await started()
    await overtaken(async () => {
      await cancelJob(core.deps, actor, job.id)
      await resumeJob(core.deps, actor, job.id)
    })
    const now = await jobNow(job.id)
    assert.deepEqual([now.state, now.done, now.failed], ['done', 60, 0])
    await assertAccounted(now)
  })
})

describe('a job', () => {
  type Step = 'work' | 'portion' | 'claim' | 'wait' | 'cancel' | 'resume' | 'undo'
  const step = fc.constantFrom<Step>(
    'work',
    'portion',
    'portion',
    'claim',
    'wait',
    'cancel',
    'resume',
    'undo',
  )
  const kind = fc.constantFrom<BulkKind>('mailbox.block', 'mailbox.delete', 'mailbox.require_password')
  const BACK: Partial<Record<BulkKind, BulkKind>> = {
    'mailbox.block': 'mailbox.allow',
    'mailbox.delete': 'mailbox.restore',
    'mailbox.require_password': 'mailbox.waive_password',
  }
  const MAY: Readonly<Record<'cancel' | 'resume', readonly JobState[]>> = {
    cancel: ['waiting', 'running'],
    resume: ['cancelled', 'stopped'],
  }

  /** 54 rows, of which every ninth is nobody's. */
  async function aJob(of: BulkKind) {
    const made = await jobsAdministrator(core)
    for (const name of ['a', 'b', 'c']) await made.add(name)
    const at = (name: string) => `${name}@${made.domain}`
    const names = Array.from({ length: 51 }, (_, index) => at(`none${index}`))
    const mailboxes = ['a', 'b', 'c']
      .map(at)
      .flatMap((one, index) => [one, ...names.slice(index * 17, index * 17 + 17)])
    const start = (which: Parameters<typeof startBulk>[2]['which'], what: BulkKind) =>
      startBulk(core.deps, made.actor, { ...made.place, kind: what, which })
    return { ...made, start, job: await start({ mailboxes }, of) }
  }

  test('accounts for every row, however it is worked on, left, cancelled, resumed and taken back', async () => {
    await fc.assert(
      fc.asyncProperty(kind, fc.array(step, { minLength: 4, maxLength: 12 }), async (of, steps) => {
        const { job, actor, jobNow, start } = await aJob(of)
        for (const one of steps) {
          const { state } = await jobNow(job.id)
          if (one === 'work') await workJob(core.deps)
          if (one === 'wait') core.clock.advance(60_000)
          if (one === 'claim') await core.deps.store.jobs.claim(core.clock.now(), core.clock.now() + 60_000)
          if (one === 'portion') {
            let portions = 0
            await workJob(core.deps, () => portions++ < 1)
          }
          if (one === 'cancel' || one === 'resume') {
            const act = one === 'cancel' ? cancelJob : resumeJob
            const heard = await answerOf(act(core.deps, actor, job.id))
            assert.equal(heard, MAY[one].includes(state) ? 'valid' : 'job.over')
          }
          if (one === 'undo') {
            const isOver = state !== 'waiting' && state !== 'running'
            const undone = start({ jobId: job.id }, BACK[of] ?? of)
            if (!isOver) assert.equal(await answerOf(undone), 'input.invalid')
            else await cancelJob(core.deps, actor, (await undone).id).catch(() => undefined)
          }
          await assertAccounted(await jobNow(job.id))
        }
        // Whatever became of it: it can be brought to its end, and taken back by exactly what it changed.
        core.clock.advance(60_000)
        if (['cancelled', 'stopped'].includes((await jobNow(job.id)).state))
          await resumeJob(core.deps, actor, job.id)
        while (await workJob(core.deps));
        const ended = await jobNow(job.id)
        assert.deepEqual([ended.state, ended.done, ended.failed], ['done', 3, 51])
        const back = await start({ jobId: job.id }, BACK[of] ?? of)
        assert.equal(back.total, 3)
        while (await workJob(core.deps));
        assert.deepEqual([(await jobNow(back.id)).done, (await jobNow(back.id)).failed], [3, 0])
      }),
      { numRuns: 6 },
    )
  })

  test('that the log cannot write of does nothing to its rows, and goes on when it can', async () => {
    const { job, jobNow, at } = await aJob('mailbox.block')
    await workJob(withFailingAudit(core.deps)).catch(() => undefined)
    assert.equal((await at('a'))?.enabled, true)
    const left = await jobNow(job.id)
    assert.deepEqual([left.state, left.done], ['waiting', 0])
    await assertAccounted(left)
    await workJob(core.deps)
    assert.equal((await at('a'))?.enabled, false)
    assert.equal((await jobNow(job.id)).done, 3)
  })

  test('whose end or resumption the log cannot write of goes on as it was', async () => {
    const { job, actor, jobNow } = await aJob('mailbox.block')
    const failing = withFailingAudit(core.deps)
    assert.equal(await answerOf(cancelJob(failing, actor, job.id)), 'storage.full')
    assert.equal((await jobNow(job.id)).state, 'waiting')
    await cancelJob(core.deps, actor, job.id)
    assert.equal(await answerOf(resumeJob(failing, actor, job.id)), 'storage.full')
    const cancelled = await jobNow(job.id)
    assert.deepEqual([cancelled.state, cancelled.endedAtMs], ['cancelled', core.clock.now()])
  })
})

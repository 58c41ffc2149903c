import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { type Core, openCore, withStore } from '../../../../tests/support/core.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { paceOf } from './job.ts'
import { startBulk } from './start-bulk.ts'
import { jobsAdministrator } from './testing.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

describe('an act on whatever a filter finds', () => {
  test('is for 50,000 mailboxes at most, and with one more nothing is begun', async () => {
    const { actor, place } = await jobsAdministrator(core)
    const finding = (count: number) =>
      withStore(core.deps, {
        mailboxes: { ...core.deps.store.mailboxes, countMatching: async () => count },
      })
    const asked = { ...place, kind: 'mailbox.block', which: { filter: {} } } as const
    const { facts } = await refusedWith('input.invalid', startBulk(finding(50_001), actor, asked))
    assert.deepEqual([facts.field, /50,000/.test(facts.reason ?? '')], ['filter', true])
    assert.deepEqual(await core.deps.store.jobs.page(place.accountId, null, 10), [])
    assert.equal((await startBulk(finding(50_000), actor, asked)).total, 1)
  })
})

describe('the pace of a job', () => {
  const counted = { total: 100, done: 0, failed: 0, workedMs: 0, state: 'running' as const }
  const pace = async (change: Partial<Parameters<typeof paceOf>[0]>) => {
    const { actor, place } = await jobsAdministrator(core)
    const which = { mailboxes: [`old@${place.domain}`] }
    const job = await startBulk(core.deps, actor, { ...place, kind: 'mailbox.block', which })
    return paceOf({ ...job, ...counted, ...change })
  }

  test('cannot be told before anything is over, or of what took no time', async () => {
    const unknown = { rowsPerSecond: null, secondsLeft: null }
    assert.deepEqual(await pace({ workedMs: 500 }), unknown)
    assert.deepEqual(await pace({ done: 3 }), unknown)
  })

  test('counts rows that failed as those that were done, and goes to an end only while the job goes on', async () => {
    const some = { done: 20, failed: 5, workedMs: 5_000 }
    for (const state of ['waiting', 'running'] as const)
      assert.deepEqual(await pace({ ...some, state }), { rowsPerSecond: 5, secondsLeft: 15 })
    for (const state of ['done', 'cancelled', 'stopped'] as const)
      assert.deepEqual(await pace({ ...some, state }), { rowsPerSecond: 5, secondsLeft: null })
  })

  test('never says less than nothing, and with it the rows that are left are done', async () => {
    const { actor, place } = await jobsAdministrator(core)
    const which = { mailboxes: [`old@${place.domain}`] }
    const job = await startBulk(core.deps, actor, { ...place, kind: 'mailbox.block', which })
    fc.assert(
      fc.property(
        fc.nat(1_000),
        fc.nat(1_000),
        fc.nat(1_000),
        fc.nat(10_000_000),
        (done, failed, left, workedMs) => {
          const total = done + failed + left
          const { rowsPerSecond, secondsLeft } = paceOf({
            ...job,
            total,
            done,
            failed,
            workedMs,
            state: 'running',
          })
          if (rowsPerSecond === null || secondsLeft === null)
            return assert.ok(done + failed === 0 || workedMs === 0)
          assert.ok(secondsLeft >= 0 && Math.abs(rowsPerSecond * secondsLeft - left) < 0.001)
        },
      ),
    )
  })
})

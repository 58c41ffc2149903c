import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId, onBothEngines, withUser } from '../../../../tests/support/stores.ts'
import type { Job, JobRow } from '../../domain/jobs/job.ts'

const row = (number: number, sealed: Uint8Array | null): JobRow => ({
  ...{ number, state: 'waiting', cells: ['a'], sealed, outcome: null, field: null, message: null },
})

onBothEngines((engine) => {
  test('rows of jobs that have a secret come page after page; a row that is over gets none again', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store)
    const { accountId, id: userId } = user
    const ids = [newId(), newId()].sort()
    for (const id of ids) {
      await store.jobs.insert(aJob({ id, accountId, userId }), 1)
      await store.jobs.insertRows(id, [row(1, Uint8Array.of(1)), row(2, null), row(3, Uint8Array.of(3))])
    }
    const [first = '', second = ''] = ids
    const page = async (after: { jobId: string; number: number } | null, limit: number) =>
      (await store.jobs.sealedRows(after, limit)).map(({ jobId, number }) => [jobId, number])
    assert.deepEqual(await page(null, 3), [
      [first, 1],
      [first, 3],
      [second, 1],
    ])
    assert.deepEqual(await page({ jobId: second, number: 1 }, 3), [[second, 3]])
    await store.jobs.settle(first, [
      { number: 1, state: 'done', outcome: 'created', field: null, message: null },
    ])
    for (const number of [1, 2, 3]) await store.jobs.reseal(first, number, Uint8Array.of(9))
    const sealed = (await store.jobs.rows(first, null, 0, 9)).map((one) => one.sealed?.[0] ?? null)
    assert.deepEqual(sealed, [null, null, 9])
    assert.deepEqual(
      { ...(await store.jobs.sealedRows(null, 1))[0] },
      {
        ...{ jobId: first, accountId, number: 3, sealed: Uint8Array.of(9) },
      },
    )
  })
})

function aJob(of: Pick<Job, 'id' | 'accountId' | 'userId'>): Job {
  return {
    ...{ ...of, kind: 'mailbox.import', domain: 'a.example', state: 'waiting', total: 3, done: 0, failed: 0 },
    ...{ createdAtMs: 1, endedAtMs: null, workedMs: 0, columns: [], mapping: [], quotaMb: null },
    source: { dialect: 'native', address: '127.0.0.1', requestId: 'r' },
  }
}

import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { CLOCK, freshStore, withUser } from '../../../../tests/support/stores.ts'
import type { Store } from '../store.ts'
import type { Origin } from './caller.ts'
import { CallRecorder } from './recorder.ts'

const CURL: Origin = { dialect: 'native', address: '192.0.2.1', userAgent: 'curl/8.5.0' }

async function setUp(t: TestContext) {
  const store = await freshStore(t)
  const { user, key } = await withUser(store)
  const known = await store.keys.known(key.digest)
  assert.ok(known)
  return { store, user, known }
}

/** A store that cannot write calls the first time, or is slow about it. */
function withAdd(store: Store, add: Store['calls']['add']): Store {
  return { ...store, calls: { ...store.calls, add } }
}

function total(recorder: CallRecorder) {
  return recorder.totals().reduce((sum, { count }) => sum + count, 0)
}

test('calls are counted in memory and written once', async (t) => {
  const { store, user, known } = await setUp(t)
  const recorder = new CallRecorder(store, CLOCK)
  for (let call = 0; call < 5; call++) recorder.record(known, CURL, 'valid')
  assert.deepEqual(await store.calls.ofUser(user.id, 0), [])
  await recorder.flush()
  await recorder.flush()
  const [count, ...others] = await store.calls.ofUser(user.id, 0)
  assert.deepEqual([count?.calls, count?.client, others.length], [5, 'curl/8.5.0', 0])
})

test('what cannot be written is kept, and is neither lost nor counted twice', async (t) => {
  const { store, user, known } = await setUp(t)
  let isAway = true
  const recorder = new CallRecorder(
    withAdd(store, async (counts) => {
      if (isAway) throw new Error('away')
      await store.calls.add(counts)
    }),
    CLOCK,
  )
  recorder.record(known, CURL, 'valid')
  await assert.rejects(recorder.flush(), /away/)
  recorder.record(known, CURL, 'valid')
  assert.equal(total(recorder), 2)
  isAway = false
  await recorder.flush()
  assert.equal(total(recorder), 2)
  assert.deepEqual(
    (await store.calls.ofUser(user.id, 0)).map(({ calls }) => calls),
    [2],
  )
})

test('many callers are written little by little; a fault in between keeps only the rest', async (t) => {
  const { store, user, known } = await setUp(t)
  const sizes: number[] = []
  const recorder = new CallRecorder(
    withAdd(store, async (counts) => {
      sizes.push(counts.length)
      if (sizes.length === 2) throw new Error('away')
      await store.calls.add(counts)
    }),
    CLOCK,
  )
  const callers = 2_500
  for (let at = 0; at < callers; at++) {
    recorder.record({ ...known, keyId: `key-${at}` }, CURL, 'valid')
  }
  await assert.rejects(recorder.flush(), /away/)
  assert.equal(total(recorder), callers)
  await recorder.flush()
  assert.ok(Math.max(...sizes) <= 1_000)
  assert.equal(total(recorder), callers)
  const counts = await store.calls.ofUser(user.id, 0)
  assert.equal(counts.length, callers)
  assert.ok(counts.every(({ calls }) => calls === 1))
})

test('totals never go down, not even while calls are being written', async (t) => {
  const { store, known } = await setUp(t)
  const seen: number[] = []
  const recorder = new CallRecorder(
    withAdd(store, async (counts) => {
      seen.push(total(recorder))
      await store.calls.add(counts)
      seen.push(total(recorder))
    }),
    CLOCK,
  )
  recorder.record(known, CURL, 'valid')
  recorder.record(known, CURL, 'expired')
  await recorder.flush()
  assert.deepEqual([...seen, total(recorder)], [2, 2, 2])
})

test('tokens and verifications are written once, also when writing failed before', async (t) => {
  const { store, user, known } = await setUp(t)
  let isAway = true
  const recorder = new CallRecorder(
    withAdd(store, async (counts) => {
      if (isAway) throw new Error('away')
      await store.calls.add(counts)
    }),
    CLOCK,
  )
  const verifying = { ...CURL, verifies: true } as const
  recorder.record(known, verifying, 'valid')
  recorder.tokenGiven(known, CURL)
  await assert.rejects(recorder.flush(), /away/)
  recorder.record(known, verifying, 'valid')
  recorder.tokenGiven(known, CURL)
  isAway = false
  await recorder.flush()
  recorder.tokenGiven(known, CURL)
  await recorder.flush()
  const months = await store.calls.monthsOfUser(user.id)
  assert.deepEqual(
    months.map(({ calls, tokens, verifications }) => [calls, tokens, verifications]),
    [[2, 3, 2]],
  )
  assert.equal((await store.calls.ofUser(user.id, 0)).length, 1)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aKey, aUser, onBothEngines, withUser } from '../../../../tests/support/stores.ts'
import type { CallCount } from '../../domain/callers/caller.ts'

const HOUR_MS = 3_600_000

function aCount(
  key: { id: string; userId: string; accountId: string },
  change: Partial<CallCount> = {},
): CallCount {
  return {
    accountId: key.accountId,
    userId: key.userId,
    keyId: key.id,
    dialect: 'native',
    outcome: 'valid',
    client: 'curl/8',
    network: '192.0.2.1',
    hourMs: 0,
    calls: 1,
    firstAtMs: 10,
    lastAtMs: 20,
    ...change,
  }
}

onBothEngines((engine) => {
  test('counts of the same caller and hour add up; first and last stretch', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    await store.calls.add([aCount(key, { calls: 2, firstAtMs: 10, lastAtMs: 20 })])
    await store.calls.add([aCount(key, { calls: 3, firstAtMs: 5, lastAtMs: 15 })])
    await store.calls.add([aCount(key, { calls: 4, firstAtMs: 12, lastAtMs: 30 })])
    assert.deepEqual(await store.calls.ofUser(user.id, 0), [
      aCount(key, { calls: 9, firstAtMs: 5, lastAtMs: 30 }),
    ])
  })

  test('the same caller twice in one batch adds up too', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    await store.calls.add([aCount(key, { calls: 2 }), aCount(key, { calls: 5, firstAtMs: 1, lastAtMs: 99 })])
    assert.deepEqual(await store.calls.ofUser(user.id, 0), [
      aCount(key, { calls: 7, firstAtMs: 1, lastAtMs: 99 }),
    ])
  })

  test('callers differ by key, hour, dialect, outcome, client and network', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    const other = aKey(user, { endsAtMs: 1 })
    const counts = [
      aCount(key),
      aCount(other),
      aCount(key, { hourMs: HOUR_MS }),
      aCount(key, { dialect: 'identity-v2.0' }),
      aCount(key, { outcome: 'expired' }),
      aCount(key, { client: 'rclone/v1' }),
      aCount(key, { network: '2001:db8::/64' }),
    ]
    await store.calls.add(counts)
    await store.calls.add(counts)
    const found = await store.calls.ofUser(user.id, 0)
    assert.deepEqual(
      found.map(({ calls }) => calls),
      [2, 2, 2, 2, 2, 2, 2],
    )
  })

  test('counts are found by user, moment and keys', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    const other = aKey(user, { endsAtMs: 1 })
    await store.calls.add([
      aCount(key, { hourMs: 0, lastAtMs: 20 }),
      aCount(key, { hourMs: HOUR_MS, firstAtMs: HOUR_MS, lastAtMs: HOUR_MS + 5 }),
      aCount(other, { hourMs: HOUR_MS, firstAtMs: HOUR_MS, lastAtMs: HOUR_MS + 9 }),
    ])
    const found = async (sinceMs: number, keyIds?: string[]) =>
      (await store.calls.ofUser(user.id, sinceMs, keyIds)).length
    assert.equal(await found(0), 3)
    assert.equal(await found(21), 2)
    // An hour that began before the moment and was used after it belongs to the answer.
    assert.equal(await found(HOUR_MS + 6), 1)
    assert.equal(await found(0, [key.id]), 2)
    assert.equal(await found(0, [key.id, other.id]), 3)
    assert.equal(await found(0, []), 0)
    assert.deepEqual(await store.calls.ofUser('nobody', 0), [])
  })

  test('calls of a user deleted meanwhile are dropped, those of others kept', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    const gone = aKey(aUser())
    await store.calls.add([aCount(gone), aCount(key)])
    await store.calls.add([aCount(gone)])
    assert.equal((await store.calls.ofUser(user.id, 0)).length, 1)
    assert.deepEqual(await store.calls.ofUser(gone.userId, 0), [])
  })

  test('no counts at all is no statement at all', async (t) => {
    const store = await engine.open(t)
    await store.calls.add([])
  })

  test('more counts than one statement can bind are written all the same', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    const counts = Array.from({ length: 7_000 }, (_, at) => aCount(key, { client: `client-${at}` }))
    await store.calls.add(counts)
    assert.equal((await store.calls.ofUser(user.id, 0)).length, 7_000)
  })

  test('counts of hours before a moment are forgotten', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    await store.calls.add([aCount(key), aCount(key, { hourMs: HOUR_MS })])
    await store.calls.forgetBefore(HOUR_MS)
    assert.deepEqual(
      (await store.calls.ofUser(user.id, 0)).map(({ hourMs }) => hourMs),
      [HOUR_MS],
    )
  })

  test('eight writers of the same callers in different order lose nothing', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    const counts = Array.from({ length: 50 }, (_, at) => aCount(key, { client: `client-${at}` }))
    const orders = Array.from({ length: 8 }, (_, at) => (at % 2 ? counts : counts.toReversed()))
    await Promise.all(orders.map((order) => store.calls.add(order)))
    const found = await store.calls.ofUser(user.id, 0)
    assert.ok(found.every(({ calls }) => calls === 8))
    assert.equal(found.length, 50)
  })

  test('calls with what is no key add up by account, hour and API, and go with the hours', async (t) => {
    const store = await engine.open(t)
    const count = (accountId: string | null, hourMs: number, calls: number) => {
      return { accountId, hourMs, calls, dialect: 'native' }
    }
    await store.calls.addUnknown([])
    await store.calls.addUnknown([count('100001', HOUR_MS, 1), count(null, HOUR_MS, 2)])
    await store.calls.addUnknown([count('100001', HOUR_MS, 4), count('100001', 2 * HOUR_MS, 8)])
    const own = [count('100001', HOUR_MS, 5), count('100001', 2 * HOUR_MS, 8)]
    assert.deepEqual(await store.calls.unknownSince(0, '100001'), own)
    assert.deepEqual(await store.calls.unknownSince(HOUR_MS + 1, '100001'), own.slice(1))
    assert.deepEqual(await store.calls.unknownSince(0), [count(null, HOUR_MS, 2), ...own])
    await store.calls.forgetBefore(2 * HOUR_MS)
    assert.deepEqual(await store.calls.unknownSince(0), own.slice(1))
  })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aKey, aUser, onBothEngines, withUser } from '../../../../tests/support/stores.ts'
import type { Store } from '../../domain/store.ts'

/** Which of these were keys. */
async function forgotten(store: Store, ...digests: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(digests.map((digest) => store.forgottenKeys.find([digest])))
  return found.filter((digest) => digest !== null)
}

onBothEngines((engine) => {
  test('of a deleted user every key is remembered: current, running out, ended; of others none', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    const [ending, ended] = [aKey(user, { endsAtMs: 900 }), aKey(user, { endsAtMs: 100 })]
    const neighbour = aUser()
    const theirs = aKey(neighbour)
    await store.users.insert(neighbour)
    for (const one of [ending, ended, theirs]) await store.keys.insert(one)
    const all = [key, ending, ended, theirs].map(({ digest }) => digest)
    assert.deepEqual(await forgotten(store, ...all), [])
    await store.users.delete(user.id, 500)
    assert.deepEqual(await forgotten(store, ...all), all.slice(0, 3))
    // None ended later than it was deleted, and the one that had ended before keeps its time.
    await store.forgottenKeys.dropEndedBefore(101)
    assert.deepEqual(await forgotten(store, ...all), all.slice(0, 2))
    await store.forgottenKeys.dropEndedBefore(500)
    assert.deepEqual(await forgotten(store, ...all), all.slice(0, 2))
    await store.forgottenKeys.dropEndedBefore(501)
    assert.deepEqual(await forgotten(store, ...all), [])
  })

  test('of keys that are taken away with time just those are remembered, with their end', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    const [old, recent] = [aKey(user, { endsAtMs: 99 }), aKey(user, { endsAtMs: 100 })]
    for (const one of [old, recent]) await store.keys.insert(one)
    await store.keys.forgetEndedBefore(100)
    assert.deepEqual(await forgotten(store, old.digest, recent.digest, key.digest), [old.digest])
    await store.forgottenKeys.dropEndedBefore(99)
    assert.deepEqual(await forgotten(store, old.digest), [old.digest])
    await store.forgottenKeys.dropEndedBefore(100)
    assert.deepEqual(await forgotten(store, old.digest), [])
  })

  test('a deletion that is taken back leaves no trace', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    const failing = store.transaction(async (tx) => {
      await tx.users.delete(user.id, 1)
      assert.equal(await tx.forgottenKeys.find([key.digest]), key.digest)
      throw new Error('no')
    })
    await assert.rejects(failing, /no/)
    assert.deepEqual(await forgotten(store, key.digest), [])
    assert.ok(await store.keys.known(key.digest))
  })

  test('a key that was given out once more is remembered from its second end', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    await store.users.delete(user.id, 100)
    const second = aUser()
    await store.users.insert(second)
    await store.keys.insert(aKey(second, { digest: key.digest }))
    await store.users.delete(second.id, 200)
    await store.forgottenKeys.dropEndedBefore(200)
    assert.deepEqual(await forgotten(store, key.digest), [key.digest])
  })

  test('of several digests of one key the first that is there is told', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store)
    for (const digest of ['b', 'c']) await store.keys.insert(aKey(user, { digest, endsAtMs: 1 }))
    await store.keys.forgetEndedBefore(2)
    assert.equal(await store.forgottenKeys.find(['a', 'c', 'b']), 'c')
    assert.equal(await store.forgottenKeys.find(['a']), null)
    assert.equal(await store.forgottenKeys.find([]), null)
  })

  test('a new digest takes the place of the old one and keeps its end, also where it is there already', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store)
    for (const digest of ['a', 'b', 'there']) await store.keys.insert(aKey(user, { digest, endsAtMs: 50 }))
    await store.keys.forgetEndedBefore(51)
    await store.forgottenKeys.redigest('a', 'new')
    await store.forgottenKeys.redigest('b', 'there')
    await store.forgottenKeys.redigest('nothing', 'nowhere')
    assert.deepEqual(await forgotten(store, 'a', 'b', 'new', 'there', 'nowhere'), ['new', 'there'])
    await store.forgottenKeys.dropEndedBefore(50)
    assert.deepEqual(await forgotten(store, 'new'), ['new'])
  })

  test('eight who bring the same digest up to date at once do not get into each other’s way', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store)
    await store.keys.insert(aKey(user, { digest: 'old', endsAtMs: 1 }))
    await store.keys.forgetEndedBefore(2)
    await Promise.all(Array.from({ length: 8 }, () => store.forgottenKeys.redigest('old', 'new')))
    assert.deepEqual(await forgotten(store, 'old', 'new'), ['new'])
  })
})

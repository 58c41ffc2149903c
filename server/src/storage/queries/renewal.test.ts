import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aKey, aUser, CLOCK, onBothEngines, withUser } from '../../../../tests/support/stores.ts'
import { DomainError } from '../../domain/errors.ts'
import type { StoredResult } from '../../domain/idempotency/stores.ts'

const NOW_MS = CLOCK.now()

onBothEngines((engine) => {
  test('a key is found among several digests, which says by which; of two the earlier digest decides', async (t) => {
    const store = await engine.open(t)
    const { key } = await withUser(store)
    const other = aUser()
    const otherKey = aKey(other)
    await store.users.insert(other)
    await store.keys.insert(otherKey)
    const found = await store.keys.knownAmong(['none', key.digest])
    assert.deepEqual(found, { digest: key.digest, key: await store.keys.known(key.digest) })
    for (const digests of [
      [key.digest, otherKey.digest],
      [otherKey.digest, key.digest],
    ])
      assert.equal((await store.keys.knownAmong(digests))?.digest, digests[0])
    assert.equal(await store.keys.knownAmong(['none', 'neither']), null)
  })

  test('another digest takes the place of one, and listeners hear of the user', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    const heard: string[] = []
    store.onChange((userIds) => heard.push(...userIds))
    await store.keys.redigest(key.digest, '2.new')
    assert.deepEqual(heard, [user.id])
    assert.equal(await store.keys.known(key.digest), null)
    assert.equal((await store.keys.known('2.new'))?.userId, user.id)
    const other = aKey(user, { endsAtMs: 1 })
    await store.keys.insert(other)
    const isTaken = (error: unknown) => error instanceof DomainError && error.code === 'key.exists'
    await assert.rejects(store.keys.redigest(other.digest, '2.new'), isTaken)
    await store.keys.redigest('nobody has it', '2.other')
    assert.equal(await store.keys.known('2.other'), null)
  })

  test('a copy that was forgotten meanwhile does not come back', async (t) => {
    const store = await engine.open(t)
    const { key } = await withUser(store)
    await store.keys.end(key.id, 1)
    await store.keys.replaceSecret(key.id, { digest: '2.late', sealed: new Uint8Array([1]) })
    assert.partialDeepStrictEqual(await store.keys.byId(key.id), { digest: key.digest, sealed: null })
  })

  test('remembered answers come in pages, and only the one that was read is sealed anew', async (t) => {
    const store = await engine.open(t)
    const { user, account } = await withUser(store)
    const result = (idempotencyKey: string): StoredResult => ({
      ...{ userId: user.id, accountId: account.id, idempotencyKey, request: 'r' },
      ...{ sealed: new Uint8Array([1]), createdAtMs: NOW_MS },
    })
    for (const name of ['c', 'a', 'b']) await store.results.insert(result(name))
    const names: string[] = []
    let last: StoredResult | null = null
    do {
      const page: readonly StoredResult[] = await store.results.page(last, 2)
      names.push(...page.map(({ idempotencyKey }) => idempotencyKey))
      last = page.at(-1) ?? null
    } while (last)
    assert.deepEqual(names, ['a', 'b', 'c'])
    await store.results.reseal(result('a'), new Uint8Array([2]))
    await store.results.reseal({ ...result('b'), createdAtMs: NOW_MS - 1 }, new Uint8Array([2]))
    const sealed = async (name: string) => [...((await store.results.find(user.id, name))?.sealed ?? [])]
    assert.deepEqual([await sealed('a'), await sealed('b')], [[2], [1]])
  })

  test('what needs a look-up key is counted: live keys, sessions and links, by their mark', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    const counts = async () => [
      await store.ring.countDigests('', NOW_MS),
      await store.ring.countDigests('2.', NOW_MS),
    ]
    assert.deepEqual(await counts(), [1, 0])
    await store.keys.redigest(key.digest, '2.x')
    await store.keys.insert(aKey(user, { endsAtMs: NOW_MS + 1 }))
    await store.keys.insert(aKey(user, { endsAtMs: NOW_MS }))
    await store.keys.insert(aKey(user, { state: 'lost', endsAtMs: NOW_MS + 1 }))
    assert.deepEqual(await counts(), [1, 1])
    const link = { kind: 'invitation', userId: user.id } as const
    await store.links.insert({ ...link, digest: '2.link', expiresAtMs: NOW_MS + 1 })
    await store.links.insert({ ...link, digest: '2.over', expiresAtMs: NOW_MS })
    await store.links.insert({ ...link, digest: '22.link', expiresAtMs: NOW_MS + 1 })
    assert.deepEqual(await counts(), [1, 2])
    const { id: userId, accountId } = user
    const method = 'password' as const
    const session = { userId, accountId, provenAtMs: null, address: '::1', client: 'x', method }
    const seen = { createdAtMs: NOW_MS - 1, lastSeenAtMs: NOW_MS }
    await store.sessions.insert({ ...session, ...seen, digest: 'session' })
    await store.sessions.insert({ ...session, ...seen, digest: '2.old', createdAtMs: 0 })
    assert.deepEqual(await counts(), [2, 2])
  })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aKey, anAccount, aUser, newId, onBothEngines, withUser } from '../../../../tests/support/stores.ts'

onBothEngines((engine) => {
  test('a key comes back as written, bytes and all', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    const sealed = Uint8Array.from({ length: 256 }, (_, at) => at)
    const other = aKey(user, { sealed, endsAtMs: 7, state: 'unconfirmed' })
    await store.keys.insert(other)
    assert.deepEqual(await store.keys.byId(key.id), key)
    assert.deepEqual(await store.keys.byId(other.id), other)
    assert.equal(await store.keys.byId('nothing'), null)
  })

  test('a key without a sealed copy has none', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store)
    const key = aKey(user, { sealed: null, endsAtMs: 7 })
    await store.keys.insert(key)
    assert.equal((await store.keys.byId(key.id))?.sealed, null)
  })

  test('a user has at most one current key', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    await assert.rejects(store.keys.insert(aKey(user)), { code: 'key.exists' })
    assert.deepEqual(await store.keys.current(user.id), key)
  })

  test('two keys never share a digest', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    const twin = aKey(user, { digest: key.digest, endsAtMs: 1 })
    await assert.rejects(store.keys.insert(twin), { code: 'key.exists' })
  })

  test('a key belongs to a user of its own account', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store)
    await store.accounts.insert({ ...(await account(store)), id: '100002' })
    const stray = aKey({ id: user.id, accountId: '100002' }, { endsAtMs: 1 })
    await assert.rejects(store.keys.insert(stray), { name: 'StorageError' })
  })

  test('all keys of a user, newest first, the current one before an ended one of the same moment', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    const [oldest, twin] = [aKey(user, { createdAtMs: 1, endsAtMs: 2 }), aKey(user, { endsAtMs: 3_000 })]
    await store.keys.insert(twin)
    await store.keys.insert(oldest)
    const ids = (await store.keys.ofUser(user.id)).map(({ id }) => id)
    assert.deepEqual(ids, [key.id, twin.id, oldest.id])
  })

  test('ending a key sets its end, forgets the sealed copy and makes room for another', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    await store.keys.end(key.id, 9_000)
    assert.equal(await store.keys.current(user.id), null)
    assert.deepEqual(await store.keys.byId(key.id), { ...key, endsAtMs: 9_000, sealed: null })
    const next = aKey(user)
    await store.keys.insert(next)
    assert.equal((await store.keys.current(user.id))?.id, next.id)
  })

  test('an ended key is still known by its digest, with its end', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store, { roles: ['b', 'a'] })
    const expected = {
      keyId: key.id,
      userId: user.id,
      userName: user.name,
      accountId: user.accountId,
      roles: ['a', 'b'],
      usable: true,
    }
    assert.deepEqual(await store.keys.known(key.digest), { ...expected, endsAtMs: null })
    await store.keys.end(key.id, 9_000)
    assert.deepEqual(await store.keys.known(key.digest), { ...expected, endsAtMs: 9_000 })
  })

  test('an unknown digest is null', async (t) => {
    const store = await engine.open(t)
    await withUser(store)
    assert.equal(await store.keys.known('nothing'), null)
    assert.equal(await store.keys.known(''), null)
  })

  test('a key is usable while user and account are enabled and the key itself is active', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    const usable = async () => (await store.keys.known(key.digest))?.usable
    await store.users.update(user.id, { enabled: false })
    assert.equal(await usable(), false)
    await store.users.update(user.id, { enabled: true })
    assert.equal(await usable(), true)
    await store.accounts.update(user.accountId, { enabled: false })
    assert.equal(await usable(), false)
    await store.accounts.update(user.accountId, { enabled: true })
    await store.keys.setState(key.id, 'lost')
    assert.equal(await usable(), false)
    await store.keys.setState(key.id, 'active')
    assert.equal(await usable(), true)
  })

  test('users with the same roles share one array', async (t) => {
    const store = await engine.open(t)
    const { key } = await withUser(store, { roles: ['a', 'b'] })
    const other = aUser({ roles: ['b', 'a'] })
    const otherKey = aKey(other)
    await store.users.insert(other)
    await store.keys.insert(otherKey)
    const [one, two] = [await store.keys.known(key.digest), await store.keys.known(otherKey.digest)]
    assert.equal(one?.roles, two?.roles)
  })

  test('the state of every key can be set at once; only those that work are counted', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    const [ended, ending] = [aKey(user, { endsAtMs: 100 }), aKey(user, { endsAtMs: 101 })]
    await store.keys.insert(ended)
    await store.keys.insert(ending)
    assert.equal(await store.keys.setStateOfAll('unconfirmed', 100), 2)
    assert.equal((await store.keys.byId(key.id))?.state, 'unconfirmed')
    assert.equal((await store.keys.byId(ended.id))?.state, 'unconfirmed')
    const counted = [store.keys.countInState('unconfirmed', 100), store.keys.countInState('active', 100)]
    assert.deepEqual(await Promise.all(counted), [2, 0], 'nor are others when asked later')
  })

  test('keys that ended before a moment are forgotten; the current one never is', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    const [old, recent] = [aKey(user, { endsAtMs: 99 }), aKey(user, { endsAtMs: 100 })]
    await store.keys.insert(old)
    await store.keys.insert(recent)
    await store.keys.forgetEndedBefore(100)
    assert.equal(await store.keys.byId(old.id), null)
    assert.equal(await store.keys.known(old.digest), null)
    assert.ok(await store.keys.byId(recent.id))
    assert.ok(await store.keys.byId(key.id))
  })

  test('pages go through every key that has a sealed copy, once', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    const sealed = Array.from({ length: 5 }, () => aKey(user, { endsAtMs: 1 }))
    for (const one of sealed) await store.keys.insert(one)
    await store.keys.insert(aKey(user, { endsAtMs: 1, sealed: null }))
    const seen: string[] = []
    for (let after = ''; ; ) {
      const page = await store.keys.page(after, 4)
      if (page.length === 0) break
      seen.push(...page.map(({ id }) => id))
      after = seen.at(-1) ?? ''
    }
    assert.deepEqual(seen, [key, ...sealed].map(({ id }) => id).sort())
  })

  test('sealed copies are counted and forgotten, of one account or of all; the keys stay', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    await store.keys.insert(aKey(user, { endsAtMs: 1, sealed: null }))
    await store.accounts.insert(anAccount({ id: '100002' }))
    const stranger = aUser({ accountId: '100002' })
    await store.users.insert(stranger)
    const theirs = aKey(stranger)
    await store.keys.insert(theirs)
    assert.deepEqual([await store.keys.countSealed('100001'), await store.keys.countSealed()], [1, 2])
    assert.equal(await store.keys.forgetSealed('100001'), 1)
    assert.deepEqual(await store.keys.byId(key.id), { ...key, sealed: null })
    assert.deepEqual(await store.keys.byId(theirs.id), theirs)
    assert.deepEqual([await store.keys.forgetSealed(), await store.keys.countSealed()], [1, 0])
    assert.equal(await store.keys.forgetSealed(), 0)
    assert.ok(await store.keys.known(key.digest))
  })

  test('replacing the secret moves the key to its new digest', async (t) => {
    const store = await engine.open(t)
    const { key } = await withUser(store)
    const digest = `digest-${newId()}`
    await store.keys.replaceSecret(key.id, { digest, sealed: new Uint8Array([9]) })
    assert.equal(await store.keys.known(key.digest), null)
    assert.equal((await store.keys.known(digest))?.keyId, key.id)
    assert.deepEqual((await store.keys.byId(key.id))?.sealed, new Uint8Array([9]))
  })
})

async function account(store: Parameters<typeof withUser>[0]) {
  const found = await store.accounts.byId('100001')
  assert.ok(found)
  return found
}

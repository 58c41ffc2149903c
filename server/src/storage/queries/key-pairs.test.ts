import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser, newId, onBothEngines, withUser } from '../../../../tests/support/stores.ts'
import { NO_SETTINGS } from '../../domain/administrators/settings.ts'
import type { StoredPair } from '../../domain/key-pairs/key-pair.ts'
import type { User } from '../../domain/users/user.ts'
import type { OpenedStore } from '../opened-store.ts'

function aPair(user: User, change: Partial<StoredPair> = {}): StoredPair {
  const id = newId()
  return {
    id,
    userId: user.id,
    accountId: user.accountId,
    name: '',
    userKey: id.slice(-20),
    sealed: Uint8Array.of(0, 255, 1),
    clockCheck: 'lenient',
    limits: {},
    createdAtMs: 3_000,
    endsAtMs: null,
    state: 'active',
    scope: null,
    networks: null,
    expiresAtMs: null,
    ...change,
  }
}

async function aSuper(store: OpenedStore): Promise<User> {
  const user = aUser({ adminType: 'super', roles: ['b', 'a'] })
  await store.users.insert(user)
  return user
}

onBothEngines((engine) => {
  async function opened(t: Parameters<typeof engine.open>[0]) {
    const store = await engine.open(t)
    await withUser(store)
    const user = await aSuper(store)
    const pair = aPair(user)
    await store.keyPairs.insert(pair)
    return { store, user, pair }
  }

  test('a pair comes back as it was put in', async (t) => {
    const { store, user, pair } = await opened(t)
    const found = await store.keyPairs.current(user.id, '')
    assert.deepEqual({ ...found, sealed: [...(found?.sealed ?? [])] }, { ...pair, sealed: [0, 255, 1] })
    assert.equal(await store.keyPairs.current(user.id, 'other'), null)
  })

  test('a check learns all of pair, user, roles and account by the user key alone', async (t) => {
    const { store, user, pair } = await opened(t)
    const known = await store.keyPairs.known(pair.userKey)
    assert.deepEqual(
      { ...known, sealed: [...(known?.sealed ?? [])] },
      {
        ...{ pairId: pair.id, userId: user.id, userName: user.name, accountId: user.accountId },
        ...{ roles: ['a', 'b'], sealed: [0, 255, 1], clockCheck: 'lenient', limits: {} },
        ...{ usable: true, endsAtMs: null, scope: null, networks: [] },
      },
    )
    assert.equal(await store.keyPairs.known('nobody'), null)
    assert.equal(await store.keyPairs.known(pair.userKey.toUpperCase() + pair.userKey), null)
  })

  test('only that of an enabled super administrator of an enabled account can be used', async (t) => {
    const { store, user, pair } = await opened(t)
    const usable = async () => (await store.keyPairs.known(pair.userKey))?.usable
    for (const adminType of ['standard', 'limited', null] as const) {
      await store.users.update(user.id, { adminType })
      assert.equal(await usable(), false)
    }
    await store.users.update(user.id, { adminType: 'super', enabled: false })
    assert.equal(await usable(), false)
    await store.users.update(user.id, { enabled: true })
    await store.accounts.update(user.accountId, { enabled: false })
    assert.equal(await usable(), false)
    await store.accounts.update(user.accountId, { enabled: true })
    await store.keyPairs.setStateOfAll('unconfirmed')
    assert.equal(await usable(), false)
    await store.keyPairs.setStateOfAll('active')
    assert.equal(await usable(), true)
  })

  test('limits of a named pair come back, and a check learns of them and of its end', async (t) => {
    const { store, user } = await opened(t)
    const scope = { access: 'read', areas: ['mailboxes', 'lists'], domains: null } as const
    const limits = { scope, networks: ['192.0.2.0/24', '::1'], expiresAtMs: 7_000 }
    const named = aPair(user, { name: 'reader', ...limits })
    await store.keyPairs.insert(named)
    const known = async () => store.keyPairs.known(named.userKey)
    assert.partialDeepStrictEqual(await store.keyPairs.current(user.id, 'reader'), limits)
    assert.partialDeepStrictEqual(await known(), { scope, networks: [limits.networks], endsAtMs: 7_000 })
    await store.keyPairs.end(named.id, 6_000)
    assert.equal((await known())?.endsAtMs, 6_000)
  })

  test('a check learns of the networks that the administrator is limited to', async (t) => {
    const { store, user, pair } = await opened(t)
    const owner = { userId: user.id, accountId: user.accountId }
    await store.administrators.put({ ...NO_SETTINGS, ...owner, networks: ['198.51.100.7'] })
    assert.deepEqual((await store.keyPairs.known(pair.userKey))?.networks, [['198.51.100.7']])
  })

  test('a user has one current pair of a name, and no user key is there twice', async (t) => {
    const { store, user, pair } = await opened(t)
    await assert.rejects(store.keyPairs.insert(aPair(user)), { code: 'key.exists' })
    await store.keyPairs.insert(aPair(user, { name: 'importer' }))
    const ended = aPair(user, { userKey: pair.userKey, endsAtMs: 1 })
    await assert.rejects(store.keyPairs.insert(ended), { name: 'StorageError' })
  })

  test('an end comes forward and never goes back, and other names go on', async (t) => {
    const { store, user, pair } = await opened(t)
    await store.keyPairs.insert(aPair(user, { name: 'importer' }))
    await store.keyPairs.end(pair.id, 5_000)
    await store.keyPairs.end(pair.id, 9_000)
    assert.equal((await store.keyPairs.known(pair.userKey))?.endsAtMs, 5_000)
    await store.keyPairs.end(pair.id, 4_000)
    assert.equal((await store.keyPairs.known(pair.userKey))?.endsAtMs, 4_000)
    assert.ok(await store.keyPairs.current(user.id, 'importer'))
    await store.keyPairs.forgetEndedBefore(4_000)
    assert.ok(await store.keyPairs.known(pair.userKey))
    await store.keyPairs.forgetEndedBefore(4_001)
    assert.equal(await store.keyPairs.known(pair.userKey), null)
    assert.ok(await store.keyPairs.current(user.id, 'importer'))
  })

  test('check and limits change, and what is not named stays', async (t) => {
    const { store, pair } = await opened(t)
    const known = async () => {
      const { clockCheck, limits } = (await store.keyPairs.known(pair.userKey)) ?? {}
      return { clockCheck, limits }
    }
    await store.keyPairs.update(pair.id, { clockCheck: 'static' })
    await store.keyPairs.update(pair.id, { limits: { read: 100_000, domainWrite: 2 } })
    assert.deepEqual(await known(), { clockCheck: 'static', limits: { read: 100_000, domainWrite: 2 } })
    await store.keyPairs.update(pair.id, { limits: {} })
    assert.deepEqual(await known(), { clockCheck: 'static', limits: {} })
  })

  test('a signature is used once until its time has run out', async (t) => {
    const { store } = await opened(t)
    // Whichever of them comes first.
    const used = await Promise.all(Array.from({ length: 5 }, () => store.keyPairs.useOnce('a', 9_000)))
    assert.deepEqual(
      used.filter((isFirst) => isFirst),
      [true],
    )
    assert.equal(await store.keyPairs.useOnce('b', 9_000), true)
    await store.keyPairs.forgetUsed(8_999)
    assert.equal(await store.keyPairs.useOnce('a', 9_000), false)
    await store.keyPairs.forgetUsed(9_000)
    assert.equal(await store.keyPairs.useOnce('a', 9_000), true)
  })

  test('listeners hear of the user whatever changes of a pair', async (t) => {
    const { store, user, pair } = await opened(t)
    const heard: string[] = []
    store.onChange((ids) => heard.push(...ids))
    const changes = [
      () => store.keyPairs.update(pair.id, { clockCheck: 'strict' }),
      () => store.keyPairs.end(pair.id, 5_000),
      () => store.keyPairs.insert(aPair(user)),
      () => store.keyPairs.setStateOfAll('unconfirmed'),
      () => store.keyPairs.forgetEndedBefore(9_000),
      () => store.keyPairs.deleteOfUser(user.id),
      () => store.keyPairs.insert(aPair(user)),
      () => store.keyPairs.deleteAll(),
      () => store.users.update(user.id, { adminType: null }),
    ]
    for (const change of changes) {
      heard.length = 0
      await change()
      assert.deepEqual([...new Set(heard)], [user.id], String(change))
    }
  })

  test('pages hold each once, by id, and a new seal takes the place of the old', async (t) => {
    const { store, user, pair } = await opened(t)
    const other = aPair(user, { name: 'importer' })
    await store.keyPairs.insert(other)
    const page = async (after: string) => (await store.keyPairs.page(after, 1)).map(({ id }) => id)
    const [first = ''] = await page('')
    const [second = ''] = await page(first)
    assert.deepEqual([first, second], [pair.id, other.id].toSorted())
    assert.deepEqual(await page(second), [])
    await store.keyPairs.reseal(pair.id, Uint8Array.of(7))
    assert.deepEqual([...((await store.keyPairs.current(user.id, ''))?.sealed ?? [])], [7])
    assert.equal(await store.keyPairs.deleteOfUser(user.id), 2)
  })

  test('users are found by their part in the e-mail area', async (t) => {
    const { store, user } = await opened(t)
    const found = await store.users.list({ adminType: 'super' })
    assert.deepEqual(
      found.map(({ id, adminType }) => [id, adminType]),
      [[user.id, 'super']],
    )
    assert.deepEqual(await store.users.list({ adminType: 'limited' }), [])
  })
})

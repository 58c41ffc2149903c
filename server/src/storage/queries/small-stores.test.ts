import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser, onBothEngines, withUser } from '../../../../tests/support/stores.ts'

onBothEngines((engine) => {
  test('links: one-time, by digest, with or without a user', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store)
    const setup = { digest: 'a', kind: 'setup', userId: null, expiresAtMs: 1 } as const
    const invitation = { digest: 'b', kind: 'invitation', userId: user.id, expiresAtMs: 2 } as const
    await store.links.insert(setup)
    await store.links.insert(invitation)
    assert.deepEqual(await store.links.byDigest('a'), setup)
    assert.deepEqual(await store.links.byDigest('b'), invitation)
    assert.equal(await store.links.byDigest('c'), null)
    assert.deepEqual([await store.links.delete('a'), await store.links.delete('a')], [true, false])
  })

  test('links: all of one kind and user go together, those of nobody too', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store)
    const other = aUser()
    await store.users.insert(other)
    await store.links.insert({ digest: 'a', kind: 'invitation', userId: user.id, expiresAtMs: 1 })
    await store.links.insert({ digest: 'b', kind: 'invitation', userId: other.id, expiresAtMs: 1 })
    await store.links.insert({ digest: 'c', kind: 'setup', userId: null, expiresAtMs: 1 })
    await store.links.insert({ digest: 'd', kind: 'setup', userId: user.id, expiresAtMs: 1 })
    await store.links.deleteOf('invitation', user.id)
    await store.links.deleteOf('setup', null)
    const left = await Promise.all(['a', 'b', 'c', 'd'].map((digest) => store.links.byDigest(digest)))
    assert.deepEqual(
      left.map((link) => link?.digest ?? null),
      [null, 'b', null, 'd'],
    )
  })

  test('tokens: a deletion is new once, and remembered until the token has expired', async (t) => {
    const store = await engine.open(t)
    assert.equal(await store.tokens.markDeleted('t1', 'u', 100), true)
    assert.equal(await store.tokens.markDeleted('t1', 'u', 100), false)
    await store.tokens.markDeleted('t2', 'u', 200)
    assert.deepEqual((await store.tokens.deleted()).toSorted(), ['t1', 't2'])
    assert.equal(await store.tokens.isDeleted(['t0', 't1']), true)
    assert.equal(await store.tokens.isDeleted(['t0']), false)
    assert.equal(await store.tokens.isDeleted([]), false)
    await store.tokens.forgetExpired(100)
    assert.deepEqual(await store.tokens.deleted(), ['t2'])
  })

  test('tokens: of eight who delete at once, one did it', async (t) => {
    const store = await engine.open(t)
    const marks = Array.from({ length: 8 }, () => store.tokens.markDeleted('t', 'u', 1))
    assert.equal((await Promise.all(marks)).filter(Boolean).length, 1)
  })

  test('endpoints: stable numbers, never given out again', async (t) => {
    const store = await engine.open(t)
    const endpoint = {
      name: 'cloudFiles',
      type: 'object-store',
      region: 'DFW',
      publicUrl: 'https://dfw.example/%(tenant_id)s',
      internalUrl: null,
    }
    assert.deepEqual(await store.endpoints.insert(endpoint), { ...endpoint, id: 1 })
    const second = await store.endpoints.insert({ ...endpoint, region: null, internalUrl: 'http://in' })
    assert.deepEqual(second, { ...endpoint, id: 2, region: null, internalUrl: 'http://in' })
    assert.equal(await store.endpoints.delete('cloudFiles'), 2)
    assert.equal((await store.endpoints.insert(endpoint)).id, 3)
    assert.deepEqual(await store.endpoints.list(), [{ ...endpoint, id: 3 }])
  })

  test('endpoints: the same name, type and region is refused, also without a region', async (t) => {
    const store = await engine.open(t)
    for (const region of ['DFW', null]) {
      const endpoint = { name: 'n', type: 't', region, publicUrl: 'https://x', internalUrl: null }
      await store.endpoints.insert(endpoint)
      await assert.rejects(store.endpoints.insert(endpoint), { code: 'endpoint.exists' })
      await store.endpoints.insert({ ...endpoint, type: 't2' })
    }
    assert.equal((await store.endpoints.list()).length, 4)
  })

  test('endpoints: one region of a service can go alone', async (t) => {
    const store = await engine.open(t)
    for (const region of ['DFW', 'ORD']) {
      await store.endpoints.insert({
        name: 'n',
        type: 't',
        region,
        publicUrl: 'https://x',
        internalUrl: null,
      })
    }
    assert.equal(await store.endpoints.delete('n', 'DFW'), 1)
    assert.equal(await store.endpoints.delete('n', 'DFW'), 0)
    assert.equal(await store.endpoints.delete('other'), 0)
    assert.deepEqual(
      (await store.endpoints.list()).map(({ region }) => region),
      ['ORD'],
    )
  })

  test('results: forgotten in one account, or in all', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store)
    await store.accounts.insert(anAccount({ id: '100002' }))
    const other = aUser({ accountId: '100002' })
    await store.users.insert(other)
    const sealed = new Uint8Array([1])
    for (const { id: userId, accountId } of [user, other])
      await store.results.insert({
        userId,
        accountId,
        idempotencyKey: 'k',
        request: 'r',
        sealed,
        createdAtMs: 1,
      })
    await store.results.forgetAll('100002')
    assert.ok(await store.results.find(user.id, 'k'))
    assert.equal(await store.results.find(other.id, 'k'), null)
    await store.results.forgetAll()
    assert.equal(await store.results.find(user.id, 'k'), null)
  })

  test('results: found by user and key; a later one takes the place of an earlier one', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store)
    const result = {
      userId: user.id,
      accountId: user.accountId,
      idempotencyKey: 'once',
      request: 'r1',
      sealed: new Uint8Array([0, 255]),
      createdAtMs: 10,
    }
    await store.results.insert(result)
    assert.deepEqual(await store.results.find(user.id, 'once'), result)
    assert.equal(await store.results.find(user.id, 'twice'), null)
    assert.equal(await store.results.find('nobody', 'once'), null)
    const later = { ...result, request: 'r2', sealed: new Uint8Array([7]), createdAtMs: 20 }
    await store.results.insert(later)
    assert.deepEqual(await store.results.find(user.id, 'once'), later)
    await store.results.forgetBefore(20)
    assert.ok(await store.results.find(user.id, 'once'))
    await store.results.forgetBefore(21)
    assert.equal(await store.results.find(user.id, 'once'), null)
  })

  test('networks: the latest success counts, whatever the order of writing', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store)
    for (const atMs of [20, 30, 10]) await store.networks.recordSuccess(user.id, '192.0.2.0/24', atMs)
    assert.equal(await store.networks.lastSuccessMs(user.id, '192.0.2.0/24'), 30)
    assert.equal(await store.networks.lastSuccessMs(user.id, '198.51.100.0/24'), null)
  })

  test('networks: a user who is gone meanwhile is no fault', async (t) => {
    const store = await engine.open(t)
    await store.networks.recordSuccess('nobody', '192.0.2.0/24', 1)
    assert.equal(await store.networks.lastSuccessMs('nobody', '192.0.2.0/24'), null)
  })

  test('ring: data keys with their bytes, oldest first', async (t) => {
    const store = await engine.open(t)
    const { account } = await withUser(store)
    const lookup = {
      id: 'k2',
      purpose: 'lookup',
      accountId: '',
      wrapped: new Uint8Array([1]),
      createdAtMs: 1,
    } as const
    const own = {
      id: 'k1',
      purpose: 'account',
      accountId: account.id,
      wrapped: new Uint8Array([2]),
      createdAtMs: 2,
    } as const
    await store.ring.insert(own)
    await store.ring.insert(lookup)
    assert.deepEqual(await store.ring.list(), [lookup, own])
    await store.ring.replace('k1', new Uint8Array([3, 4]))
    await store.ring.delete('k2')
    assert.deepEqual(await store.ring.list(), [{ ...own, wrapped: new Uint8Array([3, 4]) }])
  })

  test('meta: the last value set', async (t) => {
    const store = await engine.open(t)
    assert.equal(await store.meta.get('check'), null)
    await store.meta.set('check', 'one')
    await store.meta.set('check', 'two')
    assert.equal(await store.meta.get('check'), 'two')
  })
})

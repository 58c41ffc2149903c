import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aKey, anAccount, aUser, onBothEngines, withUser } from '../../../../tests/support/stores.ts'
import type { User } from '../../domain/users/user.ts'

onBothEngines((engine) => {
  test('a user comes back as written, roles sorted', async (t) => {
    const store = await engine.open(t)
    await store.accounts.insert(anAccount())
    const user = aUser({
      name: 'Ànna.B',
      email: 'anna@example.org',
      roles: ['b', 'a', 'b'],
      passwordHash: '$argon2id$',
      passwordId: 'p1',
      passwordChangedAtMs: 5,
      defaultRegion: 'DFW',
    })
    await store.users.insert(user)
    const expected = { ...user, roles: ['a', 'b'] }
    assert.deepEqual(await store.users.byId(user.id), expected)
    assert.deepEqual(await store.users.list({}), [expected])
  })

  test('a name is taken in any spelling, in any account', async (t) => {
    const store = await engine.open(t)
    await store.accounts.insert(anAccount())
    await store.accounts.insert(anAccount({ id: '100002' }))
    await store.users.insert(aUser({ name: 'Anna' }))
    for (const name of ['Anna', 'anna', 'ANNA', 'Ａnna']) {
      await assert.rejects(store.users.insert(aUser({ name, accountId: '100002' })), { code: 'user.exists' })
    }
    assert.equal(await store.users.count(), 1)
  })

  test('a user is found by any spelling of the name', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store, { name: 'Åsa' })
    for (const name of ['Åsa', 'åsa', 'ÅSA', 'A\u030asa']) {
      assert.equal((await store.users.byName(name))?.id, user.id, name)
    }
  })

  test('names that no user can have find nobody, and fail nothing', async (t) => {
    const store = await engine.open(t)
    await withUser(store, { name: 'Anna' })
    for (const name of [
      '',
      'nobody',
      'anna\0',
      '\0',
      '\ud800',
      "'; drop table users; --",
      'x'.repeat(100_000),
    ]) {
      assert.equal(await store.users.byName(name), null)
    }
    assert.equal(await store.users.byId("' or 1=1 --"), null)
  })

  test('a new name is taken from then on, the old one is free', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store, { name: 'Anna' })
    await store.users.update(user.id, { name: 'Bertha' })
    await assert.rejects(store.users.insert(aUser({ name: 'BERTHA' })), { code: 'user.exists' })
    await store.users.insert(aUser({ name: 'anna' }))
    await assert.rejects(store.users.update(user.id, { name: 'ANNA' }), { code: 'user.exists' })
  })

  test('an update changes what it names and nothing else', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store, { email: 'a@example.org', roles: ['a'] })
    const change: Partial<User> = {
      email: null,
      enabled: false,
      roles: ['c', 'b'],
      passwordHash: 'h',
      passwordId: 'i',
      passwordChangedAtMs: 9,
      defaultRegion: 'ORD',
      updatedAtMs: 10,
    }
    await store.users.update(user.id, change)
    assert.deepEqual(await store.users.byId(user.id), { ...user, ...change, roles: ['b', 'c'] })
    await store.users.update(user.id, { roles: [] })
    assert.deepEqual((await store.users.byId(user.id))?.roles, [])
    await store.users.update(user.id, {})
    assert.equal((await store.users.byId(user.id))?.enabled, false)
  })

  test('an update of nobody changes nothing and fails nothing', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store)
    await store.users.update('nobody', { enabled: false, roles: ['a'] })
    assert.deepEqual(await store.users.byId(user.id), user)
  })

  test('lists filter by account and by e-mail address', async (t) => {
    const store = await engine.open(t)
    await store.accounts.insert(anAccount())
    await store.accounts.insert(anAccount({ id: '100002' }))
    const one = aUser({ name: 'one', email: 'x@example.org', roles: ['a', 'b'] })
    const two = aUser({ name: 'two', email: 'y@example.org' })
    const three = aUser({ name: 'three', email: 'x@example.org', accountId: '100002' })
    for (const user of [one, two, three]) await store.users.insert(user)
    const names = async (filter: { accountId?: string; email?: string }) =>
      (await store.users.list(filter)).map(({ name }) => name)
    assert.deepEqual(await names({}), ['one', 'two', 'three'])
    assert.deepEqual(await names({ accountId: '100001' }), ['one', 'two'])
    assert.deepEqual(await names({ email: 'x@example.org' }), ['one', 'three'])
    assert.deepEqual(await names({ accountId: '100002', email: 'y@example.org' }), [])
    const counts = [undefined, '100001', '100002', '999999'].map((accountId) => store.users.count(accountId))
    assert.deepEqual(await Promise.all(counts), [3, 2, 1, 0])
  })

  test('holding a user says whether there is one, and changes nothing', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store)
    assert.equal(await store.users.hold(user.id), true)
    assert.equal(await store.users.hold('nobody'), false)
    assert.deepEqual(await store.users.byId(user.id), user)
  })

  test('a deleted user leaves nothing behind', async (t) => {
    const store = await engine.open(t)
    const { user, key, account } = await withUser(store, { roles: ['a'] })
    const place = { userId: user.id, accountId: account.id }
    await store.sessions.insert({
      ...place,
      digest: 's',
      createdAtMs: 1,
      lastSeenAtMs: 1,
      provenAtMs: null,
      address: '',
      client: '',
      method: 'password',
    })
    await store.links.insert({ digest: 'l', kind: 'invitation', userId: user.id, expiresAtMs: 1 })
    await store.networks.recordSuccess(user.id, '192.0.2.1', 1)
    await store.results.insert({
      ...place,
      idempotencyKey: 'i',
      request: 'r',
      sealed: new Uint8Array(1),
      createdAtMs: 1,
    })
    await store.calls.add([
      {
        ...place,
        keyId: key.id,
        dialect: 'native',
        outcome: 'valid',
        client: 'c',
        network: 'n',
        hourMs: 0,
        calls: 1,
        firstAtMs: 1,
        lastAtMs: 1,
      },
    ])
    await store.users.delete(user.id, 1)
    assert.deepEqual(
      [
        await store.users.byId(user.id),
        await store.users.known(user.id),
        await store.keys.known(key.digest),
        await store.keys.byId(key.id),
        await store.sessions.byDigest('s'),
        await store.links.byDigest('l'),
        await store.networks.lastSuccessMs(user.id, '192.0.2.1'),
        await store.results.find(user.id, 'i'),
      ],
      Array.from({ length: 8 }, () => null),
    )
    assert.deepEqual(await store.calls.ofUser(user.id, 0), [])
  })

  test('what a token check needs: user, account, roles and every key kept', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store, {
      roles: ['b', 'a'],
      email: 'a@example.org',
      passwordId: 'p',
    })
    const ended = aKey(user, { endsAtMs: 5, createdAtMs: 1, state: 'lost' })
    await store.keys.insert(ended)
    assert.deepEqual(await store.users.known(user.id), {
      id: user.id,
      name: user.name,
      accountId: user.accountId,
      roles: ['a', 'b'],
      usable: true,
      sessionIdleSeconds: 1_800,
      email: 'a@example.org',
      defaultRegion: null,
      passwordId: 'p',
      keys: [
        { id: key.id, endsAtMs: null, state: 'active' },
        { id: ended.id, endsAtMs: 5, state: 'lost' },
      ],
      resetKeepsTokens: false,
    })
    assert.equal(await store.users.known('nobody'), null)
  })

  test('a disabled user and a suspended account are not usable', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store)
    await store.users.update(user.id, { enabled: false })
    assert.equal((await store.users.known(user.id))?.usable, false)
    await store.users.update(user.id, { enabled: true })
    await store.accounts.update(user.accountId, { enabled: false, resetKeepsTokens: true })
    const known = await store.users.known(user.id)
    assert.deepEqual([known?.usable, known?.resetKeepsTokens], [false, true])
  })
})

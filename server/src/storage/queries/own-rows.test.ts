import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser, newId, onBothEngines, withUser } from '../../../../tests/support/stores.ts'
import type { OpenedStore } from '../opened-store.ts'

/** Two users of one account, by the names that rows know them by. */
async function twoUsers(store: OpenedStore) {
  const { user } = await withUser(store)
  const other = aUser()
  await store.users.insert(other)
  return [user, other].map(({ id: userId, accountId }) => ({ userId, accountId }))
}

onBothEngines((engine) => {
  async function opened(t: Parameters<typeof engine.open>[0]) {
    const store = await engine.open(t)
    const [mine, theirs] = await twoUsers(store)
    assert.ok(mine && theirs)
    return { store, mine, theirs }
  }

  test('support PINs: one for each user; a later one takes the place of the earlier', async (t) => {
    const { store, mine, theirs } = await opened(t)
    const sealed = Uint8Array.of(0, 255, 1)
    await store.supportPins.put({ ...mine, sealed: Uint8Array.of(9), wrongChecks: 3 })
    await store.supportPins.put({ ...theirs, sealed: Uint8Array.of(7), wrongChecks: 1 })
    await store.supportPins.put({ ...mine, sealed, wrongChecks: 0 })
    const found = await store.supportPins.ofUser(mine.userId)
    assert.deepEqual([[...(found?.sealed ?? [])], found?.wrongChecks], [[0, 255, 1], 0])
    assert.equal((await store.supportPins.ofUser(theirs.userId))?.wrongChecks, 1)
  })

  test('support PINs: page by page each once, in the order of the users; then none', async (t) => {
    const { store, mine, theirs } = await opened(t)
    for (const one of [mine, theirs]) {
      await store.supportPins.put({ ...one, sealed: Uint8Array.of(1), wrongChecks: 0 })
    }
    const page = async (after: string) => (await store.supportPins.page(after, 1)).map(({ userId }) => userId)
    const [first = ''] = await page('')
    const [second = ''] = await page(first)
    const ids = [first, second, ...(await page(second))]
    assert.deepEqual(ids, [mine.userId, theirs.userId].toSorted())
    await store.supportPins.deleteAll()
    assert.deepEqual(await store.supportPins.page('', 10), [])
  })

  test('old passwords: the latest first, as many as asked for, of one user', async (t) => {
    const { store, mine, theirs } = await opened(t)
    for (const [hash, atMs] of [
      ['b', 20],
      ['c', 30],
      ['a', 10],
    ] as const) {
      await store.passwords.remember(mine.userId, hash, atMs)
    }
    await store.passwords.remember(theirs.userId, 'theirs', 40)
    assert.deepEqual(await store.passwords.recent(mine.userId, 2), ['c', 'b'])
    assert.deepEqual(await store.passwords.recent(mine.userId, 9), ['c', 'b', 'a'])
    assert.deepEqual(await store.passwords.recent(newId(), 9), [])
  })

  test('access rules: deleted by their user alone, and told once', async (t) => {
    const { store, mine, theirs } = await opened(t)
    const rule = { id: newId(), service: 'object-store', method: 'GET', path: '/v1/**' }
    await store.accessRules.insert({ ...rule, ...mine })
    const [found] = await store.accessRules.ofUser(mine.userId)
    assert.deepEqual({ ...found }, rule)
    assert.deepEqual(await store.accessRules.ofUser(theirs.userId), [])
    assert.equal(await store.accessRules.delete(theirs.userId, rule.id), false)
    const deleted = [
      await store.accessRules.delete(mine.userId, rule.id),
      await store.accessRules.delete(mine.userId, rule.id),
    ]
    assert.deepEqual(deleted, [true, false])
  })

  test('access rules: in the order of service, path and method, whatever the order of making', async (t) => {
    const { store, mine } = await opened(t)
    const texts = ['b /a GET', 'a /b PUT', 'a /b GET', 'a /a PUT']
    for (const text of texts) {
      const [service = '', path = '', method = ''] = text.split(' ')
      await store.accessRules.insert({ id: newId(), ...mine, service, method, path })
    }
    const rules = await store.accessRules.ofUser(mine.userId)
    const found = rules.map(({ service, path, method }) => `${service} ${path} ${method}`)
    assert.deepEqual(found, texts.toSorted())
  })

  test('failed factors: those after a moment, oldest first, of one user', async (t) => {
    const { store, mine, theirs } = await opened(t)
    for (const atMs of [30, 10, 20]) await store.factorFailures.insert({ id: newId(), ...mine, atMs })
    await store.factorFailures.insert({ id: newId(), ...theirs, atMs: 25 })
    assert.deepEqual(await store.factorFailures.since(mine.userId, 10), [20, 30])
    await store.factorFailures.forgetBefore(20)
    assert.deepEqual(await store.factorFailures.since(mine.userId, 0), [20, 30])
    await store.factorFailures.deleteAll(mine.userId)
    assert.deepEqual(await store.factorFailures.since(mine.userId, 0), [])
    assert.deepEqual(await store.factorFailures.since(theirs.userId, 0), [25])
  })

  test('pending logins: taken once, and gone at the moment they expire', async (t) => {
    const { store, mine, theirs } = await opened(t)
    const login = (digest: string, expiresAtMs: number, owner = mine) =>
      store.pendingLogins.insert({ digest, ...owner, passwordId: newId(), expiresAtMs })
    await login('a', 10)
    await login('b', 11)
    await login('c', 10, theirs)
    await store.pendingLogins.forgetExpired(10)
    assert.equal(await store.pendingLogins.byDigest('a'), null)
    assert.equal((await store.pendingLogins.byDigest('b'))?.userId, mine.userId)
    const taken = await Promise.all([1, 2, 3, 4].map(() => store.pendingLogins.delete('b')))
    assert.equal(taken.filter(Boolean).length, 1)
  })

  test('pending logins: all of one user go, others stay', async (t) => {
    const { store, mine, theirs } = await opened(t)
    for (const [digest, owner] of [
      ['a', mine],
      ['b', mine],
      ['c', theirs],
    ] as const) {
      await store.pendingLogins.insert({ digest, ...owner, passwordId: newId(), expiresAtMs: 99 })
    }
    await store.pendingLogins.deleteOfUser(mine.userId)
    const left = await Promise.all(['a', 'b', 'c'].map((digest) => store.pendingLogins.byDigest(digest)))
    assert.deepEqual(
      left.map((login) => login?.userId ?? null),
      [null, null, theirs.userId],
    )
  })

  test('recovery codes: each opens once, for its user, until it ends', async (t) => {
    const { store, mine, theirs } = await opened(t)
    const code = (digest: string, expiresAtMs: number | null) => {
      return { digest, ...mine, createdAtMs: 1, expiresAtMs }
    }
    await store.recoveryCodes.insert([code('printed', null), code('given', 10)])
    const take = (digest: string, nowMs: number, { userId } = mine) =>
      store.recoveryCodes.take(userId, digest, nowMs)
    assert.equal(await take('printed', 1, theirs), false)
    assert.equal(await take('given', 10), false)
    assert.equal(await take('given', 9), true)
    const taken = await Promise.all([1, 2, 3, 4].map(() => take('printed', 9e15)))
    assert.equal(taken.filter(Boolean).length, 1)
    assert.deepEqual(await store.recoveryCodes.ofUser(mine.userId), [])
  })

  for (const [which, left] of [
    ['printed', ['given']],
    ['every', []],
  ] as const) {
    test(`recovery codes: ${which} ones of one user go, those of others stay`, async (t) => {
      const { store, mine, theirs } = await opened(t)
      await store.recoveryCodes.insert([
        { digest: 'printed', ...mine, createdAtMs: 1, expiresAtMs: null },
        { digest: 'given', ...mine, createdAtMs: 1, expiresAtMs: 10 },
        { digest: 'theirs', ...theirs, createdAtMs: 1, expiresAtMs: null },
      ])
      await store.recoveryCodes.deleteAll(which, mine.userId)
      const digests = (await store.recoveryCodes.ofUser(mine.userId)).map(({ digest }) => digest)
      assert.deepEqual(digests, left)
      assert.equal((await store.recoveryCodes.ofUser(theirs.userId)).length, 1)
    })
  }

  test('roles that operators made: by name, once, and gone from everybody who had them', async (t) => {
    const store = await engine.open(t)
    const { user } = await withUser(store, { roles: ['b', 'keep'] })
    const other = aUser({ roles: ['b'] })
    await store.users.insert(other)
    for (const name of ['b', 'a']) {
      await store.roles.insert({ name, description: '', givenByAccounts: name === 'a', createdAtMs: 5 })
    }
    await store.roles.describe('a', 'for a')
    assert.deepEqual(await store.roles.list(), [
      { name: 'a', description: 'for a', givenByAccounts: true, createdAtMs: 5 },
      { name: 'b', description: '', givenByAccounts: false, createdAtMs: 5 },
    ])
    assert.deepEqual([await store.roles.delete('b'), await store.roles.delete('b')], [2, null])
    const left = await Promise.all([user, other].map(({ id }) => store.users.byId(id)))
    assert.deepEqual(
      left.map((one) => one?.roles),
      [['keep'], []],
    )
  })

  test('service rules: methods as they were given, none included; a deletion tells what it was', async (t) => {
    const store = await engine.open(t)
    const rules = [
      { id: newId(), service: 'files', methods: ['GET', 'PUT'], path: '/a', role: 'r' },
      { id: newId(), service: 'files', methods: [], path: '/b', role: 'r' },
      { id: newId(), service: 'clock', methods: ['GET'], path: '/z', role: 'r' },
    ] as const
    for (const rule of rules) await store.serviceRules.insert(rule)
    assert.deepEqual(await store.serviceRules.list(), [rules[2], rules[0], rules[1]])
    assert.deepEqual(await store.serviceRules.delete(rules[1].id), rules[1])
    assert.equal(await store.serviceRules.delete(rules[1].id), null)
  })

  test('a user’s own rows go with the user, those of others stay', async (t) => {
    const { store, mine, theirs } = await opened(t)
    for (const owner of [mine, theirs]) {
      await store.supportPins.put({ ...owner, sealed: Uint8Array.of(1), wrongChecks: 0 })
      await store.secretAnswers.put(owner.userId, '1', 'hash')
      await store.passwords.remember(owner.userId, 'hash', 1)
      await store.accessRules.insert({ id: newId(), ...owner, service: 's', method: 'GET', path: '/' })
      await store.factorFailures.insert({ id: newId(), ...owner, atMs: 5 })
      const code = { digest: newId(), ...owner, createdAtMs: 1, expiresAtMs: null }
      await store.recoveryCodes.insert([code])
    }
    await store.users.delete(mine.userId, 1)
    const countOf = async ({ userId }: typeof mine) => [
      (await store.supportPins.ofUser(userId)) === null ? 0 : 1,
      (await store.passwords.recent(userId, 9)).length,
      (await store.accessRules.ofUser(userId)).length,
      (await store.factorFailures.since(userId, 0)).length,
      (await store.recoveryCodes.ofUser(userId)).length,
    ]
    assert.deepEqual(await countOf(mine), [0, 0, 0, 0, 0])
    assert.deepEqual(await countOf(theirs), [1, 1, 1, 1, 1])
  })
})

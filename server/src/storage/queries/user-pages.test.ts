import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aKey, anAccount, aUser, onBothEngines, withUser } from '../../../../tests/support/stores.ts'
import type { Stores } from '../../domain/store.ts'
import { stateOf } from '../../domain/users/listed-user.ts'
import type { UserPageQuery } from '../../domain/users/stores.ts'
import type { User } from '../../domain/users/user.ts'

const HOUR_MS = 3_600_000
const A_CALL = {
  dialect: 'native',
  outcome: 'valid',
  client: 'curl/8',
  network: '192.0.2.1',
  hourMs: 0,
  calls: 1,
  firstAtMs: 10,
  lastAtMs: 20,
} as const
const BY_NAME = { accountId: '100001', sort: 'name', descending: false, limit: 100 } as const

async function fill(store: Stores, users: readonly Partial<User>[]): Promise<void> {
  await store.accounts.insert(anAccount())
  await store.accounts.insert(anAccount({ id: '100002' }))
  for (const user of users) await store.users.insert(aUser(user))
}

const namesOf = async (store: Stores, query: Partial<UserPageQuery> = {}) =>
  (await store.users.page({ ...BY_NAME, ...query })).map(({ user }) => user.name)

/** Every page, each asked for by the last user of the one before. */
async function allPages(store: Stores, query: UserPageQuery): Promise<readonly string[]> {
  const names: string[] = []
  for (let after: User | undefined; ; ) {
    const page = await store.users.page({ ...query, ...(after && { after }) })
    names.push(...page.map(({ user }) => user.name))
    after = page.at(-1)?.user
    if (!after || page.length < query.limit) return names
  }
}

onBothEngines((engine) => {
  test('pages hold each user of the account once, in order, whatever the order and the size', async (t) => {
    const store = await engine.open(t)
    // Moments that several share: only the id tells their order.
    const people = ['Zoe', 'anna', 'Bob', 'cleo', 'Dora', 'emil', 'fred'].map((name, at) => ({
      name,
      createdAtMs: 1_000 + (at >> 1),
    }))
    await fill(store, [...people, { name: 'other', accountId: '100002' }])
    for (const sort of ['name', 'created'] as const) {
      for (const descending of [false, true]) {
        const whole = await namesOf(store, { sort, descending })
        assert.equal(new Set(whole).size, 7)
        for (const limit of [1, 2, 3, 7]) {
          const query = { ...BY_NAME, sort, descending, limit }
          assert.deepEqual(await allPages(store, query), whole, `${sort} ${descending} ${limit}`)
        }
      }
    }
    assert.deepEqual(await namesOf(store), ['anna', 'Bob', 'cleo', 'Dora', 'emil', 'fred', 'Zoe'])
    assert.equal((await namesOf(store, { sort: 'created' })).at(-1), 'fred')
  })

  test('a user made between two pages moves nobody', async (t) => {
    const store = await engine.open(t)
    await fill(store, [{ name: 'b' }, { name: 'd' }, { name: 'f' }])
    const [, last] = await store.users.page({ ...BY_NAME, limit: 2 })
    assert.ok(last)
    await store.users.insert(aUser({ name: 'a' }))
    await store.users.insert(aUser({ name: 'e' }))
    assert.deepEqual(await namesOf(store, { after: last.user }), ['e', 'f'])
  })

  test('text is looked for in names and addresses, in any case, each sign for itself', async (t) => {
    const store = await engine.open(t)
    await fill(store, [
      { name: 'Anna.Berg', email: 'a@one.example' },
      { name: 'bob_x', email: 'BOB@Two.example' },
      { name: 'bobax', email: null },
    ])
    const found: readonly [string, readonly string[]][] = [
      ['BERG', ['Anna.Berg']],
      ['two.EX', ['bob_x']],
      ['example', ['Anna.Berg', 'bob_x']],
      ['b_x', ['bob_x']],
      ['%', []],
      ['\\', []],
      ["'", []],
      ['', ['Anna.Berg', 'bob_x', 'bobax']],
    ]
    for (const [text, names] of found) assert.deepEqual(await namesOf(store, { text }), names, text)
  })

  test('the state of a page is the state that is asked for: each user has one', async (t) => {
    const store = await engine.open(t)
    const invited = aUser({ name: 'invited' })
    const joined = aUser({ name: 'joined', passwordHash: 'x', passwordId: 'p' })
    const shut = aUser({ name: 'shut', enabled: false })
    await fill(store, [invited, joined, shut, { name: 'program' }])
    for (const { id } of [invited, joined, shut]) {
      await store.links.insert({ digest: `l-${id}`, kind: 'invitation', userId: id, expiresAtMs: 9 })
    }
    assert.deepEqual(await namesOf(store, { state: 'invited' }), ['invited'])
    assert.deepEqual(await namesOf(store, { state: 'active' }), ['joined', 'program'])
    assert.deepEqual(await namesOf(store, { state: 'disabled' }), ['shut'])
    for (const state of ['invited', 'active', 'disabled'] as const) {
      const page = await store.users.page({ ...BY_NAME, state })
      assert.deepEqual([...new Set(page.map(stateOf))], [state])
    }
  })

  test('a role finds those who were given it, and shows all roles of each', async (t) => {
    const store = await engine.open(t)
    await fill(store, [{ name: 'a', roles: ['x', 'b'] }, { name: 'b', roles: ['b'] }, { name: 'c' }])
    const [only, ...more] = await store.users.page({ ...BY_NAME, role: 'x' })
    assert.deepEqual([only?.user.roles, more.length], [['b', 'x'], 0])
  })

  test('one user has the last invitation and the last sign-in of all networks; nobody has neither', async (t) => {
    const store = await engine.open(t)
    const user = aUser()
    await fill(store, [user])
    assert.deepEqual(await store.users.listed(user.id), {
      user,
      invitationEndsAtMs: null,
      lastSignInMs: null,
      key: null,
    })
    await store.networks.recordSuccess(user.id, '192.0.2.0/24', 5)
    await store.networks.recordSuccess(user.id, '198.51.100.0/24', 7)
    await store.links.insert({ digest: 'l', kind: 'invitation', userId: user.id, expiresAtMs: 9 })
    const facts = { invitationEndsAtMs: 9, lastSignInMs: 7, key: null }
    assert.deepEqual(await store.users.listed(user.id), { user, ...facts })
    assert.equal(await store.users.listed('f'.repeat(32)), null)
  })

  test('a user has the age of the live key, and its last use that succeeded, whatever other keys did', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    const age = async () => (await store.users.listed(user.id))?.key
    await store.keys.insert(aKey(user, { createdAtMs: 1, endsAtMs: 5_000 }))
    assert.deepEqual(await age(), { createdAtMs: key.createdAtMs, lastUseMs: null })
    const call = { ...A_CALL, accountId: user.accountId, userId: user.id, keyId: key.id }
    const later = { hourMs: 2 * HOUR_MS, firstAtMs: 2 * HOUR_MS, lastAtMs: 2 * HOUR_MS + 90 }
    await store.calls.add([
      { ...call, lastAtMs: 20 },
      { ...call, ...later, client: 'a' },
      { ...call, ...later, client: 'b', lastAtMs: 2 * HOUR_MS + 30 },
      { ...call, ...later, outcome: 'expired', lastAtMs: 2 * HOUR_MS + 99 },
      { ...call, ...later, keyId: 'another', lastAtMs: 2 * HOUR_MS + 99 },
    ])
    assert.deepEqual(await age(), { createdAtMs: key.createdAtMs, lastUseMs: 2 * HOUR_MS + 90 })
    const [listed] = await store.users.page({ ...BY_NAME, accountId: user.accountId })
    assert.deepEqual(listed?.key, await age())
    await store.keys.end(key.id, 3 * HOUR_MS)
    assert.equal(await age(), null)
  })

  test('the count of a filter is the number of users on all its pages', async (t) => {
    const store = await engine.open(t)
    await fill(store, [
      { name: 'ann', roles: ['x'] },
      { name: 'anton', enabled: false },
      { name: 'bert', roles: ['x'], enabled: false },
      { name: 'anna', accountId: '100002' },
    ])
    const filters = [
      {},
      { accountId: '100001' },
      { accountId: '100001', text: 'AN' },
      { role: 'x' },
      { role: 'nobody' },
      { state: 'disabled', text: 'an' },
      { state: 'invited' },
      { outOfSight: { roles: ['x'], exceptUserId: '' } },
    ] as const
    for (const filter of filters) {
      const names = await allPages(store, { sort: 'name', descending: false, limit: 2, ...filter })
      assert.equal(await store.users.countMatching(filter), names.length, JSON.stringify(filter))
    }
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, type TestUser } from '../../../../tests/support/app.ts'
import { changingNothing } from '../../../../tests/support/changing-nothing.ts'
import { setUpApp } from '../../../../tests/support/factors.ts'
import { call, passwordTokenOf } from '../../../../tests/support/identity.ts'

// What `identity:user-manage-limited` is good for (identity of the vendor, "user roles"), cell by cell: F-10, S-80, S-81.

const HELPER = 'identity:user-manage-limited'
const PASSWORD = 'fifteen or more of these'
const app = await openTestApp()
const accountId = await app.addAccount('alpha')
const otherAccountId = await app.addAccount('beta')

let people = 0
const person = (role: string, where = accountId) => {
  const email = `person${++people}@example.com`
  return app.addUser(`person${people}`, { accountId: where, roles: [role], password: PASSWORD, email })
}
const helper = await person(HELPER)
const token = await passwordTokenOf(app, helper.username, PASSWORD)

/** Whom a helper acts on. The one who is acted on is new in each cell. */
const ON: Readonly<Record<string, () => Promise<TestUser>>> = {
  'a user': () => person('identity:default'),
  'a user with a customer role': () => person('reader'),
  itself: async () => helper,
  'another helper': () => person(HELPER),
  'a manager': () => person('identity:user-manage'),
  'the owner': () => person('identity:user-admin'),
  'staff in the account': () => person('identity:admin'),
  'a service in the account': () => person('service'),
  'a user of another account': () => person('identity:default', otherAccountId),
}
/** In the order of the relations above. */
const HELPS = (ok: number, onItself: number) => [ok, ok, onItself, 403, 403, 403, 403, 403, 404]
const NEVER = (onItself = 403) => [403, 403, onItself, 403, 403, 403, 403, 403, 404]

const KEY = 'OS-KSADM/credentials/RAX-KSKEY:apiKeyCredentials'
const READER_ID = 'd5a1c60f2b7e4938a4f06b9de1c37a52'

interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly body?: unknown
  readonly answers: readonly number[]
}

const BYPASS = (count: string) => ({
  'RAX-AUTH:bypassCodes': { numberOfCodes: count, validityDuration: 'PT30M' },
})

const OPERATIONS: Readonly<Record<string, Operation>> = {
  'reads the user': { method: 'GET', path: '', answers: HELPS(200, 200) },
  'asks for the administrators': { method: 'GET', path: '/RAX-AUTH/admins', answers: HELPS(200, 200) },
  'lists roles': { method: 'GET', path: '/roles', answers: HELPS(200, 200) },
  'changes the address': {
    method: 'PUT',
    path: '',
    body: { user: { email: 'other@example.com' } },
    answers: HELPS(200, 403),
  },
  disables: { method: 'PUT', path: '', body: { user: { enabled: false } }, answers: HELPS(200, 403) },
  'changes address and state at once': {
    method: 'PUT',
    path: '',
    body: { user: { email: 'other@example.com', enabled: false } },
    answers: HELPS(200, 403),
  },
  'changes the name': { method: 'PUT', path: '', body: { user: { username: 'renamed' } }, answers: NEVER() },
  'changes the name beside the address': {
    method: 'PUT',
    path: '',
    body: { user: { username: 'renamed', email: 'other@example.com' } },
    answers: NEVER(),
  },
  'sets a password': {
    method: 'PUT',
    path: '',
    body: { user: { 'OS-KSADM:password': 'quite another long sentence' } },
    answers: NEVER(),
  },
  'gives a password': {
    method: 'POST',
    path: '/OS-KSADM/credentials',
    body: { passwordCredentials: { username: 'any', password: 'quite another long sentence' } },
    answers: NEVER(),
  },
  deletes: { method: 'DELETE', path: '', answers: NEVER() },
  'lists credentials': { method: 'GET', path: '/OS-KSADM/credentials', answers: NEVER(200) },
  'reads the key': { method: 'GET', path: `/${KEY}`, answers: NEVER(200) },
  'resets the key': { method: 'POST', path: `/${KEY}/RAX-AUTH/reset`, answers: NEVER(200) },
  'gives a customer role': { method: 'PUT', path: `/roles/OS-KSADM/${READER_ID}`, answers: NEVER() },
  'gives its own role': {
    method: 'PUT',
    path: '/roles/OS-KSADM/b27d40c9e6f15a83907b1dc4e8a3f652',
    answers: NEVER(),
  },
  'resets second factors': { method: 'DELETE', path: '/RAX-AUTH/multi-factor', answers: HELPS(204, 204) },
}

async function testCell(on: TestUser, { method, path, body }: Operation, expected = 0) {
  const ask = async () => {
    const asked = { token, ...(body !== undefined && { body }) }
    const answer = await call(app, method, `/v2.0/users/${on.userId}${path}`, asked)
    assert.equal(answer.statusCode, expected, answer.body)
  }
  await (expected < 400 ? ask() : changingNothing(app, ask))
}

for (const [what, operation] of Object.entries(OPERATIONS)) {
  // Its last act, because the token of the helper came of a password and ends with that.
  if (what === 'resets second factors') continue
  describe(`a helper ${what}`, () => {
    for (const [index, [whom, make]] of Object.entries(ON).entries()) {
      test(`of ${whom}: ${operation.answers[index]}`, async () =>
        testCell(await make(), operation, operation.answers[index]))
    }
  })
}

describe('a helper', () => {
  test('takes the second factor of users alone, and of oneself', async () => {
    const { answers, ...operation } = OPERATIONS['resets second factors'] ?? assert.fail()
    for (const [index, [whom, make]] of Object.entries(ON).entries()) {
      if (whom === 'itself') continue
      const on = await make()
      const user = (await app.deps.store.users.byId(on.userId)) ?? assert.fail()
      await setUpApp(app.deps, user)
      await testCell(on, { ...operation, answers }, answers[index])
      const left = (await app.deps.store.users.byId(on.userId))?.secondFactor
      assert.equal(left, answers[index] !== 204, whom)
    }
  })

  test('makes one code that stands in for a second factor, and not several', async () => {
    const on = await person('identity:default')
    await setUpApp(app.deps, (await app.deps.store.users.byId(on.userId)) ?? assert.fail())
    const url = `/v2.0/users/${on.userId}/RAX-AUTH/multi-factor/bypass-codes`
    const one = await call(app, 'POST', url, { token, body: BYPASS('1') })
    assert.equal(one.statusCode, 200, one.body)
    assert.equal(one.json()['RAX-AUTH:bypassCodes'].codes.length, 1)
    assert.equal((await call(app, 'POST', url, { token, body: BYPASS('2') })).statusCode, 400)
  })

  test('lets a disabled user back in', async () => {
    const on = await person('identity:default')
    for (const enabled of [false, true]) {
      const body = { user: { enabled } }
      assert.equal((await call(app, 'PUT', `/v2.0/users/${on.userId}`, { token, body })).statusCode, 200)
      assert.equal((await app.deps.store.users.byId(on.userId))?.enabled, enabled)
    }
  })

  test('finds those whom it helps, and itself, in lists of v2.0 and v3, and nobody else', async () => {
    const where = await app.addAccount('gamma')
    const [own, other] = [await person(HELPER, where), await person('identity:default', where)]
    for (const role of ['identity:user-manage', 'identity:user-admin', HELPER]) await person(role, where)
    const theirs = await passwordTokenOf(app, own.username, PASSWORD)
    const ids = [own.userId, other.userId].toSorted()
    for (const url of ['/v2.0/users', '/v3/users']) {
      const answer = await call(app, 'GET', url, { token: theirs })
      assert.equal(answer.statusCode, 200, answer.body)
      const found: readonly { id: string }[] = answer.json().users
      assert.deepEqual(found.map(({ id }) => id).toSorted(), ids, url)
    }
    const byName = (name: string) => call(app, 'GET', `/v2.0/users?name=${name}`, { token: theirs })
    assert.equal((await byName(other.username)).statusCode, 200)
    assert.equal((await byName(helper.username)).statusCode, 404)
    const one = await call(app, 'GET', `/v3/users/${other.userId}`, { token: theirs })
    assert.equal(one.statusCode, 200)
  })

  test('makes no users, and reads neither policies nor the users of a tenant or role', async () => {
    const create = { user: { username: 'made', email: 'made@example.com', enabled: true } }
    const refused = [
      await call(app, 'POST', '/v2.0/users', { token, body: create }),
      await call(app, 'GET', `/v2.0/tenants/${accountId}/users`, { token }),
      await call(app, 'GET', `/v2.0/OS-KSADM/roles/${READER_ID}/RAX-AUTH/users`, { token }),
      await call(app, 'PUT', `/v2.0/RAX-AUTH/domains/${accountId}/password-policy`, {
        token,
        body: { passwordPolicy: { passwordDuration: 'P90D' } },
      }),
    ]
    assert.deepEqual(
      refused.map(({ statusCode }) => statusCode),
      [403, 403, 403, 403],
    )
  })

  test('is made by owners and managers, and by nobody weaker', async () => {
    const give = async (by: TestUser) => {
      const { userId } = await person('identity:default')
      const asker = await passwordTokenOf(app, by.username, PASSWORD)
      const url = `/v2.0/users/${userId}/roles/OS-KSADM/b27d40c9e6f15a83907b1dc4e8a3f652`
      return (await call(app, 'PUT', url, { token: asker })).statusCode
    }
    assert.equal(await give(await person('identity:user-admin')), 200)
    assert.equal(await give(await person('identity:user-manage')), 200)
    assert.equal(await give(await person('identity:default')), 403)
  })
})

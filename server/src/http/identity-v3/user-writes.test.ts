import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { openTestApp, PUBLIC_URL, TESTER, type TestUser } from '../../../../tests/support/app.ts'
import { call, tokenOf } from '../../../../tests/support/identity.ts'
import {
  assertKeystoneError,
  logInV3,
  secretLogin,
  subjectTokenOf,
  v3TokenOf,
} from '../../../../tests/support/identity-v3.ts'
import { changeAdminType } from '../../domain/administrators/change-admin-type.ts'

const app = await openTestApp()
const PASSWORD = 'nobody would ever guess this'
const NEXT_PASSWORD = 'nobody would guess that one either'

const accountId = await app.addAccount('alpha')
const otherId = await app.addAccount('beta')
const owner = await app.addUser('alpha-owner', { accountId, roles: ['identity:user-admin'] })
const member = await app.addUser('alpha-member', { accountId })
const stranger = await app.addUser('beta-owner', { accountId: otherId, roles: ['identity:user-admin'] })
let serial = 0
const freshName = () => `fresh${++serial}`
const fresh = (more: object = {}) => app.addUser(freshName(), { accountId, ...more })

const send = async (
  by: TestUser,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
) =>
  call(app, method, `/v3/${path}`, { token: await v3TokenOf(app, by), ...(body !== undefined && { body }) })
const create = (by: TestUser, user: unknown) => send(by, 'POST', 'users', { user })
const change = (by: TestUser, { userId }: TestUser, user: unknown) =>
  send(by, 'PATCH', `users/${userId}`, { user })
const byPassword = (name: string, password: string) => logInV3(app, secretLogin({ name }, password))
const auditOf = async (target: string) => {
  const entries = await app.deps.store.audit.page(accountId, 0, 10_000)
  return entries.filter((entry) => entry.target === target).map(({ action }) => action)
}

describe('a user that is made in v3', () => {
  test('is 201 with the members of Keystone, and logs in at once', async () => {
    const answer = await create(owner, {
      name: 'made',
      password: PASSWORD,
      email: 'made@example.com',
      domain_id: 'default',
      enabled: true,
      options: {},
    })
    assert.equal(answer.statusCode, 201, answer.body)
    const { user } = answer.json()
    assert.deepEqual(user, {
      id: user.id,
      name: 'made',
      domain_id: 'default',
      enabled: true,
      email: 'made@example.com',
      default_project_id: accountId,
      password_expires_at: null,
      options: {},
      links: { self: `${PUBLIC_URL}/v3/users/${user.id}` },
    })
    assert.ok(!answer.body.includes(PASSWORD))
    assert.equal((await byPassword('made', PASSWORD)).statusCode, 201)
    assert.deepEqual(await auditOf(`user:${user.id}`), ['user.create', 'key.create'])
  })

  test('belongs to the project that is named, where the caller may make users', async () => {
    const named = await create(app.owner, { name: freshName(), default_project_id: otherId })
    assert.equal(named.json().user.default_project_id, otherId)
    const own = await create(owner, { name: freshName(), default_project_id: accountId })
    assert.equal(own.statusCode, 201)
    const foreign = await create(owner, { name: freshName(), default_project_id: otherId })
    assertKeystoneError(foreign, 404, 'Not Found')
    const unknown = await create(owner, { name: freshName(), default_project_id: '999999' })
    assert.equal(foreign.body, unknown.body)
  })

  test('disabled from the start logs in when it is enabled, and not before', async () => {
    const name = freshName()
    const { user } = (await create(owner, { name, password: PASSWORD, enabled: false })).json()
    assert.equal(user.enabled, false)
    assertKeystoneError(await byPassword(name, PASSWORD), 401, 'Unauthorized')
    await send(owner, 'PATCH', `users/${user.id}`, { user: { enabled: true } })
    assert.equal((await byPassword(name, PASSWORD)).statusCode, 201)
    assert.deepEqual(await auditOf(`user:${user.id}`), ['user.create', 'key.create', 'user.enable'])
  })

  test('without a password is one for a program', async () => {
    const { user } = (await create(owner, { name: freshName() })).json()
    assert.equal((await app.deps.store.users.byId(user.id))?.passwordHash, null)
  })

  test('of a name that is taken is 409 in any spelling, anywhere', async () => {
    for (const name of ['alpha-member', 'ALPHA-Member', 'beta-owner']) {
      assertKeystoneError(await create(owner, { name }), 409, 'Conflict')
    }
  })

  const refused: readonly [string, unknown, number, string][] = [
    ['no name', { password: PASSWORD }, 400, 'Bad Request'],
    ['an empty name', { name: '' }, 400, 'Bad Request'],
    ['a name that is none', { name: 'two words' }, 400, 'Bad Request'],
    ['a number as name', { name: 7 }, 400, 'Bad Request'],
    ['a weak password', { name: 'weak', password: 'short' }, 400, 'Bad Request'],
    ['an address that is none', { name: 'weak', email: 'nowhere' }, 400, 'Bad Request'],
    ['a text for a switch', { name: 'weak', enabled: 'yes' }, 400, 'Bad Request'],
    ['a member nobody knows', { name: 'weak', shoeSize: 43 }, 400, 'Bad Request'],
    ['an id', { name: 'weak', id: 'a'.repeat(32) }, 400, 'Bad Request'],
    ['a domain there is not', { name: 'weak', domain_id: 'elsewhere' }, 404, 'Not Found'],
    ['a description as long as a letter', { name: 'weak', description: 'x'.repeat(256) }, 400, 'Bad Request'],
    ['options', { name: 'weak', options: { lock_password: true } }, 403, 'Forbidden'],
    ['a list', [], 400, 'Bad Request'],
    ['nothing', null, 400, 'Bad Request'],
  ]
  for (const [what, user, status, title] of refused) {
    test(`with ${what} is ${status}, and is not made`, async () => {
      assertKeystoneError(await create(owner, user), status, title)
      assert.equal(await app.deps.store.users.byName('weak'), null)
    })
  }

  test('is for those who manage users: 403 before anything in the body is looked at', async () => {
    assertKeystoneError(await create(member, { name: 'anything' }), 403, 'Forbidden')
    assertKeystoneError(await create(member, { nonsense: true }), 403, 'Forbidden')
  })
})

describe('a user that is changed in v3', () => {
  test('is answered as it is then; members left out stay', async () => {
    const user = await fresh({ email: 'a@example.com' })
    const name = freshName()
    const answer = await change(owner, user, { name })
    assert.equal(answer.statusCode, 200, answer.body)
    assert.equal(answer.json().user.name, name)
    assert.equal(answer.json().user.email, 'a@example.com')
  })

  test('may be sent back all that was read of it', async () => {
    const user = await fresh({ email: 'b@example.com' })
    const read = (await send(owner, 'GET', `users/${user.userId}`)).json()
    const answer = await send(owner, 'PATCH', `users/${user.userId}`, read)
    assert.deepEqual([answer.statusCode, answer.json()], [200, read])
    assert.deepEqual(await auditOf(`user:${user.userId}`), ['user.create', 'key.create'])
  })

  test('changes as a whole or not at all', async () => {
    const user = await fresh({ password: PASSWORD })
    const before = await app.deps.store.users.byId(user.userId)
    const both = { name: member.username, password: NEXT_PASSWORD, enabled: false }
    assertKeystoneError(await change(owner, user, both), 409, 'Conflict')
    assert.deepEqual(await app.deps.store.users.byId(user.userId), before)
    assert.equal((await byPassword(user.username, PASSWORD)).statusCode, 201)
    assert.deepEqual(await auditOf(`user:${user.userId}`), ['user.create', 'key.create'])
  })

  test('each part of the change is in the audit log', async () => {
    const user = await fresh()
    await change(owner, user, { email: 'c@example.com', password: PASSWORD, enabled: false })
    const acts = ['user.create', 'key.create', 'user.password', 'user.update', 'user.disable']
    assert.deepEqual(await auditOf(`user:${user.userId}`), acts)
  })

  test('disabled: its tokens and key are refused at once, in v2.0 and the native API too', async () => {
    const user = await fresh({ password: PASSWORD })
    const [v2, v3] = [await tokenOf(app, user), await v3TokenOf(app, user)]
    const good = async () => {
      const native = await app.http.inject({
        url: '/api/v1/verify',
        headers: { authorization: `Bearer ${user.apiKey}` },
      })
      const asked = [v2, v3].map((token) => call(app, 'GET', `/v2.0/users/${user.userId}`, { token }))
      return [native.statusCode, ...(await Promise.all(asked)).map(({ statusCode }) => statusCode)]
    }
    assert.deepEqual(await good(), [200, 200, 200])
    assert.equal((await change(owner, user, { enabled: false })).statusCode, 200)
    assert.ok(
      (await good()).every((status) => status === 401 || status === 403),
      String(await good()),
    )
    assert.equal((await change(owner, user, { enabled: true })).statusCode, 200)
    assert.deepEqual(await good(), [200, 200, 200])
  })

  test('a password that is set ends the tokens of the old one, not those of the key', async () => {
    const user = await fresh({ password: PASSWORD })
    const old = subjectTokenOf(await byPassword(user.username, PASSWORD))
    const ofKey = await tokenOf(app, user)
    assert.equal((await change(owner, user, { password: NEXT_PASSWORD })).statusCode, 200)
    const asked = [old, ofKey].map((token) => call(app, 'GET', `/v2.0/users/${user.userId}`, { token }))
    assert.deepEqual(
      (await Promise.all(asked)).map(({ statusCode }) => statusCode),
      [401, 200],
    )
    assertKeystoneError(await byPassword(user.username, PASSWORD), 401, 'Unauthorized')
    assert.equal((await byPassword(user.username, NEXT_PASSWORD)).statusCode, 201)
  })

  test('a description is kept, cleared, and changed by those who manage users alone', async () => {
    const name = freshName()
    const made = (await create(owner, { name, description: 'Backup robot' })).json().user
    const user = { ...member, userId: made.id, username: name }
    const shown = async () => (await send(owner, 'GET', `users/${made.id}`)).json().user.description
    assert.deepEqual([made.description, await shown()], ['Backup robot', 'Backup robot'])
    assertKeystoneError(await change(member, user, { description: 'mine' }), 403, 'Forbidden')
    assert.equal((await change(owner, user, { description: 'Robot' })).json().user.description, 'Robot')
    assert.equal((await change(owner, user, { enabled: true, description: 'Robot' })).statusCode, 200)
    assert.equal((await change(owner, user, { description: '' })).statusCode, 200)
    assert.equal(await shown(), undefined)
    assertKeystoneError(await change(member, member, { description: 'mine' }), 403, 'Forbidden')
  })

  const refused: readonly [string, unknown, number, string][] = [
    ['another id', { id: 'a'.repeat(32) }, 400, 'Bad Request'],
    ['another domain', { domain_id: 'elsewhere' }, 400, 'Bad Request'],
    ['another project', { default_project_id: otherId }, 403, 'Forbidden'],
    ['a number for a description', { description: 7 }, 400, 'Bad Request'],
    ['an option', { options: { lock_password: true } }, 403, 'Forbidden'],
    ['a member nobody knows', { shoeSize: 43 }, 400, 'Bad Request'],
    ['a number for a name', { name: 7 }, 400, 'Bad Request'],
    ['a name that is none', { name: 'two words' }, 400, 'Bad Request'],
    ['a weak password', { password: 'short' }, 400, 'Bad Request'],
    ['a name that is taken', { name: 'beta-owner' }, 409, 'Conflict'],
    ['no user at all', undefined, 400, 'Bad Request'],
  ]
  for (const [what, asked, status, title] of refused) {
    test(`to ${what} is ${status}, and stays as it is`, async () => {
      const user = await fresh()
      const before = await app.deps.store.users.byId(user.userId)
      assertKeystoneError(await change(owner, user, asked), status, title)
      assert.deepEqual(await app.deps.store.users.byId(user.userId), before)
    })
  }

  test('the last operator cannot be disabled, nor the last super administrator of the account', async () => {
    const operator = await app.addUser(freshName(), { roles: ['identity:service-admin'] })
    assertKeystoneError(await change(operator, app.owner, { enabled: false }), 403, 'Forbidden')
    await changeAdminType(app.deps, TESTER, operator.userId, 'super')
    assert.equal((await change(operator, app.owner, { enabled: false })).statusCode, 200)
    assertKeystoneError(await change(operator, operator, { enabled: false }), 403, 'Forbidden')
    assert.equal((await change(operator, app.owner, { enabled: true })).statusCode, 200)
    assert.equal((await send(app.owner, 'DELETE', `users/${operator.userId}`)).statusCode, 204)
  })
})

describe('a user that is deleted in v3', () => {
  test('is gone: 204, then 404; tokens and key die in every dialect', async () => {
    const user = await fresh()
    const token = await tokenOf(app, user)
    const answer = await send(owner, 'DELETE', `users/${user.userId}`)
    assert.deepEqual([answer.statusCode, answer.body], [204, ''])
    assertKeystoneError(await send(owner, 'DELETE', `users/${user.userId}`), 404, 'Not Found')
    assert.equal((await call(app, 'GET', '/v2.0/tenants', { token })).statusCode, 401)
    assertKeystoneError(await call(app, 'GET', '/v3/auth/projects', { token }), 401, 'Unauthorized')
    assert.deepEqual(await auditOf(`user:${user.userId}`), ['user.create', 'key.create', 'user.delete'])
  })

  test('leaves its name to another', async () => {
    const user = await fresh()
    await send(owner, 'DELETE', `users/${user.userId}`)
    const again = await create(owner, { name: user.username })
    assert.equal(again.statusCode, 201)
    assert.notEqual(again.json().user.id, user.userId)
  })
})

describe('whatever is sent as a user', () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        name: fc.oneof(fc.string(), fc.jsonValue()),
        email: fc.oneof(fc.string(), fc.jsonValue()),
        enabled: fc.jsonValue(),
        password: fc.jsonValue(),
        domain_id: fc.oneof(fc.constant('default'), fc.jsonValue()),
        options: fc.jsonValue(),
      },
      { requiredKeys: [] },
    ),
  )

  test('no fault: what was asked, or a refusal in the form of Keystone; nothing for another account', async () => {
    const token = await v3TokenOf(app, owner)
    const other = await app.deps.store.users.byId(stranger.userId)
    await fc.assert(
      fc.asyncProperty(anything, async (user) => {
        for (const [method, path] of [
          ['POST', 'users'],
          ['PATCH', `users/${member.userId}`],
          ['PATCH', `users/${stranger.userId}`],
        ] as const) {
          const answer = await call(app, method, `/v3/${path}`, { token, body: { user } })
          assert.ok([200, 201, 400, 403, 404, 409].includes(answer.statusCode), answer.body)
          if (answer.statusCode >= 400) assert.equal(answer.json().error.code, answer.statusCode)
        }
      }),
      { numRuns: 60 },
    )
    assert.deepEqual(await app.deps.store.users.byId(stranger.userId), other)
  })
})

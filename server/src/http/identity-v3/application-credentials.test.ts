import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, PUBLIC_URL, TESTER, type TestUser } from '../../../../tests/support/app.ts'
import { call } from '../../../../tests/support/identity.ts'
import {
  assertKeystoneError,
  credentialLogin,
  delegatedTokenOf,
  logInV3,
  makeCredential,
  v3TokenOf,
} from '../../../../tests/support/identity-v3.ts'
import { MAX_CREDENTIALS_PER_USER } from '../../domain/application-credentials/application-credential.ts'
import { createRole } from '../../domain/roles/create-role.ts'

const app = await openTestApp()
await app.addService('cloudFiles', 'object-store', 'DFW')
await createRole(app.deps, TESTER, { name: 'backup', description: 'Backs up.', givenByAccounts: true })
const accountId = await app.addAccount('alpha')
const owner = await app.addUser('alpha-owner', { accountId, roles: ['identity:user-admin'] })
const member = await app.addUser('alpha-member', { accountId, roles: ['reader', 'backup'] })
const second = await app.addUser('alpha-second', { accountId })
const stranger = await app.addUser('beta-owner', {
  accountId: await app.addAccount('beta'),
  roles: ['identity:user-admin'],
})
const staff = await app.addUser('staff', { roles: ['identity:admin'] })
const HOUR_MS = 3_600_000
const FOREVER = '2090-01-31T12:30:00'

const pathOf = ({ userId }: Pick<TestUser, 'userId'>, rest = '') =>
  `/v3/users/${userId}/application_credentials${rest}`
const create = async (by: TestUser, asked: object, whose = by) =>
  call(app, 'POST', pathOf(whose), {
    token: await v3TokenOf(app, by),
    body: { application_credential: asked },
  })
const get = async (by: TestUser, path: string) => call(app, 'GET', path, { token: await v3TokenOf(app, by) })
const remove = async (by: TestUser, path: string) =>
  call(app, 'DELETE', path, { token: await v3TokenOf(app, by) })

const role = (id: string, name: string, description: string) => ({
  ...{ id, name, description, domain_id: null, options: {} },
  links: { self: `${PUBLIC_URL}/v3/roles/${id}` },
})

describe('an application credential that is made', () => {
  test('is told with every member of Keystone, its secret and the ids of its rules', async () => {
    const answer = await create(member, {
      name: 'monitor',
      description: 'Watches.',
      roles: [{ name: 'reader' }],
      expires_at: `${FOREVER}.000000Z`,
      access_rules: [{ path: '/v1/**', method: 'GET', service: 'object-store' }],
    })
    assert.equal(answer.statusCode, 201, answer.body)
    const { id, secret, access_rules, ...rest } = answer.json().application_credential
    assert.match(id, /^[0-9a-f]{32}$/)
    assert.match(secret, /^[A-Za-z0-9_-]{43}$/)
    assert.match(access_rules[0].id, /^[0-9a-f]{32}$/)
    const rule = { id: access_rules[0].id, service: 'object-store', method: 'GET', path: '/v1/**' }
    assert.deepEqual(access_rules, [rule])
    assert.deepEqual(rest, {
      name: 'monitor',
      description: 'Watches.',
      user_id: member.userId,
      project_id: accountId,
      system: null,
      expires_at: `${FOREVER}.000000`,
      unrestricted: false,
      roles: [role('d5a1c60f2b7e4938a4f06b9de1c37a52', 'reader', 'Reads.')],
      links: { self: `${PUBLIC_URL}${pathOf(member, `/${id}`)}` },
    })
  })

  test('has all roles of its maker, no end and no limit unless told otherwise', async () => {
    const answer = await create(member, { name: 'plain', system: null, project_id: 'ignored', user_id: 'x' })
    const { roles, expires_at, user_id, project_id, ...rest } = answer.json().application_credential
    const names = roles.map(({ name }: { name: string }) => name)
    assert.deepEqual(names.sort(), ['backup', 'member', 'object-store:default', 'reader'])
    assert.deepEqual([expires_at, user_id, project_id], [null, member.userId, accountId])
    assert.ok(!('access_rules' in rest))
  })

  test('may have a secret of its own', async () => {
    const answer = await create(member, { name: 'own', secret: 'a secret that I chose' })
    assert.equal(answer.json().application_credential.secret, 'a secret that I chose')
  })

  test('shows its secret never again', async () => {
    const made = await makeCredential(app, member)
    const one = await get(member, pathOf(member, `/${made.id}`))
    assert.equal(one.json().application_credential.id, made.id)
    for (const answer of [one, await get(member, pathOf(member))]) {
      assert.equal(answer.statusCode, 200)
      assert.ok(!answer.body.includes('secret'), answer.body)
    }
  })

  test('is listed alone by its name, as openstackclient looks for it', async () => {
    const made = await makeCredential(app, member)
    assertKeystoneError(
      await get(member, pathOf(member, `/${encodeURIComponent(made.name)}`)),
      404,
      'Not Found',
    )
    const path = `${pathOf(member)}?name=${encodeURIComponent(made.name)}`
    const list = (await get(member, path)).json()
    assert.deepEqual(
      list.application_credentials.map(({ id }: { id: string }) => id),
      [made.id],
    )
    const self = `${PUBLIC_URL}${path}`
    assert.deepEqual(list.links, { self, previous: null, next: null })
  })

  const refused: readonly [string, object, number, string][] = [
    ['a name the user has used', { name: 'monitor' }, 409, 'Conflict'],
    ['no name', {}, 400, 'Bad Request'],
    ['a blank name', { name: '  ' }, 400, 'Bad Request'],
    ['a name too long', { name: 'x'.repeat(256) }, 400, 'Bad Request'],
    ['an end in the past', { name: 'r', expires_at: '2001-01-01T00:00:00' }, 400, 'Bad Request'],
    ['an end that is no moment', { name: 'r', expires_at: 'tomorrow' }, 400, 'Bad Request'],
    ['an end on no day', { name: 'r', expires_at: '2090-13-45T00:00:00' }, 400, 'Bad Request'],
    ['a role that its maker lacks', { name: 'r', roles: [{ name: 'identity:admin' }] }, 400, 'Bad Request'],
    ['a role that nobody can have', { name: 'r', roles: [{ id: '0'.repeat(32) }] }, 404, 'Not Found'],
    ['a role without a name', { name: 'r', roles: [{}] }, 400, 'Bad Request'],
    ['a short secret', { name: 'r', secret: 'short' }, 400, 'Bad Request'],
    [
      'a rule without a path',
      { name: 'r', access_rules: [{ service: 'x', method: 'GET' }] },
      400,
      'Bad Request',
    ],
    [
      'a rule with another method',
      { name: 'r', access_rules: [{ service: 'x', method: 'LIST', path: '/' }] },
      400,
      'Bad Request',
    ],
    ['a rule that is not there', { name: 'r', access_rules: [{ id: '0'.repeat(32) }] }, 404, 'Not Found'],
  ]
  for (const [what, asked, status, title] of refused) {
    test(`is refused with ${what}`, async () => {
      assertKeystoneError(await create(member, asked), status, title)
    })
  }

  test('is refused without a project to be for', async () => {
    const answer = await call(app, 'POST', pathOf(member), {
      token: await v3TokenOf(app, member, { scope: 'unscoped' }),
      body: { application_credential: { name: 'nowhere' } },
    })
    assertKeystoneError(answer, 400, 'Bad Request')
  })

  test('is refused when the user has too many', async () => {
    const { userId, ...user } = await app.addUser('collector', { accountId })
    const token = await v3TokenOf(app, user)
    const next = (name: string) =>
      call(app, 'POST', pathOf({ userId }), { token, body: { application_credential: { name } } })
    for (let at = 0; at < MAX_CREDENTIALS_PER_USER; at++) {
      assert.equal((await next(`n${at}`)).statusCode, 201)
    }
    assertKeystoneError(await next('one more'), 403, 'Forbidden')
  })
})

describe('whose application credentials somebody may', () => {
  const rows: readonly [string, TestUser, TestUser, number, number][] = [
    ['their own', member, member, 201, 200],
    ['an owner those of the account', owner, member, 403, 200],
    ['staff those of anybody', staff, member, 403, 200],
    ['a user those of another', second, member, 403, 403],
    ['an owner those of another account', stranger, member, 404, 404],
  ]
  for (const [index, [what, by, whose, made, read]] of rows.entries()) {
    test(`make: ${made}, read and delete: ${read}. ${what}`, async () => {
      assert.equal((await create(by, { name: `matrix ${index}` }, whose)).statusCode, made)
      const { id } = await makeCredential(app, whose)
      assert.equal((await get(by, pathOf(whose))).statusCode, read)
      assert.equal((await get(by, pathOf(whose, `/${id}`))).statusCode, read)
      const deleted = await remove(by, pathOf(whose, `/${id}`))
      assert.equal(deleted.statusCode, read === 200 ? 204 : read)
    })
  }

  test("read: another user's id does not lead to one's own credential", async () => {
    const { id } = await makeCredential(app, second)
    for (const answer of [
      await get(member, pathOf(member, `/${id}`)),
      await remove(member, pathOf(member, `/${id}`)),
    ]) {
      assertKeystoneError(answer, 404, 'Not Found')
    }
  })
})

describe('access rules', () => {
  const rulesOf = (user: TestUser, rest = '') => `/v3/users/${user.userId}/access_rules${rest}`
  const rule = { service: 'object-store', method: 'PUT', path: '/v1/{account}/*' }

  test('are the same for credentials with the same words, and can be given by id', async () => {
    const user = await app.addUser('ruler', { accountId })
    const { id } = (await create(user, { name: 'one', access_rules: [rule, rule] })).json()
      .application_credential.access_rules[0]
    const again = (await create(user, { name: 'two', access_rules: [rule] })).json().application_credential
    const byId = (await create(user, { name: 'three', access_rules: [{ id }] })).json().application_credential
    assert.deepEqual(again.access_rules, [{ id, ...rule }])
    assert.deepEqual(byId.access_rules, again.access_rules)
    const links = { self: `${PUBLIC_URL}${rulesOf(user, `/${id}`)}` }
    const list = (await get(user, rulesOf(user))).json()
    assert.deepEqual(list.access_rules, [{ id, ...rule, links }])
    assert.deepEqual((await get(user, rulesOf(user, `/${id}`))).json(), {
      access_rule: { id, ...rule, links },
    })
  })

  test('stay until they are deleted, which is refused while a credential has them', async () => {
    const user = await app.addUser('sweeper', { accountId })
    const made = (await create(user, { name: 'one', access_rules: [rule] })).json().application_credential
    const path = rulesOf(user, `/${made.access_rules[0].id}`)
    assertKeystoneError(await remove(user, path), 403, 'Forbidden')
    assert.equal((await remove(user, pathOf(user, `/${made.id}`))).statusCode, 204)
    assert.equal((await get(user, path)).statusCode, 200)
    assert.equal((await remove(user, path)).statusCode, 204)
    assertKeystoneError(await get(user, path), 404, 'Not Found')
    assertKeystoneError(await remove(user, path), 404, 'Not Found')
  })

  test("of others are out of a user's reach", async () => {
    const made = (await create(second, { name: 'ruled', access_rules: [rule] })).json().application_credential
    const { id } = made.access_rules[0]
    assertKeystoneError(await get(member, rulesOf(second)), 403, 'Forbidden')
    assertKeystoneError(await get(member, rulesOf(member, `/${id}`)), 404, 'Not Found')
    assertKeystoneError(await create(member, { name: 'r', access_rules: [{ id }] }), 404, 'Not Found')
  })
})

describe('a login by application credential', () => {
  test('gives a token for the project with the roles of the credential alone', async () => {
    const made = await makeCredential(app, member, { roles: [{ name: 'reader' }] })
    const answer = await logInV3(app, credentialLogin({ id: made.id, user: {} }, made.secret))
    assert.equal(answer.statusCode, 201, answer.body)
    const { token } = answer.json()
    assert.deepEqual(token.methods, ['application_credential'])
    assert.equal(token.project.id, accountId)
    assert.deepEqual(token.roles, [{ id: 'd5a1c60f2b7e4938a4f06b9de1c37a52', name: 'reader' }])
    assert.deepEqual(token.application_credential, { id: made.id, name: made.name, restricted: true })
    assert.equal(token.user.id, member.userId)
    assert.ok(token.catalog.some(({ type }: { type: string }) => type === 'object-store'))
    assert.match(String(answer.headers['x-subject-token']), /^[A-Za-z0-9_-]{1,250}$/)
  })

  test('takes its name with the user, named in any way', async () => {
    const { name, secret } = await makeCredential(app, member)
    const users = [
      { id: member.userId },
      { name: 'alpha-member', domain: { id: 'default' } },
      { name: 'alpha-member', domain: { name: 'Default' } },
      { name: 'ALPHA-member' },
    ]
    for (const user of users) {
      assert.equal((await logInV3(app, credentialLogin({ name, user }, secret))).statusCode, 201)
    }
  })

  test('is refused alike for every wrong credential', async () => {
    const { id, name, secret } = await makeCredential(app, member)
    const other = await makeCredential(app, second)
    const wrong = [
      credentialLogin({ id }, `${secret}x`),
      credentialLogin({ id }, other.secret),
      credentialLogin({ id }, ''),
      credentialLogin({ id }, 'x'.repeat(4_000)),
      credentialLogin({ id: other.id }, secret),
      credentialLogin({ id: '0'.repeat(32) }, secret),
      credentialLogin({ id: member.userId }, member.apiKey),
      credentialLogin({ name, user: { id: second.userId } }, secret),
      credentialLogin({ name: 'no such', user: { id: member.userId } }, secret),
      credentialLogin({ name, user: { name: 'nobody' } }, secret),
      credentialLogin({ name, user: { name: 'alpha-member', domain: { id: 'other' } } }, secret),
    ]
    const bodies = new Set<string>()
    for (const body of wrong) {
      const answer = await logInV3(app, body)
      assertKeystoneError(answer, 401, 'Unauthorized')
      bodies.add(answer.body)
    }
    assert.equal(bodies.size, 1)
  })

  test('with a scope is refused, saying why', async () => {
    const { id, secret } = await makeCredential(app, member)
    for (const scope of [{ project: { id: accountId } }, { system: { all: true } }, 'unscoped']) {
      const answer = await logInV3(app, credentialLogin({ id }, secret, { scope }))
      assertKeystoneError(answer, 401, 'Unauthorized')
      assert.match(answer.json().error.message, /Application credentials cannot request a scope/)
    }
  })

  test('beside another method is refused', async () => {
    const { id, secret } = await makeCredential(app, member)
    const { identity } = credentialLogin({ id }, secret).auth
    const methods = ['application_credential', 'password']
    const password = { user: { id: member.userId, password: member.apiKey } }
    const answer = await logInV3(app, { auth: { identity: { ...identity, methods, password } } })
    assertKeystoneError(answer, 401, 'Unauthorized')
  })

  for (const member of [undefined, {}, { id: 'x' }, { secret: 'x' }, { name: 'n', secret: 'x' }]) {
    test(`is no login with ${JSON.stringify(member)}`, async () => {
      const identity = { methods: ['application_credential'], application_credential: member }
      assertKeystoneError(await logInV3(app, { auth: { identity } }), 400, 'Bad Request')
    })
  }

  test('stops with the credential, and so do its tokens, whatever their own life', async () => {
    const user = await app.addUser('soon-over', { accountId })
    const expires_at = new Date(app.nowMs() + HOUR_MS).toISOString()
    const made = await makeCredential(app, user, { expires_at })
    const login = await logInV3(app, credentialLogin({ id: made.id }, made.secret))
    assert.equal(Date.parse(login.json().token.expires_at), Date.parse(expires_at))
    app.wait(HOUR_MS)
    assertKeystoneError(
      await logInV3(app, credentialLogin({ id: made.id }, made.secret)),
      401,
      'Unauthorized',
    )
    const token = String(login.headers['x-subject-token'])
    assertKeystoneError(await call(app, 'GET', '/v3/auth/projects', { token }), 401, 'Unauthorized')
  })

  test('stops with its deletion, and so do its tokens', async () => {
    const made = await makeCredential(app, member)
    const token = await delegatedTokenOf(app, made)
    assert.equal((await call(app, 'GET', '/v3/auth/projects', { token })).statusCode, 200)
    assert.equal((await remove(member, pathOf(member, `/${made.id}`))).statusCode, 204)
    assertKeystoneError(await call(app, 'GET', '/v3/auth/projects', { token }), 401, 'Unauthorized')
    assertKeystoneError(
      await logInV3(app, credentialLogin({ id: made.id }, made.secret)),
      401,
      'Unauthorized',
    )
  })
})

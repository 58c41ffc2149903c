import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PUBLIC_URL, type TestUser } from '../../../../tests/support/app.ts'
import { call } from '../../../../tests/support/identity.ts'
import {
  assertKeystoneError,
  credentialLogin,
  delegatedTokenOf,
  logInV3,
  makeCredential,
} from '../../../../tests/support/identity-v3.ts'
import {
  accountId,
  app,
  create,
  get,
  member,
  pathOf,
  remove,
  second,
} from './application-credential-testing.ts'

const HOUR_MS = 3_600_000

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

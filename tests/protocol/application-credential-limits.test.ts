import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { resetKey } from '../../server/src/domain/keys/reset-key.ts'
import { createRole } from '../../server/src/domain/roles/create-role.ts'
import { changeRoles } from '../../server/src/domain/users/change-roles.ts'
import { TESTER } from '../support/app.ts'
import { call } from '../support/identity.ts'
import {
  assertKeystoneError,
  credentialLogin,
  delegatedTokenOf,
  logInV3,
  type MadeCredential,
  makeCredential,
} from '../support/identity-v3.ts'

import {
  accountId,
  app,
  make,
  member,
  owner,
  pathOf,
  READ_FILES,
  tokens,
  unrestricted,
} from './application-credentials-testing.ts'

describe('a restricted application credential (F-07)', () => {
  for (const kind of ['restricted', 'reader'] as const) {
    test(`${kind}: makes and deletes none`, async () => {
      const token = tokens[kind]
      assertKeystoneError(await make(token, { name: 'child' }), 403, 'Forbidden')
      assertKeystoneError(await make(token, { name: 'child', unrestricted: true }), 403, 'Forbidden')
      const path = pathOf(`/${unrestricted.id}`)
      assertKeystoneError(await call(app, 'DELETE', path, { token }), 403, 'Forbidden')
      assert.equal((await call(app, 'GET', path, { token })).statusCode, 200)
    })
  }

  const acts: readonly [string, 'POST' | 'PATCH' | 'DELETE', string, object?][] = [
    ['show the key', 'POST', `/users/${owner.userId}/key/reveal`],
    ['reset the key', 'POST', `/users/${owner.userId}/key/reset`, {}],
    ["show another's key", 'POST', `/users/${member.userId}/key/reveal`],
    ["reset another's key", 'POST', `/users/${member.userId}/key/reset`, {}],
    ['end the overlap', 'POST', `/users/${owner.userId}/key/end-overlap`],
  ]
  before(async () => {
    await resetKey(app.deps, TESTER, owner.userId, { overlapSeconds: 3_600 })
  })
  for (const kind of ['restricted', 'unrestricted'] as const) {
    for (const [what, method, path, body] of acts) {
      test(`or another cannot ${what}: ${kind}`, async () => {
        const headers = { authorization: `Bearer ${tokens[kind]}` }
        const url = `/api/v1${path}`
        const answer = await call(app, method, url, { headers, ...(body && { body }) })
        assert.equal(answer.statusCode, 403, answer.body)
        assert.ok(!answer.body.includes(owner.apiKey))
      })
    }
  }

  test("cannot change its user's password", async () => {
    const user = { original_password: app.owner.password, password: 'nobody would guess that one either' }
    const operator = { ...app.owner }
    const token = await delegatedTokenOf(app, await makeCredential(app, operator))
    const url = `/v3/users/${operator.userId}/password`
    assertKeystoneError(await call(app, 'POST', url, { token, body: { user } }), 403, 'Forbidden')
  })
})

describe('an unrestricted application credential', () => {
  const EXPIRES = '2090-01-01T00:00:00'

  test('makes and deletes others', async () => {
    const answer = await make(tokens.unrestricted, { name: 'child' })
    assert.equal(answer.statusCode, 201, answer.body)
    const { id } = answer.json().application_credential
    const deleted = await call(app, 'DELETE', pathOf(`/${id}`), { token: tokens.unrestricted })
    assert.equal(deleted.statusCode, 204)
  })

  const parentOf = async (asked: object) => {
    const parent: MadeCredential = await makeCredential(app, owner, { unrestricted: true, ...asked })
    return delegatedTokenOf(app, parent)
  }

  test('hands on no role that it does not have', async () => {
    const token = await parentOf({ roles: [{ name: 'reader' }] })
    const asked = { name: 'more roles', roles: [{ name: 'identity:user-admin' }] }
    assertKeystoneError(await make(token, asked), 400, 'Bad Request')
    const { roles } = (await make(token, { name: 'same roles' })).json().application_credential
    assert.deepEqual(
      roles.map(({ name }: { name: string }) => name),
      ['reader'],
    )
  })

  test('makes none that outlives it', async () => {
    const token = await parentOf({ expires_at: EXPIRES })
    const later = { name: 'later', expires_at: '2091-01-01T00:00:00' }
    assertKeystoneError(await make(token, later), 403, 'Forbidden')
    const { expires_at } = (await make(token, { name: 'as long' })).json().application_credential
    assert.equal(expires_at, `${EXPIRES}.000000`)
  })

  test('hands on no access but its own', async () => {
    const ownPath = { service: 'identity', method: 'POST', path: '/v3/users/*/application_credentials' }
    const token = await parentOf({ access_rules: [READ_FILES, ownPath] })
    const wider = { service: 'object-store', method: 'PUT', path: '/v1/**' }
    assertKeystoneError(await make(token, { name: 'wider', access_rules: [wider] }), 403, 'Forbidden')
    const same = (await make(token, { name: 'same' })).json().application_credential.access_rules
    assert.equal(same.length, 2)
    const less = (await make(token, { name: 'less', access_rules: [READ_FILES] })).json()
    assert.deepEqual(less.application_credential.access_rules.length, 1)
  })
})

describe('access rules hold for this service too', () => {
  test('403 for what no rule allows, in v3 and in the native API', async () => {
    const list = pathOf()
    const allowed = { service: 'identity', method: 'GET', path: '/v3/users/*/application_credentials' }
    const one = await delegatedTokenOf(app, await makeCredential(app, owner, { access_rules: [allowed] }))
    assert.equal((await call(app, 'GET', list, { token: one })).statusCode, 200)
    assertKeystoneError(await call(app, 'GET', '/v3/auth/catalog', { token: one }), 403, 'Forbidden')
    assertKeystoneError(await call(app, 'GET', list, { token: tokens.useless }), 403, 'Forbidden')
    const headers = { 'x-auth-token': one }
    const native = await call(app, 'GET', `/api/v1/users/${owner.userId}`, { headers })
    assert.equal(native.statusCode, 403, native.body)
    const body = { credentials: [owner.apiKey] }
    const batch = await call(app, 'POST', '/api/v1/verify', { headers, body })
    assert.equal(batch.statusCode, 403, batch.body)
  })
})

describe('what the user loses, the application credential loses (S-82)', () => {
  test('a role at once, in a token that is out already, and comes back with it', async () => {
    await createRole(app.deps, TESTER, { name: 'backup', description: 'Backs up.', givenByAccounts: true })
    const user = await app.addUser('loser', { accountId, roles: ['backup', 'reader'] })
    const roles = [{ name: 'backup' }, { name: 'reader' }]
    const both = await delegatedTokenOf(app, await makeCredential(app, user, { roles }))
    const made = await makeCredential(app, user, { roles: [{ name: 'backup' }] })
    const only = await delegatedTokenOf(app, made)
    const rolesOf = async (token: string) => {
      const answer = await call(app, 'GET', '/v3/auth/tokens', {
        token,
        headers: { 'x-subject-token': token },
      })
      if (answer.statusCode === 401) return null
      return answer.json().token.roles.map(({ name }: { name: string }) => name)
    }
    await changeRoles(app.deps, TESTER, user.userId, { add: [], remove: ['backup'] })
    assert.deepEqual(await rolesOf(both), ['reader'])
    assert.equal(await rolesOf(only), null)
    assertKeystoneError(
      await logInV3(app, credentialLogin({ id: made.id }, made.secret)),
      401,
      'Unauthorized',
    )
    await changeRoles(app.deps, TESTER, user.userId, { add: ['backup'], remove: [] })
    assert.deepEqual(await rolesOf(only), ['backup'])
  })
})

import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { resetKey } from '../../server/src/domain/keys/reset-key.ts'
import { createRole } from '../../server/src/domain/roles/create-role.ts'
import { addServiceRule } from '../../server/src/domain/services/add-rule.ts'
import { changeRoles } from '../../server/src/domain/users/change-roles.ts'
import { openTestApp, TESTER } from '../support/app.ts'
import { assertFault, call, listen, tokenOf } from '../support/identity.ts'
import {
  assertKeystoneError,
  credentialLogin,
  delegatedTokenOf,
  logInV3,
  type MadeCredential,
  makeCredential,
  tokenLogin,
  v3TokenOf,
} from '../support/identity-v3.ts'

const app = await openTestApp()
await app.addService('cloudFiles', 'object-store', 'DFW', 'https://files.example/v1/%(tenant_id)s')
await app.addService('cloudServers', 'compute', 'DFW', 'https://files.example/compute')
const port = await listen(app)
const accountId = await app.addAccount('alpha')
const owner = await app.addUser('alpha-owner', { accountId, roles: ['identity:user-admin', 'reader'] })
const member = await app.addUser('alpha-member', { accountId })
const nova = await app.addUser('nova', { roles: ['service'] })

const READ_FILES = { service: 'object-store', method: 'GET', path: '/v1/**' }
const pathOf = (rest = '') => `/v3/users/${owner.userId}/application_credentials${rest}`
const restricted = await makeCredential(app, owner)
const unrestricted = await makeCredential(app, owner, { unrestricted: true })
const reader = await makeCredential(app, owner, { roles: [{ name: 'reader' }] })
const ruled = await makeCredential(app, owner, { access_rules: [READ_FILES] })
const useless = await makeCredential(app, owner, { access_rules: [] })
const tokens = {
  restricted: await delegatedTokenOf(app, restricted),
  unrestricted: await delegatedTokenOf(app, unrestricted),
  reader: await delegatedTokenOf(app, reader),
  ruled: await delegatedTokenOf(app, ruled),
  useless: await delegatedTokenOf(app, useless),
}
type Kind = keyof typeof tokens
const make = (token: string, asked: object) =>
  call(app, 'POST', pathOf(), { token, body: { application_credential: asked } })

describe('a token of an application credential', () => {
  test('may not be exchanged for another, in any dialect', async () => {
    const again = await logInV3(app, tokenLogin(tokens.unrestricted))
    assertKeystoneError(again, 403, 'Forbidden')
    assert.match(again.json().error.message, /delegated token/)
    const body = { auth: { token: { id: tokens.unrestricted } } }
    assertFault(await call(app, 'POST', '/v2.0/tokens', { body }), 403, 'forbidden')
  })

  test('is no token in v2.0, which could not tell what it is limited to', async () => {
    const own = await tokenOf(app, owner)
    for (const token of Object.values(tokens)) {
      assertFault(await call(app, 'GET', `/v2.0/users/${owner.userId}`, { token }), 401, 'unauthorized')
      assertFault(await call(app, 'GET', `/v2.0/tokens/${token}`, { token: own }), 404, 'itemNotFound')
      assertFault(await call(app, 'DELETE', `/v2.0/tokens/${token}`, { token: own }), 404, 'itemNotFound')
    }
  })

  test('is no token in v2.0 either when memory answers', async () => {
    const own = await tokenOf(app, owner)
    const ask = async (caller: string, subject: string) => {
      const headers = { 'x-auth-token': caller }
      const answer = await fetch(`http://127.0.0.1:${port}/v2.0/tokens/${subject}`, { headers })
      await answer.text()
      return answer.status
    }
    for (let times = 0; times < 3; times++) {
      assert.equal(await ask(own, own), 200)
      assert.equal(await ask(own, tokens.reader), 404)
      assert.equal(await ask(tokens.reader, tokens.reader), 401)
    }
  })

  test('can be ended by itself and by its user', async () => {
    for (const by of [null, await v3TokenOf(app, owner)]) {
      const token = await delegatedTokenOf(app, reader)
      const headers = { 'x-subject-token': token }
      const answer = await call(app, 'DELETE', '/v3/auth/tokens', { token: by ?? token, headers })
      assert.equal(answer.statusCode, 204)
      assertKeystoneError(await call(app, 'GET', '/v3/auth/projects', { token }), 401, 'Unauthorized')
    }
  })
})

describe('a validator', () => {
  const validate = async (kind: Kind, headers: object = {}, query = '') =>
    call(app, 'GET', `/v3/auth/tokens${query}`, {
      token: await v3TokenOf(app, nova),
      headers: { 'x-subject-token': tokens[kind], ...headers },
    })
  const KNOWS_RULES = { 'openstack-identity-access-rules': '1.0' }

  test('is told of the credential and of its roles alone', async () => {
    const { token } = (await validate('reader')).json()
    assert.deepEqual(token.application_credential, { id: reader.id, name: reader.name, restricted: true })
    assert.deepEqual(
      token.roles.map(({ name }: { name: string }) => name),
      ['reader'],
    )
    assert.equal((await validate('unrestricted')).json().token.application_credential.restricted, false)
  })

  test('that does not know access rules is not told of a token that has them', async () => {
    for (const kind of ['ruled', 'useless'] as const) {
      assertKeystoneError(await validate(kind), 404, 'Not Found')
      assertKeystoneError(await validate(kind, {}, '?allow_expired=1'), 404, 'Not Found')
    }
  })

  test('that knows them is told them, and is told of an empty list', async () => {
    const [told] = (await validate('ruled', KNOWS_RULES)).json().token.application_credential.access_rules
    const { id, ...rule } = told
    assert.deepEqual(rule, READ_FILES)
    assert.match(id, /^[0-9a-f]{32}$/)
    const { application_credential } = (await validate('useless', KNOWS_RULES)).json().token
    assert.deepEqual(application_credential.access_rules, [])
  })

  test('by the native call is told of both', async () => {
    const verify = async (kind: Kind) => {
      const headers = { authorization: `Bearer ${tokens[kind]}` }
      return (await call(app, 'GET', '/api/v1/verify', { headers })).json()
    }
    const told = await verify('ruled')
    const { id, name } = ruled
    const applicationCredential = { id, name, restricted: true, accessRules: [READ_FILES] }
    assert.deepEqual(told.applicationCredential, applicationCredential)
    assert.equal((await verify('restricted')).applicationCredential.accessRules, null)
    assert.deepEqual((await verify('reader')).roles, ['reader'])
    const headers = { authorization: `Bearer ${tokens.ruled}` }
    const hot = await fetch(`http://127.0.0.1:${port}/api/v1/verify`, { headers })
    assert.deepEqual(await hot.json(), told)
  })
})

describe('behind a proxy', () => {
  const ask = async (kind: Kind, method: string, host: string, uri: string) => {
    const headers = {
      authorization: `Bearer ${tokens[kind]}`,
      'x-forwarded-method': method,
      'x-forwarded-host': host,
      'x-forwarded-uri': uri,
    }
    // The ordinary way, then the one that answers from memory.
    const slow = await call(app, 'GET', '/auth/verify', { headers })
    const fast = await fetch(`http://127.0.0.1:${port}/auth/verify`, { headers })
    await fast.text()
    assert.equal(fast.status, slow.statusCode)
    assert.equal(fast.headers.get('x-keyward-reason'), slow.headers['x-keyward-reason'] ?? null)
    return { status: slow.statusCode, headers: slow.headers }
  }

  const rows: readonly [string, Kind, string, string, string, number][] = [
    ['what a rule allows', 'ruled', 'GET', 'files.example', '/v1/1/box/file?x=1', 204],
    ['another method', 'ruled', 'PUT', 'files.example', '/v1/1/box/file', 403],
    ['another path', 'ruled', 'GET', 'files.example', '/v2/1', 403],
    ['another service', 'ruled', 'GET', 'files.example', '/compute/servers', 403],
    ['no service of the catalog', 'ruled', 'GET', 'elsewhere.example', '/v1/1', 403],
    ['anything, with no rule at all', 'useless', 'GET', 'files.example', '/v1/1', 403],
    ['no service of the catalog, without a list', 'restricted', 'GET', 'elsewhere.example', '/v1/1', 204],
    ['anything, without a list', 'reader', 'PUT', 'files.example', '/compute', 204],
  ]
  for (const [what, kind, method, host, uri, status] of rows) {
    test(`${status} for ${what}`, async () => {
      const answer = await ask(kind, method, host, uri)
      assert.equal(answer.status, status)
      if (status === 403) assert.equal(answer.headers['x-keyward-reason'], 'role')
    })
  }

  test('the service hears of the roles of the credential alone, and its rules go by them', async () => {
    assert.equal((await ask('reader', 'GET', 'files.example', '/v1/1')).headers['x-keyward-roles'], 'reader')
    const rule = { service: 'cloudServers', methods: [], path: '/**', role: 'identity:user-admin' }
    await addServiceRule(app.deps, TESTER, rule)
    assert.equal((await ask('reader', 'GET', 'files.example', '/compute/x')).status, 403)
    assert.equal((await ask('restricted', 'GET', 'files.example', '/compute/x')).status, 204)
  })
})

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

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { addServiceRule } from '../../server/src/domain/services/add-rule.ts'
import { TESTER } from '../support/app.ts'
import { assertFault, call, tokenOf } from '../support/identity.ts'
import {
  assertKeystoneError,
  delegatedTokenOf,
  logInV3,
  tokenLogin,
  v3TokenOf,
} from '../support/identity-v3.ts'

import {
  app,
  type Kind,
  nova,
  owner,
  port,
  READ_FILES,
  reader,
  ruled,
  tokens,
} from './application-credentials-testing.ts'

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

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, TESTER } from '../../../../tests/support/app.ts'
import { createRole } from '../../domain/roles/create-role.ts'
import { addServiceRule } from '../../domain/services/add-rule.ts'
import { removeServiceRule } from '../../domain/services/remove-rule.ts'
import { changeRoles } from '../../domain/users/change-roles.ts'

const app = await openTestApp()
const user = await app.addUser('jörg')
await app.addService('files', 'object-store', null, 'https://files.example/v1/%(tenant_id)s')
await createRole(app.deps, TESTER, { name: 'files:observer', description: '', givenByAccounts: true })

const ask = (headers: Record<string, string>, url = '/auth/verify', method: 'GET' | 'POST' = 'GET') =>
  app.http.inject({ method, url, headers })
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })

describe('forward-auth', () => {
  test('204 tells who it is, in all headers, empty ones included', async () => {
    const { statusCode, headers, body } = await ask(bearer(user.apiKey))
    assert.deepEqual([statusCode, body], [204, ''])
    assert.equal(headers['x-keyward-user'], 'j%C3%B6rg')
    assert.equal(headers['x-keyward-user-id'], user.userId)
    assert.equal(headers['x-keyward-account'], user.accountId)
    assert.equal(headers['x-keyward-roles'], 'identity:default')
    assert.equal(headers['x-keyward-scopes'], '')
    assert.equal(headers['x-keyward-impersonator'], '')
    assert.match(String(headers['x-keyward-key-id']), /^[0-9a-f]{32}$/)
    assert.equal(headers['cache-control'], 'no-store')
  })

  for (const [what, headers] of [
    ['nothing', {}],
    ['a wrong key', bearer('0'.repeat(32))],
    ['garbage', { authorization: 'Digest x' }],
    ['a session cookie', { cookie: `kw=${'A'.repeat(43)}` }],
  ] as const) {
    test(`401 for ${what}`, async () => {
      const { statusCode, headers: answered, body } = await ask(headers)
      assert.deepEqual([statusCode, body], [401, ''])
      assert.equal(answered['x-keyward-reason'], 'credential')
      assert.match(String(answered['www-authenticate']), /^Bearer/)
      assert.equal(answered['x-keyward-user'], undefined)
    })
  }

  for (const uri of [
    '/a/../b',
    '/a/%2e%2e/b',
    '/a/./b',
    'b',
    '/a%2fb',
    '/a\\b',
    '/%252e%252e',
    '/a%00',
    '/%ff',
  ]) {
    test(`403 malformed for the original address ${uri} (F-24)`, async () => {
      const { statusCode, headers } = await ask({ ...bearer(user.apiKey), 'x-forwarded-uri': uri })
      assert.deepEqual([statusCode, headers['x-keyward-reason']], [403, 'malformed'])
    })
  }

  test('403 malformed when two headers name two addresses', async () => {
    const both = { 'x-forwarded-uri': '/a', 'x-original-uri': '/b' }
    assert.equal((await ask({ ...bearer(user.apiKey), ...both })).headers['x-keyward-reason'], 'malformed')
  })

  test('answers every method, with or without a body', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'] as const) {
      const { statusCode } = await app.http.inject({
        method,
        url: '/auth/verify',
        headers: bearer(user.apiKey),
      })
      assert.equal(statusCode, 204, method)
    }
    const headers = { ...bearer(user.apiKey), 'content-type': 'text/plain' }
    const sent = await app.http.inject({ method: 'POST', url: '/auth/verify', headers, payload: 'x' })
    assert.equal(sent.statusCode, 204)
  })
})

describe('a service with rules', () => {
  const toFiles = {
    'x-forwarded-host': 'files.example',
    'x-forwarded-uri': '/v1/100001/box',
    'x-forwarded-method': 'GET',
  }

  test('lets in whom a rule names, refuses others, and is open again without the rule', async () => {
    const given = { service: 'files', methods: ['get', 'HEAD'], path: '/v1/**', role: 'files:observer' }
    const headers = { ...bearer(user.apiKey), ...toFiles }
    assert.equal((await ask(headers)).statusCode, 204)
    const { id } = await addServiceRule(app.deps, TESTER, given)
    const refused = await ask(headers)
    assert.deepEqual([refused.statusCode, refused.headers['x-keyward-reason']], [403, 'role'])
    await changeRoles(app.deps, TESTER, user.userId, { add: ['files:observer'], remove: [] })
    assert.equal((await ask(headers)).statusCode, 204)
    assert.equal((await ask({ ...headers, 'x-forwarded-method': 'PUT' })).statusCode, 403)
    assert.equal((await ask({ ...headers, 'x-forwarded-host': 'else.example' })).statusCode, 204)
    assert.equal((await ask({ ...headers, 'x-forwarded-host': 'FILES.example:443' })).statusCode, 204)
    await changeRoles(app.deps, TESTER, user.userId, { add: [], remove: ['files:observer'] })
    assert.equal((await ask(headers)).statusCode, 403)
    const beside = await ask({ ...headers, 'x-forwarded-uri': '/v2' })
    assert.deepEqual([beside.statusCode, beside.headers['x-keyward-reason']], [403, 'role'])
    for (const uri of ['/v1;x/100001/box', '/v1/100001/box;x=1', '/v1%3bx/100001', '/;/v1/100001']) {
      const unclear = await ask({ ...headers, 'x-forwarded-uri': uri })
      assert.deepEqual([unclear.statusCode, unclear.headers['x-keyward-reason']], [403, 'malformed'], uri)
      assert.equal((await ask({ ...toFiles, 'x-forwarded-uri': uri })).statusCode, 401)
      const elsewhere = { ...headers, 'x-forwarded-host': 'else.example', 'x-forwarded-uri': uri }
      assert.equal((await ask(elsewhere)).statusCode, 204, uri)
    }
    assert.equal(
      (await ask({ ...headers, 'x-forwarded-uri': '/v2?a=;' })).headers['x-keyward-reason'],
      'role',
    )
    await removeServiceRule(app.deps, TESTER, id)
    assert.equal((await ask(headers)).statusCode, 204)
  })
})

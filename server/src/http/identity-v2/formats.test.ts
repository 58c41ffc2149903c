import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, PUBLIC_URL } from '../../../../tests/support/app.ts'
import { assertFault, call, keyLogin, tokenOf } from '../../../../tests/support/identity.ts'

const app = await openTestApp()
const body = keyLogin(app.owner)

describe('XML', () => {
  for (const type of [
    'application/xml',
    'text/xml',
    'application/atom+xml',
    'application/xml; charset=utf-8',
  ]) {
    test(`as ${type} in a body is 415, also when XML is wanted back`, async () => {
      for (const accept of ['application/json', 'application/xml']) {
        const headers = { 'content-type': type, accept }
        assertFault(
          await call(app, 'POST', '/v2.0/tokens', { body: '<auth/>', headers }),
          415,
          'badMediaType',
        )
      }
    })
  }

  for (const accept of [
    'application/xml',
    'text/xml',
    'application/xml;q=0.9, text/xml',
    'application/json;q=0, text/xml',
  ]) {
    test(`alone in Accept (${accept}) is 406`, async () => {
      assertFault(
        await call(app, 'POST', '/v2.0/tokens', { body, headers: { accept } }),
        406,
        'notAcceptable',
      )
    })
  }

  test('by the suffix .xml is 406; .json wins over Accept', async () => {
    assertFault(await call(app, 'POST', '/v2.0/tokens.xml', { body }), 406, 'notAcceptable')
    const token = await tokenOf(app, app.owner)
    assertFault(await call(app, 'GET', `/v2.0/tokens/${token}.xml`, { token }), 406, 'notAcceptable')
    const answer = await call(app, 'POST', '/v2.0/tokens.json', {
      body,
      headers: { accept: 'application/xml' },
    })
    assert.equal(answer.statusCode, 200)
  })
})

describe('a request in the wrong form', () => {
  for (const name of ['token', 'X-Auth-Token', 'apiKey', 'api_key', 'key', 'password', 'x-auth-key']) {
    test(`is 400 with ${name} in the address`, async () => {
      const token = await tokenOf(app, app.owner)
      assertFault(await call(app, 'GET', `/v2.0/tenants?${name}=value`, { token }), 400, 'badRequest')
      assertFault(await call(app, 'POST', `/v2.0/tokens?a=b&${name}=value`, { body }), 400, 'badRequest')
    })
  }

  test('is 415 with another type of body where nobody logs in', async () => {
    const token = await tokenOf(app, app.owner)
    const headers = { 'content-type': 'text/plain' }
    const answer = await call(app, 'POST', '/v2.0/users', {
      token,
      headers,
      body: '{"user":{"username":"x"}}',
    })
    assertFault(answer, 415, 'badMediaType')
  })

  const places: readonly ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', string, number, string][] = [
    ['GET', '/v2.0/tokens', 405, 'badMethod'],
    ['PATCH', '/v2.0/tokens', 405, 'badMethod'],
    ['DELETE', '/v2.0', 405, 'badMethod'],
    ['PUT', '/v2.0/tenants', 405, 'badMethod'],
    ['DELETE', '/v2.0/users', 405, 'badMethod'],
    ['PATCH', '/v2.0/users/x/OS-KSADM/credentials/RAX-KSKEY:apiKeyCredentials', 405, 'badMethod'],
    ['GET', '/v2.0/nothing', 404, 'itemNotFound'],
    ['GET', '/v2.0/users/x/nothing', 404, 'itemNotFound'],
    ['POST', '/v2.0/users/x/OS-KSADM/credentials/other', 404, 'itemNotFound'],
  ]
  for (const [method, url, status, name] of places) {
    test(`${method} ${url} is ${status} ${name}`, async () => {
      const answer = await call(app, method, url)
      assertFault(answer, status, name)
      if (status === 405) assert.ok(String(answer.headers['allow']).length > 0)
    })
  }
})

describe('versions and extensions', () => {
  test('GET / is 300 with every version, for Keystone and for older clients', async () => {
    const answer = await call(app, 'GET', '/', { headers: { accept: 'application/json' } })
    assert.equal(answer.statusCode, 300)
    assert.equal(answer.headers['location'], `${PUBLIC_URL}/v3/`)
    assert.match(String(answer.headers['vary']), /Accept/)
    const { versions } = answer.json()
    assert.deepEqual(
      versions.values.map(({ id, status }: { id: string; status: string }) => [id, status]),
      [
        ['v3.14', 'stable'],
        ['v2.0', 'stable'],
      ],
    )
    assert.deepEqual(
      versions.version.map(({ id, status }: { id: string; status: string }) => [id, status]),
      [
        ['v1.0', 'DEPRECATED'],
        ['v1.1', 'DEPRECATED'],
        ['v2.0', 'CURRENT'],
      ],
    )
    assert.equal(versions.values[1].links[0].href, `${PUBLIC_URL}/v2.0/`)
  })

  test('GET /v2.0 tells the version without a token, whatever the Host', async () => {
    const answer = await call(app, 'GET', '/v2.0/', { headers: { host: 'attacker.example' } })
    assert.equal(answer.statusCode, 200)
    assert.equal(answer.json().version.status, 'CURRENT')
    assert.ok(!answer.body.includes('attacker'))
  })

  test('extensions are listed and read one by one', async () => {
    const { extensions } = (await call(app, 'GET', '/v2.0/extensions')).json()
    assert.deepEqual(extensions.map(({ alias }: { alias: string }) => alias).sort(), [
      'OS-KSADM',
      'OS-KSCATALOG',
      'RAX-AUTH',
      'RAX-KSGRP',
      'RAX-KSKEY',
      'RAX-KSQA',
    ])
    const { extension } = (await call(app, 'GET', '/v2.0/extensions/RAX-KSKEY')).json()
    assert.equal(extension.alias, 'RAX-KSKEY')
    assertFault(await call(app, 'GET', '/v2.0/extensions/other'), 404, 'itemNotFound')
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { openTestApp, PUBLIC_URL } from '../../../../tests/support/app.ts'
import { BAD_XML, CANARY } from '../../../../tests/support/bad-input.ts'
import { addCareful } from '../../../../tests/support/factors.ts'
import { assertFault, call, keyLogin, tokenOf } from '../../../../tests/support/identity.ts'

const app = await openTestApp()
const body = keyLogin(app.owner)

const CORE = 'http://docs.openstack.org/identity/api/v2.0'
const RAX_AUTH = 'http://docs.rackspace.com/identity/api/ext/RAX-AUTH/v1.0'
const KSKEY = 'http://docs.rackspace.com/identity/api/ext/RAX-KSKEY/v1.0'
const XML_TYPE = /^application\/xml; charset=utf-8$/
const XML_LOGIN =
  `<auth xmlns="${CORE}"><apiKeyCredentials xmlns="${KSKEY}" ` +
  `username="${app.owner.username}" apiKey="${app.owner.apiKey}"/></auth>`

/** Asserts a refusal in XML. */
function assertXmlFault(answer: LightMyRequestResponse, status: number, name: string): void {
  assert.equal(answer.statusCode, status, answer.body)
  assert.match(String(answer.headers['content-type']), XML_TYPE)
  const pattern = `<${name} xmlns="${CORE}" code="${status}"><message>[^<]+</message></${name}>$`
  assert.match(answer.body, new RegExp(pattern))
  assert.equal(answer.headers['cache-control'], 'no-store')
}

describe('XML', () => {
  for (const type of ['application/xml', 'text/xml', 'application/xml; charset=utf-8', 'APPLICATION/XML']) {
    test(`as ${type} logs in, answered as JSON unless XML is wanted`, async () => {
      const headers = { 'content-type': type }
      const answer = await call(app, 'POST', '/v2.0/tokens', { body: XML_LOGIN, headers })
      assert.equal(answer.statusCode, 200, answer.body)
      assert.equal(answer.json().access.user.name, app.owner.username)
    })
  }

  for (const accept of [
    'application/xml',
    'text/xml',
    'application/xml;q=0.9, text/xml',
    'application/json;q=0, text/xml',
  ]) {
    test(`alone in Accept (${accept}) is what comes back, refusals included`, async () => {
      const answer = await call(app, 'POST', '/v2.0/tokens', { body, headers: { accept } })
      assert.equal(answer.statusCode, 200)
      assert.match(String(answer.headers['content-type']), XML_TYPE)
      assert.equal(Number(answer.headers['content-length']), Buffer.byteLength(answer.body))
      assert.match(answer.body, /<access .*<rax-auth:credential>APIKEY<\/rax-auth:credential>/)
      assertXmlFault(await call(app, 'GET', '/v2.0/users', { headers: { accept } }), 401, 'unauthorized')
      assertXmlFault(await call(app, 'GET', '/v2.0/nothing', { headers: { accept } }), 404, 'itemNotFound')
      assertXmlFault(await call(app, 'PATCH', '/v2.0/tokens', { headers: { accept } }), 405, 'badMethod')
    })
  }

  for (const accept of [
    undefined,
    '*/*',
    'application/json, application/xml',
    'application/xml, */*;q=0.1',
  ]) {
    test(`does not come back to those who take JSON, too (${accept})`, async () => {
      const headers = accept === undefined ? {} : { accept }
      const answer = await call(app, 'POST', '/v2.0/tokens', { body, headers })
      assert.match(String(answer.headers['content-type']), /^application\/json/)
    })
  }

  test('comes by the suffix .xml, and JSON by .json, whatever Accept says', async () => {
    const json = { accept: 'application/json' }
    const login = await call(app, 'POST', '/v2.0/tokens.xml', { body, headers: json })
    assert.match(login.body, /^<\?xml [^>]+><access /)
    const token = await tokenOf(app, app.owner)
    const validated = await call(app, 'GET', `/v2.0/tokens/${token}.xml`, { token, headers: json })
    assert.match(validated.body, new RegExp(`<token [^>]*id="${token}"`))
    const version = await call(app, 'GET', '/v2.0.xml', { headers: json })
    assert.match(version.body, /<version xmlns="http:\/\/docs.openstack.org\/common\/api\/v1.0"/)
    const xml = { accept: 'application/xml' }
    assert.equal((await call(app, 'POST', '/v2.0/tokens.json', { body, headers: xml })).statusCode, 200)
    assertXmlFault(await call(app, 'GET', '/v2.0/users.xml', { headers: json }), 401, 'unauthorized')
  })

  test('is every answer that can be read, and each list says what its entries are', async () => {
    const { userId, accountId } = app.owner
    const token = await tokenOf(app, app.owner)
    const user = `/v2.0/users/${userId}`
    const paths = [
      ...['/v2.0', '/v2.0/extensions', '/v2.0/extensions/RAX-AUTH', '/v2.0/users', '/v2.0/tenants'],
      ...['', '/roles', '/RAX-AUTH/roles', '/RAX-AUTH/admins', '/RAX-AUTH/domains'].map(
        (path) => user + path,
      ),
      ...['/RAX-KSGRP', '/OS-KSADM/credentials', '/RAX-AUTH/multi-factor/otp-devices'].map(
        (path) => user + path,
      ),
      ...[`/v2.0/tokens/${token}`, `/v2.0/tokens/${token}/endpoints`, `/v2.0/tenants/${accountId}`],
      ...['/v2.0/OS-KSADM/roles', '/v2.0/OS-KSADM/services', '/v2.0/OS-KSCATALOG/endpointTemplates'],
      ...['/v2.0/RAX-AUTH/domains', '/v2.0/RAX-AUTH/secretqa/questions', `/v2.0/users?name=owner`],
    ]
    for (const path of paths) {
      const answer = await call(app, 'GET', path, { token, headers: { accept: 'application/xml' } })
      assert.equal(answer.statusCode, 200, `${path} ${answer.body}`)
      assert.match(String(answer.headers['content-type']), XML_TYPE)
      assert.doesNotMatch(answer.body, /<(?:[\w-]+:)?item[ />]|\[object/, path)
    }
  })

  test('makes and changes a user, who can be sent back as read', async () => {
    const token = await tokenOf(app, app.owner)
    const headers = { accept: 'application/xml', 'content-type': 'application/xml' }
    const send = (url: string, body: string) => call(app, 'POST', url, { token, body, headers })
    const asked = `<user xmlns="${CORE}" username="xmla" email="a@example.com" enabled="true"/>`
    const made = await send('/v2.0/users', asked)
    assert.equal(made.statusCode, 201, made.body)
    assert.match(made.body, / os-ksadm:password="[^"]+"/)
    const stored = await app.deps.store.users.byName('xmla')
    const url = `/v2.0/users/${stored?.id}`
    const read = await call(app, 'GET', url, { token, headers: { accept: 'application/xml' } })
    const changed = await send(url, read.body.replace('a@example.com', 'b@example.com'))
    assert.equal(changed.statusCode, 200, changed.body)
    assert.equal((await app.deps.store.users.byName('xmla'))?.email, 'b@example.com')
  })

  test('has no body where there is none', async () => {
    const token = await tokenOf(app, app.owner)
    const headers = { accept: 'application/xml' }
    const gone = await call(app, 'DELETE', `/v2.0/tokens/${token}`, { token, headers })
    assert.deepEqual([gone.statusCode, gone.body, gone.headers['content-type']], [204, '', undefined])
    const again = await tokenOf(app, app.owner)
    const head = await call(app, 'HEAD', `/v2.0/tokens/${again}`, { token: again, headers })
    assert.deepEqual([head.statusCode, head.body], [200, ''])
  })

  test('of another kind is 415, with the types that are read', async () => {
    for (const type of ['application/atom+xml', 'image/svg+xml', 'application/xmlx', 'application/xml-dtd']) {
      const token = await tokenOf(app, app.owner)
      const headers = { 'content-type': type }
      const answer = await call(app, 'POST', '/v2.0/users', { token, body: XML_LOGIN, headers })
      assertFault(answer, 415, 'badMediaType')
      assert.match(answer.body, /application\/xml/)
    }
  })

  for (const { what, body: bad, headers = [] } of BAD_XML) {
    test(`with ${what} is refused in XML, and logs nobody in`, async () => {
      const own = Object.fromEntries(headers.map((line) => line.toLowerCase().split(': ')))
      const answer = await call(app, 'POST', '/v2.0/tokens', { body: bad, headers: own })
      const [status, name] = /64 KiB/.test(what) ? [413, 'overLimit'] : [400, 'badRequest']
      assertXmlFault(answer, Number(status), String(name))
      assert.ok(!answer.body.includes(CANARY))
    })
  }

  test('of a challenge has it in the header as ever', async () => {
    const careful = await addCareful(app, 'careful')
    const headers = { accept: 'application/xml', 'content-type': 'application/xml' }
    const login = `<auth xmlns="${CORE}"><passwordCredentials username="careful" password="${careful.password}"/></auth>`
    const first = await call(app, 'POST', '/v2.0/tokens', { body: login, headers })
    assertXmlFault(first, 401, 'unauthorized')
    const [, id = ''] = /sessionId='([^']+)'/.exec(String(first.headers['www-authenticate'])) ?? []
    const passcode = `<auth xmlns="${CORE}"><passcodeCredentials xmlns="${RAX_AUTH}" passcode="${careful.otp.code()}"/></auth>`
    const second = await call(app, 'POST', '/v2.0/tokens', {
      body: passcode,
      headers: { ...headers, 'x-sessionid': id },
    })
    assert.equal(second.statusCode, 200, second.body)
    assert.match(second.body, /PASSCODE<.*PASSWORD</)
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

  test('GET / tells the versions in XML, too', async () => {
    const answer = await call(app, 'GET', '/', { headers: { accept: 'application/xml' } })
    assert.equal(answer.statusCode, 300)
    assert.match(String(answer.headers['content-type']), XML_TYPE)
    const ids = [...answer.body.matchAll(/<version id="([^"]+)"/g)].map(([, id]) => id)
    assert.deepEqual(ids, ['v3.14', 'v2.0'])
    assert.match(answer.body, /<atom:link rel="self" href="https:\/\/keyward.example\/v2.0\/"\/>/)
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

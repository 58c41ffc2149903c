import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp } from '../../../../tests/support/app.ts'
import { assertFault, call, NO_TYPE, WRONG_KEY } from '../../../../tests/support/identity.ts'
import { disableUser } from '../../domain/users/disable-user.ts'

const app = await openTestApp()
await app.addService('cloudFiles', 'object-store', 'DFW')
await app.addService('cloudFiles', 'object-store', 'ORD', 'https://ord.example/%(tenant_id)s')
await app.addService('cloudDNS', 'rax:dns')
const alice = await app.addUser('alice', { defaultRegion: 'ORD' })
const RIGHT = { credentials: { username: 'alice', key: alice.apiKey } }

describe('a v1.1 login with the right key', () => {
  test('answers token and catalog by service name, in compact JSON', async () => {
    const answer = await call(app, 'POST', '/v1.1/auth', { body: RIGHT })
    assert.equal(answer.statusCode, 200)
    const { auth } = answer.json()
    assert.match(auth.token.id, /^[A-Za-z0-9_-]{1,250}$/)
    assert.match(auth.token.expires, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    assert.deepEqual(auth.serviceCatalog, {
      cloudFiles: [
        { region: 'DFW', publicURL: `https://cloudFiles.example/v1/${alice.accountId}` },
        { region: 'ORD', publicURL: `https://ord.example/${alice.accountId}`, v1Default: true },
      ],
      cloudDNS: [{ publicURL: `https://cloudDNS.example/v1/${alice.accountId}`, v1Default: true }],
    })
    assert.equal(answer.body, JSON.stringify(answer.json()))
    assert.equal(answer.headers['cache-control'], 'no-store')
  })

  test('marks exactly one endpoint of each service as default, also for a user without region', async () => {
    const body = { credentials: { username: 'owner', key: app.owner.apiKey } }
    const { auth } = (await call(app, 'POST', '/v1.1/auth', { body })).json()
    for (const [name, endpoints] of Object.entries<{ v1Default?: true }[]>(auth.serviceCatalog)) {
      assert.equal(endpoints.filter(({ v1Default }) => v1Default).length, 1, name)
    }
  })

  test('tells the internal address of an endpoint that has one', async () => {
    const other = await openTestApp()
    const inside = 'http://10.0.0.1/%(tenant_id)s'
    await other.addService('cloudFiles', 'object-store', 'DFW', 'https://files.example', inside)
    const { accountId, username, apiKey: key } = other.owner
    const answer = await call(other, 'POST', '/v1.1/auth', { body: { credentials: { username, key } } })
    const [endpoint] = answer.json().auth.serviceCatalog.cloudFiles
    const internalURL = `http://10.0.0.1/${accountId}`
    assert.deepEqual(endpoint, {
      region: 'DFW',
      publicURL: 'https://files.example',
      internalURL,
      v1Default: true,
    })
  })

  test('lives for a day and is known to v2.0', async () => {
    const { auth } = (await call(app, 'POST', '/v1.1/auth', { body: RIGHT })).json()
    const leftMs = Date.parse(auth.token.expires) - app.nowMs()
    assert.ok(leftMs > 23.9 * 3_600_000 && leftMs <= 24 * 3_600_000)
    const { id: token } = auth.token
    assert.equal((await call(app, 'HEAD', `/v2.0/tokens/${token}`, { token })).statusCode, 200)
  })

  for (const [how, headers] of [
    ['without a content type', { 'content-type': NO_TYPE }],
    ['with an empty content type', { 'content-type': '' }],
    ['with half a content type', { 'content-type': 'json' }],
    ['as a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['with a charset', { 'content-type': 'application/json; charset=UTF-8' }],
  ] as const) {
    test(`is taken from a body sent ${how}`, async () => {
      const answer = await call(app, 'POST', '/v1.1/auth', { body: RIGHT, headers })
      assert.equal(answer.statusCode, 200, answer.body)
    })
  }

  test('is taken at /v1.1/auth.json and below /identity', async () => {
    for (const url of ['/v1.1/auth.json', '/v1.1/auth/', '/identity/v1.1/auth']) {
      assert.equal((await call(app, 'POST', url, { body: RIGHT })).statusCode, 200, url)
    }
  })
})

describe('a v1.1 login is refused as a JSON fault', () => {
  const bodies: readonly [string, number, string, unknown][] = [
    ['a wrong key', 401, 'unauthorized', { credentials: { username: 'alice', key: WRONG_KEY } }],
    ['an unknown user', 401, 'unauthorized', { credentials: { username: 'nobody', key: alice.apiKey } }],
    ['no key', 400, 'badRequest', { credentials: { username: 'alice' } }],
    ['an empty name', 400, 'badRequest', { credentials: { username: '', key: alice.apiKey } }],
    ['a key that is a number', 400, 'badRequest', { credentials: { username: 'alice', key: 1 } }],
    ['the body of v2.0', 400, 'badRequest', { auth: {} }],
    ['a list', 400, 'badRequest', []],
    ['null', 400, 'badRequest', 'null'],
    ['broken JSON', 400, 'badRequest', '{"credentials":'],
  ]
  for (const [what, status, name, body] of bodies) {
    test(`${status} for ${what}`, async () => {
      assertFault(await call(app, 'POST', '/v1.1/auth', { body }), status, name)
    })
  }

  test('403 userDisabled for a disabled user with the right key', async () => {
    const { userId, apiKey } = await app.addUser('carl')
    await disableUser(app.deps, { kind: 'system', name: 'test' }, userId)
    const right = { credentials: { username: 'carl', key: apiKey } }
    assertFault(await call(app, 'POST', '/v1.1/auth', { body: right }), 403, 'userDisabled')
    const wrong = { credentials: { username: 'carl', key: WRONG_KEY } }
    assertFault(await call(app, 'POST', '/v1.1/auth', { body: wrong }), 401, 'unauthorized')
  })

  test('a credential in the address, before anybody looks at the body', async () => {
    assertFault(await call(app, 'POST', '/v1.1/auth?key=x', { body: RIGHT }), 400, 'badRequest')
  })

  test('without a body, by another method, at another address', async () => {
    assertFault(await call(app, 'POST', '/v1.1/auth'), 400, 'badRequest')
    assertFault(await call(app, 'GET', '/v1.1/auth'), 405, 'badMethod')
    assertFault(await call(app, 'GET', '/v1.1/users/alice/groups'), 404, 'itemNotFound')
  })

  test('XML that is not of v1.1', async () => {
    const headers = { 'content-type': 'application/xml' }
    for (const uri of ['', 'http://docs.openstack.org/identity/api/v2.0']) {
      const body = `<credentials xmlns="${uri}" username="alice" key="x"/>`
      assertFault(await call(app, 'POST', '/v1.1/auth', { body, headers }), 400, 'badRequest')
    }
  })
})

describe('v1.1 in XML', () => {
  const NAMESPACE = 'http://docs.rackspacecloud.com/auth/api/v1.1'
  const headers = { 'content-type': 'application/xml', accept: 'application/xml' }
  const send = ({ username, key }: { username: string; key: string }) => {
    const body = `<credentials xmlns="${NAMESPACE}" username="${username}" key="${key}"/>`
    return call(app, 'POST', '/v1.1/auth', { body, headers })
  }

  test('logs in, and tells each service with its endpoints', async () => {
    const answer = await send(RIGHT.credentials)
    assert.equal(answer.statusCode, 200, answer.body)
    assert.match(String(answer.headers['content-type']), /^application\/xml/)
    const { token } = (await call(app, 'POST', '/v1.1/auth', { body: RIGHT })).json().auth
    assert.ok(answer.body.includes(`<auth xmlns="${NAMESPACE}"><token id="`))
    assert.ok(answer.body.includes(` expires="${token.expires}"/><serviceCatalog>`))
    assert.match(answer.body, /<service name="cloudFiles"><endpoint region="[A-Z]+" publicURL="[^"]+"/)
  })

  test('refuses in XML', async () => {
    const answer = await send({ ...RIGHT.credentials, key: '0'.repeat(32) })
    assert.equal(answer.statusCode, 401)
    assert.ok(answer.body.includes(`<unauthorized xmlns="${NAMESPACE}" code="401"><message>`))
    const version = await call(app, 'GET', '/v1.1.xml')
    assert.match(version.body, /<version xmlns="[^"]+" [^>]*id="v1.1"/)
  })
})

test('GET /v1.1 tells the version', async () => {
  const { version } = (await call(app, 'GET', '/v1.1')).json()
  assert.deepEqual([version.id, version.status], ['v1.1', 'DEPRECATED'])
})

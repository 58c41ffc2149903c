import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, PUBLIC_URL } from '../../../../tests/support/app.ts'
import {
  assertFault,
  call,
  keyLogin,
  NO_TYPE,
  passwordLogin,
  passwordTokenOf,
  tokenOf,
  WRONG_KEY,
} from '../../../../tests/support/identity.ts'
import { disableUser } from '../../domain/users/disable-user.ts'

const app = await openTestApp()
await app.addService('cloudFiles', 'object-store', 'dfw')
await app.addService('cloudFiles', 'object-store', 'ORD', 'https://ord.example/%(tenant_id)s/x/%(tenant_id)s')
await app.addService('cloudDNS', 'rax:dns')
const PASSWORD = 'nobody would ever guess this'
const alice = await app.addUser('alice', { password: PASSWORD, roles: ['identity:user-admin'] })
const { accountId } = alice

function logIn(body: unknown, headers: Readonly<Record<string, string>> = {}, url = '/v2.0/tokens') {
  return call(app, 'POST', url, { body, headers })
}

describe('a v2.0 login by API key', () => {
  test('answers catalog, user and token, each in the recorded order of members', async () => {
    const { statusCode, body } = await logIn(keyLogin(alice))
    assert.equal(statusCode, 200)
    const { access } = JSON.parse(body)
    assert.deepEqual(Object.keys(access), ['serviceCatalog', 'user', 'token'])
    assert.deepEqual(Object.keys(access.token), [
      'expires',
      'RAX-AUTH:issued',
      'id',
      'RAX-AUTH:authenticatedBy',
      'tenant',
    ])
    assert.deepEqual(Object.keys(access.token.tenant), ['name', 'id'])
    assert.deepEqual(Object.keys(access.user), [
      'id',
      'roles',
      'name',
      'RAX-AUTH:defaultRegion',
      'RAX-AUTH:domainId',
      'RAX-AUTH:federated',
    ])
  })

  test('is compact JSON: nothing between the members', async () => {
    const { body } = await logIn(keyLogin(alice))
    assert.equal(body, JSON.stringify(JSON.parse(body)))
  })

  test('can be cut apart by the two patterns of acme.sh', async () => {
    const { body } = await logIn(keyLogin(alice))
    const { token } = JSON.parse(body).access
    // acme.sh, dnsapi/dns_rackspace.sh, as sed reads them: the longest match.
    assert.equal(/^.*"token":{.*,"id":"([^"]*)",".*/.exec(body)?.[1], token.id)
    assert.equal(/^.*"token":{.*,"id":"([^"]*)"}.*/.exec(body)?.[1], accountId)
  })

  test('tells user, roles and token', async () => {
    const { access } = (await logIn(keyLogin(alice))).json()
    assert.deepEqual(access.user, {
      id: alice.userId,
      roles: [
        { id: '3', name: 'identity:user-admin', description: 'Account owner.' },
        {
          id: '5',
          name: 'object-store:default',
          description: 'Storage of the account.',
          tenantId: accountId,
        },
      ],
      name: 'alice',
      'RAX-AUTH:defaultRegion': 'DFW',
      'RAX-AUTH:domainId': accountId,
      'RAX-AUTH:federated': false,
    })
    assert.deepEqual(access.token['RAX-AUTH:authenticatedBy'], ['APIKEY'])
    assert.deepEqual(access.token.tenant, { name: accountId, id: accountId })
    const lifeMs = Date.parse(access.token.expires) - Date.parse(access.token['RAX-AUTH:issued'])
    assert.equal(lifeMs, 24 * 3_600_000)
  })

  test('groups the catalog by service and fills in the account number everywhere', async () => {
    const { access } = (await logIn(keyLogin(alice))).json()
    assert.deepEqual(access.serviceCatalog, [
      {
        name: 'cloudFiles',
        type: 'object-store',
        endpoints: [
          { region: 'DFW', tenantId: accountId, publicURL: `https://cloudFiles.example/v1/${accountId}` },
          {
            region: 'ORD',
            tenantId: accountId,
            publicURL: `https://ord.example/${accountId}/x/${accountId}`,
          },
        ],
      },
      {
        name: 'cloudDNS',
        type: 'rax:dns',
        endpoints: [{ tenantId: accountId, publicURL: `https://cloudDNS.example/v1/${accountId}` }],
      },
      {
        name: 'cloudIdentity',
        type: 'identity',
        endpoints: [{ tenantId: accountId, publicURL: `${PUBLIC_URL}/v2.0` }],
      },
    ])
  })

  test('gives a new token each time', async () => {
    assert.notEqual(await tokenOf(app, alice), await tokenOf(app, alice))
  })

  test('says what answers depend on, and that nobody may keep them', async () => {
    const { headers } = await logIn(keyLogin(alice))
    assert.equal(headers['vary'], 'Accept, Accept-Encoding, X-Auth-Token')
    assert.equal(headers['cache-control'], 'no-store')
    assert.match(String(headers['content-type']), /^application\/json/)
    assert.equal(headers['x-trans-id'], headers['x-request-id'])
  })

  const variants: readonly [string, unknown][] = [
    ['in another spelling of the name', keyLogin({ ...alice, username: 'Alice' })],
    ['with the account as tenantId', keyLogin(alice, { tenantId: accountId })],
    ['with the account as tenantName', keyLogin(alice, { tenantName: accountId })],
    ['with the account as a number', keyLogin(alice, { tenantId: Number(accountId) })],
    ['with an empty tenantName', keyLogin(alice, { tenantName: '' })],
    ['with a tenantId of null', keyLogin(alice, { tenantId: null })],
    ['with the same account twice', keyLogin(alice, { tenantId: accountId, tenantid: 1 })],
    ['with members that mean nothing', { ...keyLogin(alice, { extra: { a: [1] } }), more: true }],
    ['with null for another kind', keyLogin(alice, { passwordCredentials: null })],
    [
      'with the account among the credentials',
      {
        auth: {
          'RAX-KSKEY:apiKeyCredentials': { username: 'alice', apiKey: alice.apiKey, tenantId: accountId },
        },
      },
    ],
  ]
  for (const [how, body] of variants) {
    test(`is taken ${how}`, async () => {
      const answer = await logIn(body)
      assert.equal(answer.statusCode, 200, answer.body)
      assert.equal(answer.json().access.token.tenant.id, accountId)
    })
  }

  for (const url of [
    '/v2.0',
    '/v2.0/',
    '/v2.0/tokens/',
    '/v2.0/tokens.json',
    '//v2.0//tokens',
    '/identity/v2.0/tokens',
  ]) {
    test(`is taken at ${url}`, async () =>
      assert.equal((await logIn(keyLogin(alice), {}, url)).statusCode, 200))
  }

  const headers: readonly [string, Readonly<Record<string, string>>][] = [
    ['an empty token', { 'x-auth-token': '' }],
    ['a token that is no good', { 'x-auth-token': 'stale' }],
    ['no content type', { 'content-type': NO_TYPE }],
    ['an empty content type', { 'content-type': '' }],
    ['half a content type', { 'content-type': 'json' }],
    ['the content type of forms', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a charset', { 'content-type': 'application/json; charset=UTF-8' }],
    ['an Accept that admits anything', { accept: '*/*' }],
    ['an Accept that names XML and JSON', { accept: 'application/xml, application/json;q=0.5' }],
    ['an Accept of another kind', { accept: 'text/plain' }],
  ]
  for (const [what, given] of headers) {
    test(`is taken with ${what}`, async () => {
      assert.equal((await logIn(keyLogin(alice), given)).statusCode, 200)
    })
  }

  test('leaves the catalog out when asked', async () => {
    const answer = await logIn(keyLogin(alice), {}, '/v2.0/tokens?include_endpoints=false')
    assert.deepEqual(Object.keys(answer.json().access), ['user', 'token'])
    assert.equal(answer.body, JSON.stringify(answer.json()))
  })

  test("keeps an operator's own identity service", async () => {
    const other = await openTestApp()
    await other.addService('keystone', 'identity', 'LON', 'https://identity.example/v2.0')
    const { access } = (await call(other, 'POST', '/v2.0/tokens', { body: keyLogin(other.owner) })).json()
    assert.deepEqual(
      access.serviceCatalog.map(({ name }: { name: string }) => name),
      ['keystone'],
    )
  })

  test('shows a change of the catalog in the very next login', async () => {
    const other = await openTestApp()
    const names = async () => {
      const { access } = (await call(other, 'POST', '/v2.0/tokens', { body: keyLogin(other.owner) })).json()
      return access.serviceCatalog.map(({ name }: { name: string }) => name)
    }
    assert.deepEqual(await names(), ['cloudIdentity'])
    await other.addService('cloudFiles', 'object-store', 'DFW')
    assert.deepEqual(await names(), ['cloudFiles', 'cloudIdentity'])
  })

  test('escapes what a name may hold', async () => {
    const { username, apiKey } = await app.addUser('ünïcode.@-_+')
    const { access } = (await logIn(keyLogin({ username, apiKey }))).json()
    assert.equal(access.user.name, username)
  })
})

describe('a v2.0 login by password', () => {
  test('answers as one by key, and says how it was done', async () => {
    const { access } = (await logIn(passwordLogin('alice', PASSWORD, { tenantName: accountId }))).json()
    assert.deepEqual(access.token['RAX-AUTH:authenticatedBy'], ['PASSWORD'])
    assert.equal(access.user.id, alice.userId)
  })

  test('is refused for a wrong password, an unknown user and a user without one, in the same words', async () => {
    await app.addUser('nopassword')
    const answers = [
      await logIn(passwordLogin('alice', 'wrong')),
      await logIn(passwordLogin('nobody', PASSWORD)),
      await logIn(passwordLogin('nopassword', PASSWORD)),
    ]
    for (const answer of answers) assertFault(answer, 401, 'unauthorized')
    assert.equal(new Set(answers.map(({ body }) => body)).size, 1)
  })

  test('does not take the API key', async () => {
    assertFault(await logIn(passwordLogin('alice', alice.apiKey)), 401, 'unauthorized')
  })
})

describe('a v2.0 login by token', () => {
  test('gives another token of the same login, which ends when that one does', async () => {
    const first = (await logIn(keyLogin(alice))).json().access.token
    app.wait(3_600_000)
    const { access } = (await logIn({ auth: { token: { id: first.id }, tenantId: accountId } })).json()
    assert.notEqual(access.token.id, first.id)
    assert.equal(access.token.expires, first.expires)
    assert.deepEqual(access.token['RAX-AUTH:authenticatedBy'], ['APIKEY'])
    assert.ok(access.serviceCatalog.length > 0)
  })

  test('keeps how the first login was done', async () => {
    const id = await passwordTokenOf(app, 'alice', PASSWORD)
    const { access } = (await logIn({ auth: { token: { id } } })).json()
    assert.deepEqual(access.token['RAX-AUTH:authenticatedBy'], ['PASSWORD'])
  })

  test('is 404 for a token that is unknown, revoked or expired', async () => {
    assertFault(await logIn({ auth: { token: { id: 'unknown' } } }), 404, 'itemNotFound')
    const revoked = await tokenOf(app, alice)
    await call(app, 'DELETE', '/v2.0/tokens', { token: revoked })
    assertFault(await logIn({ auth: { token: { id: revoked } } }), 404, 'itemNotFound')
    const expired = await tokenOf(app, alice)
    app.wait(24 * 3_600_000 + 1)
    assertFault(await logIn({ auth: { token: { id: expired } } }), 404, 'itemNotFound')
  })

  test('is 401 for another account', async () => {
    const id = await tokenOf(app, alice)
    assertFault(await logIn({ auth: { token: { id }, tenantId: '999999' } }), 401, 'unauthorized')
  })
})

describe('a v2.0 login is refused', () => {
  const bodies: readonly [string, number, string, unknown][] = [
    ['a wrong key', 401, 'unauthorized', keyLogin({ ...alice, apiKey: WRONG_KEY })],
    ['an unknown user', 401, 'unauthorized', keyLogin({ ...alice, username: 'nobody' })],
    ["another user's key", 401, 'unauthorized', keyLogin({ ...alice, apiKey: app.owner.apiKey })],
    ['a key with a space', 401, 'unauthorized', keyLogin({ ...alice, apiKey: ` ${alice.apiKey}` })],
    [
      'a key in upper case',
      401,
      'unauthorized',
      keyLogin({ ...alice, apiKey: alice.apiKey.toUpperCase().padStart(33, 'A') }),
    ],
    ['a key of 2,000 letters', 401, 'unauthorized', keyLogin({ ...alice, apiKey: 'a'.repeat(2_000) })],
    ['another account', 401, 'unauthorized', keyLogin(alice, { tenantId: '999999' })],
    ['another account by name', 401, 'unauthorized', keyLogin(alice, { tenantName: 'alice' })],
    [
      'tenantId and tenantName',
      400,
      'badRequest',
      keyLogin(alice, { tenantId: accountId, tenantName: accountId }),
    ],
    [
      'two kinds',
      400,
      'badRequest',
      keyLogin(alice, { passwordCredentials: { username: 'alice', password: 'x' } }),
    ],
    ['a key and a token', 400, 'badRequest', keyLogin(alice, { token: { id: 'x' } })],
    ['a passcode', 400, 'badRequest', { auth: { 'RAX-AUTH:passcodeCredentials': { passcode: '123456' } } }],
    ['no kind', 400, 'badRequest', { auth: {} }],
    ['a kind that is unknown', 400, 'badRequest', { auth: { 'OS-KSEC2:ec2Credentials': {} } }],
    ['no auth', 400, 'badRequest', {}],
    ['auth as a text', 400, 'badRequest', { auth: 'alice' }],
    ['an empty name', 400, 'badRequest', keyLogin({ ...alice, username: '' })],
    ['an empty key', 400, 'badRequest', keyLogin({ ...alice, apiKey: '' })],
    [
      'a key that is a list',
      400,
      'badRequest',
      { auth: { 'RAX-KSKEY:apiKeyCredentials': { username: 'a', apiKey: [] } } },
    ],
    ['no key', 400, 'badRequest', { auth: { 'RAX-KSKEY:apiKeyCredentials': { username: 'alice' } } }],
    ['a list', 400, 'badRequest', []],
    ['a text', 400, 'badRequest', '"auth"'],
    ['broken JSON', 400, 'badRequest', '{"auth":{'],
    ['a repeated member', 400, 'badRequest', `{"auth":{"token":{"id":"a","id":"b"}}}`],
    ['a million brackets', 413, 'overLimit', '['.repeat(1_000_000)],
    ['sixty thousand brackets', 400, 'badRequest', '['.repeat(60_000)],
    ['invalid UTF-8', 400, 'badRequest', Buffer.from([0x7b, 0xff, 0x7d])],
    ['a NUL in the name', 400, 'badRequest', keyLogin({ ...alice, username: 'alice\0' })],
    ['a prototype', 400, 'badRequest', '{"__proto__":{"auth":{}}}'],
    ['over 64 KiB', 413, 'overLimit', keyLogin(alice, { filler: 'x'.repeat(70_000) })],
  ]
  for (const [what, status, name, body] of bodies) {
    test(`${status} for ${what}`, async () => assertFault(await logIn(body), status, name))
  }

  test('400 without a body', async () => {
    assertFault(await call(app, 'POST', '/v2.0/tokens'), 400, 'badRequest')
  })

  test('403 userDisabled for a disabled user, only after the credential proved right', async () => {
    const carl = await app.addUser('carl', { password: PASSWORD })
    await disableUser(app.deps, { kind: 'system', name: 'test' }, carl.userId)
    assertFault(await logIn(keyLogin(carl)), 403, 'userDisabled')
    assertFault(await logIn(keyLogin({ ...carl, apiKey: WRONG_KEY })), 401, 'unauthorized')
    assertFault(await logIn(passwordLogin('carl', PASSWORD)), 403, 'userDisabled')
    assertFault(await logIn(passwordLogin('carl', 'wrong')), 401, 'unauthorized')
  })

  test('413 overLimit with the time to wait, in the body too, while the right key goes on', async () => {
    const crowded = await openTestApp()
    const wrong = { body: keyLogin({ username: 'owner', apiKey: WRONG_KEY }) }
    for (let at = 0; at < 20; at++)
      assertFault(await call(crowded, 'POST', '/v2.0/tokens', wrong), 401, 'unauthorized')
    const throttled = await call(crowded, 'POST', '/v2.0/tokens', wrong)
    assertFault(throttled, 413, 'overLimit')
    assert.equal(String(throttled.json().overLimit.retryAfter), throttled.headers['retry-after'])
    const token = await tokenOf(crowded, crowded.owner)
    assert.equal((await call(crowded, 'GET', `/v2.0/tokens/${token}`, { token })).statusCode, 200)
  })

  test('never with the secret in the answer', async () => {
    for (const body of [keyLogin({ ...alice, apiKey: WRONG_KEY }), { auth: { x: WRONG_KEY } }]) {
      assert.ok(!(await logIn(body)).body.includes(WRONG_KEY))
    }
  })
})

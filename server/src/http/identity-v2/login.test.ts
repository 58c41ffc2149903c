import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, PUBLIC_URL } from '../../../../tests/support/app.ts'
import { call, keyLogin, NO_TYPE, tokenOf } from '../../../../tests/support/identity.ts'
import { accountId, alice, app, logIn } from './login-testing.ts'

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

  for (const no of ['false', 'False', 'FALSE']) {
    test(`leaves the catalog out when asked by ${no}`, async () => {
      const answer = await logIn(keyLogin(alice), {}, `/v2.0/tokens?include_endpoints=${no}`)
      assert.deepEqual(Object.keys(answer.json().access), ['user', 'token'])
      assert.equal(answer.body, JSON.stringify(answer.json()))
    })
  }

  test('tells the catalog when asked about it twice', async () => {
    const answer = await logIn(
      keyLogin(alice),
      {},
      '/v2.0/tokens?include_endpoints=false&include_endpoints=false',
    )
    assert.deepEqual(Object.keys(answer.json().access), ['serviceCatalog', 'user', 'token'])
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

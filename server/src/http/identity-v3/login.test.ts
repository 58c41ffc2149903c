import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, PUBLIC_URL, TESTER } from '../../../../tests/support/app.ts'
import { call, NO_TYPE, WRONG_KEY } from '../../../../tests/support/identity.ts'
import {
  assertKeystoneError,
  logInV3,
  secretLogin,
  subjectTokenOf,
} from '../../../../tests/support/identity-v3.ts'
import { changeRoles } from '../../domain/users/change-roles.ts'
import { accountId, alice, app, byKey, logIn, PASSWORD } from './login-testing.ts'

const DEFAULT = { id: 'default', name: 'Default' }
const OTHER = await app.addAccount('other')
const DAY_MS = 24 * 3_600_000
const WRONG_SECRET = (await logIn(secretLogin({ name: 'nobody' }, WRONG_KEY))).body

describe('a v3 login', () => {
  test('answers 201 with the token in a header and exactly the members of Keystone', async () => {
    const answer = await logIn(secretLogin({ name: 'alice', domain: { name: 'Default' } }, PASSWORD))
    assert.equal(answer.statusCode, 201)
    assert.match(subjectTokenOf(answer), /^[A-Za-z0-9_-]{1,250}$/)
    const { token, ...rest } = answer.json()
    assert.deepEqual(rest, {})
    const { audit_ids, expires_at, issued_at, roles, catalog, ...said } = token
    assert.deepEqual(said, {
      methods: ['password'],
      user: { domain: DEFAULT, id: alice.userId, name: 'alice', password_expires_at: null },
      project: { domain: DEFAULT, id: accountId, name: accountId },
      is_domain: false,
    })
    assert.equal(audit_ids.length, 1)
    assert.match(audit_ids[0], /^[A-Za-z0-9_-]{22}$/)
    for (const time of [expires_at, issued_at]) assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
    assert.equal(Date.parse(expires_at) - Date.parse(issued_at), DAY_MS)
    assert.ok(roles.length > 0 && catalog.length > 0)
  })

  test('says what the answer depends on, that nobody may keep it, and its number', async () => {
    const { headers } = await logIn(byKey())
    assert.equal(headers['vary'], 'X-Auth-Token')
    assert.equal(headers['cache-control'], 'no-store')
    assert.match(String(headers['content-type']), /^application\/json/)
    const form = /^req-[0-9a-f]{8}-[0-9a-f]{4}-4000-8000-([0-9a-f]{12})$/
    const [, processPart] = form.exec(String(headers['x-openstack-request-id'])) ?? []
    assert.ok(processPart && String(headers['x-request-id']).startsWith(processPart))
  })

  test('shows the catalog with an identity service of three interfaces', async () => {
    const { catalog } = (await logIn(byKey())).json().token
    const told = catalog.map(
      (service: { type: string; name: string; endpoints: Record<string, string>[] }) => [
        service.type,
        service.name,
        service.endpoints.map((endpoint) => [endpoint['interface'], endpoint['region'], endpoint['url']]),
      ],
    )
    const own = `${PUBLIC_URL}/v3`
    assert.deepEqual(told, [
      ['object-store', 'cloudFiles', [['public', 'DFW', `https://cloudFiles.example/v1/${accountId}`]]],
      [
        'identity',
        'keystone',
        [
          ['public', 'DFW', own],
          ['internal', 'DFW', own],
          ['admin', 'DFW', own],
        ],
      ],
    ])
    for (const { id, endpoints } of catalog) {
      assert.match(id, /^[0-9a-f]{32}$/)
      for (const endpoint of endpoints) {
        assert.match(endpoint.id, /^[0-9a-f]{32}$/)
        assert.equal(endpoint.region_id, endpoint.region)
      }
    }
    const ids = catalog.flatMap(({ endpoints }: { endpoints: { id: string }[] }) =>
      endpoints.map(({ id }) => id),
    )
    assert.equal(new Set(ids).size, ids.length)
  })

  test('leaves the catalog out when asked', async () => {
    for (const query of ['?nocatalog', '?nocatalog=', '?nocatalog=1']) {
      const { token } = (await logIn(byKey(), query)).json()
      assert.ok(!('catalog' in token) && 'project' in token && 'roles' in token, query)
    }
  })

  test('tells an owner what every user is, and an operator as admin', async () => {
    const rolesOf = async (user: { username: string; apiKey: string }) => {
      const { token } = (await logIn(secretLogin({ name: user.username }, user.apiKey))).json()
      return token.roles.map(({ name }: { name: string }) => name)
    }
    assert.deepEqual(await rolesOf(alice), ['identity:user-admin', 'object-store:default', 'member'])
    assert.ok((await rolesOf(app.owner)).includes('admin'))
    const validator = await app.addUser('swift', { roles: ['service', 'reader'] })
    assert.deepEqual(await rolesOf(validator), ['object-store:default', 'reader', 'service', 'member'])
  })

  test('shows a change of roles and of the catalog in the very next login', async () => {
    const other = await openTestApp()
    const bob = await other.addUser('bob')
    const told = async () => {
      const { token } = (await logInV3(other, secretLogin({ name: 'bob' }, bob.apiKey))).json()
      return { roles: token.roles.length, services: token.catalog.length }
    }
    assert.deepEqual(await told(), { roles: 3, services: 1 })
    await other.addService('cloudDNS', 'rax:dns')
    await changeRoles(other.deps, TESTER, bob.userId, { add: ['reader'], remove: [] })
    assert.deepEqual(await told(), { roles: 4, services: 2 })
  })

  test("keeps an operator's own identity service, with the interfaces that are looked for", async () => {
    const other = await openTestApp()
    await other.addService('mine', 'identity', 'LON', 'https://identity.example/v3')
    const { username, apiKey } = other.owner
    const { catalog } = (await logInV3(other, secretLogin({ name: username }, apiKey))).json().token
    assert.equal(catalog.length, 1)
    const told = catalog[0].endpoints.map((endpoint: Record<string, string>) => [
      endpoint['interface'],
      endpoint['url'],
    ])
    const url = 'https://identity.example/v3'
    assert.deepEqual(told, [
      ['public', url],
      ['internal', url],
      ['admin', url],
    ])
  })

  const ways: readonly [string, object][] = [
    ['by name alone', byKey()],
    ['by id', byKey({}, { id: alice.userId })],
    ['by name and the domain by id', byKey({}, { name: 'alice', domain: { id: 'default' } })],
    ['by name and the domain by name', byKey({}, { name: 'alice', domain: { name: 'Default' } })],
    ['in another spelling of name and domain', byKey({}, { name: 'Alice', domain: { name: 'default' } })],
    ['with an empty id beside the name', byKey({}, { id: '', name: 'alice', domain: null })],
    ['by password and id', secretLogin({ id: alice.userId }, PASSWORD)],
    ['with members that mean nothing', { ...byKey({ tenantName: accountId }), more: 1 }],
    [
      'with a method named three times',
      {
        auth: {
          identity: {
            methods: ['password', 'password', 'password'],
            password: { user: { name: 'alice', password: PASSWORD } },
          },
        },
      },
    ],
  ]
  for (const [how, body] of ways) {
    test(`is taken ${how}`, async () => {
      const answer = await logIn(body)
      assert.equal(answer.statusCode, 201, answer.body)
      assert.equal(answer.json().token.user.id, alice.userId)
    })
  }

  for (const url of ['/v3', '/v3/', '/v3/auth/tokens/', '//v3//auth/tokens', '/identity/v3/auth/tokens']) {
    test(`is taken at ${url}`, async () => {
      assert.equal((await call(app, 'POST', url, { body: byKey() })).statusCode, 201)
    })
  }

  const headers: readonly [string, Readonly<Record<string, string>>][] = [
    ['a token that is no good', { 'x-auth-token': 'stale' }],
    ['no content type', { 'content-type': NO_TYPE }],
    ['the content type of forms', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['an Accept that admits anything', { accept: '*/*' }],
  ]
  for (const [what, given] of headers) {
    test(`is taken with ${what}`, async () => {
      const answer = await call(app, 'POST', '/v3/auth/tokens', { body: byKey(), headers: given })
      assert.equal(answer.statusCode, 201)
    })
  }
})

describe('the scope of a v3 login', () => {
  const projects: readonly [string, object][] = [
    ['by id', { project: { id: accountId } }],
    ['by name and domain', { project: { name: accountId, domain: { id: 'default' } } }],
    ['by name alone, as pkgcloud sends it', { project: { name: accountId } }],
    ['with null for the other kinds', { project: { id: accountId }, domain: null, system: null }],
  ]
  for (const [how, scope] of projects) {
    test(`is the account ${how}`, async () => {
      const { token } = (await logIn(byKey({ scope }))).json()
      assert.equal(token.project.id, accountId)
    })
  }

  test('is nothing when unscoped: no project, no roles, no catalog', async () => {
    for (const scope of ['unscoped', { unscoped: {} }]) {
      const { token } = (await logIn(byKey({ scope }))).json()
      const members = ['methods', 'user', 'audit_ids', 'expires_at', 'issued_at']
      assert.deepEqual(Object.keys(token).sort(), members.sort())
    }
  })

  test('is the domain or the system for an operator alone', async () => {
    const operator = (scope: object) =>
      logIn(secretLogin({ name: app.owner.username }, app.owner.apiKey, { scope }))
    const domain = (await operator({ domain: { name: 'Default' } })).json().token
    assert.deepEqual(domain.domain, DEFAULT)
    const system = (await operator({ system: { all: true } })).json().token
    assert.deepEqual(system.system, { all: true })
    for (const token of [domain, system]) {
      assert.ok(!('project' in token) && !('is_domain' in token))
      const names = token.roles.map(({ name }: { name: string }) => name)
      assert.ok(names.includes('admin') && !names.includes('object-store:default'))
      assert.ok(token.catalog.length > 0)
    }
  })

  const refused: readonly [string, object][] = [
    ['another account', { project: { id: '999999' } }],
    ['an account that exists', { project: { id: OTHER } }],
    ['the account in another domain', { project: { name: accountId, domain: { name: 'Elsewhere' } } }],
    ['the domain', { domain: { id: 'default' } }],
    ['another domain', { domain: { id: 'elsewhere' } }],
    ['the system', { system: { all: true } }],
  ]
  for (const [what, scope] of refused) {
    test(`is refused for ${what}, in the words of a wrong secret`, async () => {
      const answer = await logIn(byKey({ scope }))
      assertKeystoneError(answer, 401, 'Unauthorized')
      assert.equal(answer.body, WRONG_SECRET)
    })
  }

  const unreadable: readonly [string, unknown][] = [
    ['two of them', { project: { id: accountId }, domain: { id: 'default' } }],
    ['none', {}],
    ['a project without a name', { project: {} }],
    ['a domain without a name', { domain: {} }],
    ['half of the system', { system: { all: false } }],
    ['another word', 'everything'],
    ['a number', 7],
    ['a trust', { 'OS-TRUST:trust': { id: 'x' } }],
  ]
  for (const [what, scope] of unreadable) {
    test(`is 400 for ${what}`, async () =>
      assertKeystoneError(await logIn(byKey({ scope })), 400, 'Bad Request'))
  }
})

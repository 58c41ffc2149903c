import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, PUBLIC_URL, TESTER } from '../../../../tests/support/app.ts'
import { call, keyLogin, NO_TYPE, tokenOf, WRONG_KEY } from '../../../../tests/support/identity.ts'
import {
  assertKeystoneError,
  logInV3,
  secretLogin,
  subjectTokenOf,
  tokenLogin,
  v3TokenOf,
} from '../../../../tests/support/identity-v3.ts'
import { changeRoles } from '../../domain/users/change-roles.ts'
import { disableUser } from '../../domain/users/disable-user.ts'

const app = await openTestApp()
await app.addService('cloudFiles', 'object-store', 'DFW')
const PASSWORD = 'nobody would ever guess this'
const alice = await app.addUser('alice', { password: PASSWORD, roles: ['identity:user-admin'] })
const { accountId } = alice
const DEFAULT = { id: 'default', name: 'Default' }
const OTHER = await app.addAccount('other')
const DAY_MS = 24 * 3_600_000

const logIn = (body: unknown, query = '') => logInV3(app, body, query)
const WRONG_SECRET = (await logIn(secretLogin({ name: 'nobody' }, WRONG_KEY))).body
const byKey = (more: object = {}, user: object = { name: 'alice' }) => secretLogin(user, alice.apiKey, more)

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

describe('a v3 login by token', () => {
  test('gives another token that ends when the first one does, and tells of both', async () => {
    const first = await logIn(byKey())
    app.wait(3_600_000)
    const answer = await logIn(tokenLogin(subjectTokenOf(first)))
    const [old, token] = [first.json().token, answer.json().token]
    assert.notEqual(subjectTokenOf(answer), subjectTokenOf(first))
    assert.deepEqual(token.methods, ['token', 'password'])
    assert.equal(token.expires_at, old.expires_at)
    assert.ok(token.issued_at > old.issued_at)
    assert.equal(token.audit_ids.length, 2)
    assert.equal(token.audit_ids[1], old.audit_ids[0])
  })

  test('gives a scope to a token without one, and takes it away again', async () => {
    const unscoped = await v3TokenOf(app, alice, { scope: 'unscoped' })
    const scoped = await logIn(tokenLogin(unscoped, { scope: { project: { id: accountId } } }))
    assert.equal(scoped.json().token.project.id, accountId)
    const again = await logIn(tokenLogin(subjectTokenOf(scoped), { scope: 'unscoped' }))
    assert.ok(!('project' in again.json().token))
    assertKeystoneError(
      await logIn(tokenLogin(unscoped, { scope: { project: { id: '1' } } })),
      401,
      'Unauthorized',
    )
  })

  test('takes a token of v2.0, and v2.0 takes one of v3', async () => {
    const answer = await logIn(tokenLogin(await tokenOf(app, alice)))
    assert.equal(answer.json().token.user.id, alice.userId)
    const body = { auth: { token: { id: await v3TokenOf(app, alice) } } }
    const { access } = (await call(app, 'POST', '/v2.0/tokens', { body })).json()
    assert.equal(access.user.id, alice.userId)
  })

  test('dies with the first one, not the reverse', async () => {
    const first = await v3TokenOf(app, alice)
    const [one, two] = [await logIn(tokenLogin(first)), await logIn(tokenLogin(first))].map(subjectTokenOf)
    const end = (token: string) =>
      call(app, 'DELETE', '/v3/auth/tokens', { token, headers: { 'x-subject-token': token } })
    assert.equal((await end(one ?? '')).statusCode, 204)
    assert.equal((await logIn(tokenLogin(first))).statusCode, 201)
    assert.equal((await end(first)).statusCode, 204)
    for (const token of [first, one, two]) {
      assertKeystoneError(await logIn(tokenLogin(token ?? '')), 401, 'Unauthorized')
    }
  })
})

describe('several methods in one v3 login', () => {
  const both = (token: string, name: string, password: string) => ({
    auth: {
      identity: {
        methods: ['password', 'token'],
        password: { user: { name, password } },
        token: { id: token },
      },
    },
  })

  test('must all be right; the token sets the end', async () => {
    const first = await logIn(byKey())
    app.wait(60_000)
    const answer = await logIn(both(subjectTokenOf(first), 'alice', PASSWORD))
    const { token } = answer.json()
    assert.equal(token.expires_at, first.json().token.expires_at)
    assert.deepEqual(token.methods, ['token', 'password'])
  })

  test('are refused when one is wrong, or when they are of two users', async () => {
    const token = await v3TokenOf(app, alice)
    const ofOwner = await v3TokenOf(app, app.owner)
    for (const body of [
      both('x', 'alice', PASSWORD),
      both(token, 'alice', 'wrong'),
      both(ofOwner, 'alice', PASSWORD),
    ]) {
      assertKeystoneError(await logIn(body), 401, 'Unauthorized')
    }
  })

  test('F-19, CVE-2014-2828: a method named many times is tried once', async (t) => {
    const compared = t.mock.method(app.deps.hasher, 'verify')
    const password = { user: { name: 'alice', password: PASSWORD } }
    const methods = Array.from({ length: 900 }, () => 'password')
    assert.equal((await logIn({ auth: { identity: { methods, password } } })).statusCode, 201)
    assert.equal(compared.mock.callCount(), 1)
  })
})

describe('a v3 login is refused', () => {
  test('401 in one and the same answer, whatever was wrong', async () => {
    const carl = await app.addUser('carl', { password: PASSWORD })
    await disableUser(app.deps, TESTER, carl.userId)
    const answers = [
      await logIn(secretLogin({ name: 'alice' }, 'wrong')),
      await logIn(secretLogin({ name: 'alice' }, WRONG_KEY)),
      await logIn(secretLogin({ name: 'alice' }, '')),
      await logIn(secretLogin({ name: 'alice' }, app.owner.apiKey)),
      await logIn(secretLogin({ name: 'nobody' }, PASSWORD)),
      await logIn(secretLogin({ id: 'f'.repeat(32) }, PASSWORD)),
      await logIn(secretLogin({ id: alice.userId }, app.owner.apiKey)),
      await logIn(secretLogin({ id: 'alice' }, PASSWORD)),
      await logIn(secretLogin({ name: 'alice', domain: { id: 'elsewhere' } }, PASSWORD)),
      await logIn(secretLogin({ name: 'carl' }, PASSWORD)),
      await logIn(secretLogin({ name: 'carl' }, carl.apiKey)),
      await logIn(tokenLogin('unknown')),
    ]
    for (const answer of answers) assertKeystoneError(answer, 401, 'Unauthorized')
    assert.equal(new Set(answers.map(({ body }) => body)).size, 1)
    const { error } = answers[0]?.json() ?? {}
    assert.equal(error.message, 'The request you have made requires authentication.')
  })

  test('401 for a method that is not spoken, naming those that are, and nothing is compared', async () => {
    for (const methods of [
      ['saml2'],
      ['password', 'constructor'],
      ['__proto__'],
      ['password', 'hasOwnProperty'],
    ]) {
      const password = { user: { name: 'alice', password: PASSWORD } }
      const answer = await logIn({ auth: { identity: { methods, password } } })
      assertKeystoneError(answer, 401, 'Unauthorized')
      const supported = ['password', 'token', 'application_credential', 'totp']
      assert.deepEqual(answer.json().error.identity, { methods: supported })
    }
  })

  const bodies: readonly [string, number, string, unknown][] = [
    ['no auth', 400, 'Bad Request', {}],
    ['no identity', 400, 'Bad Request', { auth: {} }],
    ['no methods', 400, 'Bad Request', { auth: { identity: {} } }],
    ['an empty list of methods', 400, 'Bad Request', { auth: { identity: { methods: [] } } }],
    ['a method as a text', 400, 'Bad Request', { auth: { identity: { methods: 'password' } } }],
    ['a method without its member', 400, 'Bad Request', { auth: { identity: { methods: ['password'] } } }],
    ['a token without an id', 400, 'Bad Request', { auth: { identity: { methods: ['token'], token: {} } } }],
    ['a user without a name', 400, 'Bad Request', secretLogin({}, PASSWORD)],
    ['a name that is a number', 400, 'Bad Request', secretLogin({ name: 7 }, PASSWORD)],
    ['a domain that is a text', 400, 'Bad Request', secretLogin({ name: 'alice', domain: 'x' }, PASSWORD)],
    ['a list', 400, 'Bad Request', []],
    ['broken JSON', 400, 'Bad Request', '{"auth":'],
    ['a repeated member', 400, 'Bad Request', '{"auth":{"identity":{},"identity":{}}}'],
    ['a NUL in the name', 400, 'Bad Request', secretLogin({ name: 'alice\0' }, PASSWORD)],
    ['invalid UTF-8', 400, 'Bad Request', Buffer.from([0x7b, 0xff, 0x7d])],
    ['sixty thousand brackets', 400, 'Bad Request', '['.repeat(60_000)],
    ['over 64 KiB', 413, 'Payload Too Large', secretLogin({ name: 'a'.repeat(70_000) }, PASSWORD)],
  ]
  for (const [what, status, title, body] of bodies) {
    test(`${status} for ${what}`, async () => assertKeystoneError(await logIn(body), status, title))
  }

  test('400 without a body, and for XML', async () => {
    assertKeystoneError(await call(app, 'POST', '/v3/auth/tokens'), 400, 'Bad Request')
    const headers = { 'content-type': 'application/xml' }
    const xml = await call(app, 'POST', '/v3/auth/tokens', { body: '<auth/>', headers })
    assertKeystoneError(xml, 400, 'Bad Request')
  })

  test('429 with the time to wait, while the right key and its tokens go on', async () => {
    const crowded = await openTestApp()
    const wrong = (at: number) => logInV3(crowded, secretLogin({ name: `nobody${at}` }, WRONG_KEY))
    for (let at = 0; at < 20; at++) assertKeystoneError(await wrong(at), 401, 'Unauthorized')
    const throttled = await wrong(20)
    assertKeystoneError(throttled, 429, 'Too Many Requests')
    assert.ok(Number(throttled.headers['retry-after']) > 0)
    const token = await v3TokenOf(crowded, crowded.owner)
    assert.equal((await logInV3(crowded, tokenLogin(token))).statusCode, 201)
  })

  test('S-40 failures here and in v2.0 fill one bucket', async () => {
    const crowded = await openTestApp()
    for (let at = 0; at < 10; at++) {
      await logInV3(crowded, secretLogin({ name: `nobody${at}` }, 'wrong'))
      const body = keyLogin({ username: `nobody${at}`, apiKey: WRONG_KEY })
      assert.equal((await call(crowded, 'POST', '/v2.0/tokens', { body })).statusCode, 401)
    }
    assertKeystoneError(await logInV3(crowded, secretLogin({ name: 'x' }, 'wrong')), 429, 'Too Many Requests')
  })

  test('429 for a user after some wrong passwords, by id and by name alike; the key goes on', async () => {
    const crowded = await openTestApp()
    const { userId, username, apiKey } = crowded.owner
    const wrong = (whom: object) => logInV3(crowded, secretLogin(whom, 'wrong'))
    const statuses: number[] = []
    for (let at = 0; at < 8; at++) statuses.push((await wrong({ id: userId })).statusCode)
    assert.ok(statuses.includes(429), statuses.join(' '))
    assertKeystoneError(await wrong({ name: username }), 429, 'Too Many Requests')
    assert.equal((await logInV3(crowded, secretLogin({ id: userId }, apiKey))).statusCode, 201)
  })

  test('never with the secret in the answer', async () => {
    for (const body of [secretLogin({ name: 'alice' }, WRONG_KEY), { auth: { identity: WRONG_KEY } }]) {
      assert.ok(!(await logIn(body)).body.includes(WRONG_KEY))
    }
  })
})

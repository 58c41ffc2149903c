import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, TESTER } from '../../../../tests/support/app.ts'
import { assertFault, call, keyLogin, passwordTokenOf, tokenOf } from '../../../../tests/support/identity.ts'
import { updateAccount } from '../../domain/accounts/update-account.ts'
import { changeRoles } from '../../domain/users/change-roles.ts'
import { deleteUser } from '../../domain/users/delete-user.ts'
import { disableUser } from '../../domain/users/disable-user.ts'
import { setPassword } from '../../domain/users/set-password.ts'

const app = await openTestApp()
await app.addService('cloudFiles', 'object-store', 'DFW')
await app.addService('cloudDNS', 'rax:dns')

const accountId = await app.addAccount('alpha')
const otherAccount = await app.addAccount('beta')
const owner = await app.addUser('alpha-owner', { accountId, roles: ['identity:user-admin'] })
const manager = await app.addUser('alpha-manager', { accountId, roles: ['identity:user-manage'] })
const member = await app.addUser('alpha-member', { accountId })
const second = await app.addUser('alpha-second', { accountId })
const stranger = await app.addUser('beta-owner', { accountId: otherAccount, roles: ['identity:user-admin'] })
const validator = await app.addUser('validator', { roles: ['identity:admin'] })
const service = await app.addUser('service', { accountId: otherAccount, roles: ['service'] })

const validate = (token: string, subject: string, query = '') =>
  call(app, 'GET', `/v2.0/tokens/${subject}${query}`, { token })

describe('validation', () => {
  test('answers what the login did, without the catalog', async () => {
    const login = (await call(app, 'POST', '/v2.0/tokens', { body: keyLogin(member) })).json()
    const { id } = login.access.token
    const answer = await validate(id, id)
    assert.equal(answer.statusCode, 200)
    const { serviceCatalog, ...rest } = login.access
    assert.ok(serviceCatalog)
    assert.deepEqual(answer.json(), { access: rest })
    assert.equal(answer.body, JSON.stringify(answer.json()))
  })

  test('tells what a validator reads', async () => {
    const id = await tokenOf(app, member)
    const { user, token } = (await validate(id, id)).json().access
    assert.ok(Date.parse(token.expires) > app.nowMs())
    assert.ok(typeof user.id === 'string' && Array.isArray(user.roles))
    assert.equal(token.tenant.id, accountId)
  })

  test('as HEAD has no body', async () => {
    const id = await tokenOf(app, member)
    const answer = await call(app, 'HEAD', `/v2.0/tokens/${id}`, { token: id })
    assert.equal(answer.statusCode, 200)
    assert.equal(answer.body, '')
    assert.equal((await call(app, 'HEAD', '/v2.0/tokens/unknown', { token: id })).statusCode, 404)
  })

  test('for a tenant is 404 when the token is for another', async () => {
    const id = await tokenOf(app, member)
    assert.equal((await validate(id, id, `?belongsTo=${accountId}`)).statusCode, 200)
    assertFault(await validate(id, id, `?belongsTo=${otherAccount}`), 404, 'itemNotFound')
    assertFault(await validate(id, id, `?belongsTo=${accountId}&belongsTo=x`), 404, 'itemNotFound')
  })
})

const ofMember = await tokenOf(app, member)

describe('whose token may be validated', () => {
  const allowed = { owner, manager, validator, operator: app.owner, member }
  for (const [who, user] of Object.entries(allowed)) {
    test(`the member's by the ${who}`, async () => {
      assert.equal((await validate(await tokenOf(app, user), ofMember)).statusCode, 200)
    })
  }

  test("the owner's by a manager, and the operator's by staff", async () => {
    for (const [caller, subject] of [
      [manager, owner],
      [validator, app.owner],
    ] as const)
      assert.equal((await validate(await tokenOf(app, caller), await tokenOf(app, subject))).statusCode, 200)
  })

  const refused: readonly [string, typeof owner, typeof owner, number, string][] = [
    ["a member's by another member", second, member, 403, 'forbidden'],
    ["the owner's by a member", member, owner, 403, 'forbidden'],
    ["a member's by the owner of another account", stranger, member, 404, 'itemNotFound'],
    ["the operator's by a member of another account", member, app.owner, 404, 'itemNotFound'],
  ]
  for (const [what, caller, subject, status, name] of refused) {
    test(`not ${what}: ${status}`, async () => {
      assertFault(await validate(await tokenOf(app, caller), await tokenOf(app, subject)), status, name)
    })
  }

  test("a service may validate everybody's and list their endpoints, and end nobody's", async () => {
    const token = await tokenOf(app, service)
    for (const subject of [member, owner, stranger, app.owner]) {
      const subjectToken = await tokenOf(app, subject)
      assert.equal((await validate(token, subjectToken)).statusCode, 200)
      assert.equal((await validate(token, `${subjectToken}/endpoints`)).statusCode, 200)
      const ended = await call(app, 'DELETE', `/v2.0/tokens/${subjectToken}`, { token })
      assert.ok([403, 404].includes(ended.statusCode), String(ended.statusCode))
      assert.equal((await validate(subjectToken, subjectToken)).statusCode, 200)
    }
  })

  test('a role that is given acts at once, and one that is taken too', async () => {
    const token = await tokenOf(app, second)
    assertFault(await validate(token, ofMember), 403, 'forbidden')
    await changeRoles(app.deps, TESTER, second.userId, { add: ['identity:user-manage'], remove: [] })
    assert.equal((await validate(token, ofMember)).statusCode, 200)
    await changeRoles(app.deps, TESTER, second.userId, { add: [], remove: ['identity:user-manage'] })
    assertFault(await validate(token, ofMember), 403, 'forbidden')
  })
})

describe('a dead token', () => {
  const ends: readonly [string, (user: typeof owner, token: string) => Promise<unknown>][] = [
    ['revoked', (_user, token) => call(app, 'DELETE', '/v2.0/tokens', { token })],
    ['of a disabled user', ({ userId }) => disableUser(app.deps, TESTER, userId)],
    ['of a deleted user', ({ userId }) => deleteUser(app.deps, TESTER, userId)],
    ['of a suspended account', (user) => updateAccount(app.deps, TESTER, user.accountId, { enabled: false })],
    ['after a day', async () => app.wait(24 * 3_600_000 + 1)],
  ]
  for (const [at, [how, end]] of ends.entries()) {
    test(`${how} is 401 as the caller's and 404 as the subject`, async () => {
      const account = await app.addAccount(`ends-${at}`)
      const user = await app.addUser(`ends-${at}`, { accountId: account })
      const token = await tokenOf(app, user)
      assert.equal((await validate(token, token)).statusCode, 200)
      await end(user, token)
      assertFault(await validate(token, token), 401, 'unauthorized')
      assertFault(await validate(await tokenOf(app, app.owner), token), 404, 'itemNotFound')
    })
  }

  test('by password ends with the password, one by key goes on', async () => {
    const user = await app.addUser('changes', { password: 'an old sentence of mine' })
    const byPassword = await passwordTokenOf(app, 'changes', 'an old sentence of mine')
    const byKey = await tokenOf(app, user)
    await setPassword(app.deps, TESTER, user.userId, 'a new sentence of mine')
    assertFault(await validate(byPassword, byPassword), 401, 'unauthorized')
    assert.equal((await validate(byKey, byKey)).statusCode, 200)
  })

  for (const subject of [
    'x',
    'A'.repeat(160),
    ofMember.slice(0, -1),
    `${ofMember}A`,
    '%00',
    'a'.repeat(900),
  ]) {
    test(`${subject.slice(0, 12)}… is not a token`, async () => {
      const answer = await validate(await tokenOf(app, app.owner), subject)
      assert.ok(answer.statusCode === 404 || answer.statusCode === 400, answer.body)
    })
  }

  test('with one letter changed is not a token', async () => {
    const alive = await tokenOf(app, app.owner)
    for (let at = 0; at < alive.length; at += 7) {
      const letter = alive[at] === 'A' ? 'B' : 'A'
      const changed = `${alive.slice(0, at)}${letter}${alive.slice(at + 1)}`
      assertFault(await validate(alive, changed), 404, 'itemNotFound')
    }
  })
})

describe('the caller', () => {
  const bad: readonly [string, Readonly<Record<string, string>>][] = [
    ['no token', {}],
    ['an empty token', { 'x-auth-token': '' }],
    ['a token that was never one', { 'x-auth-token': 'made-up' }],
    ['an API key for a token', { 'x-auth-token': member.apiKey }],
    ['a cookie', { cookie: 'kw=something' }],
    ['a bearer header', { authorization: `Bearer ${member.apiKey}` }],
  ]
  for (const [what, headers] of bad) {
    test(`with ${what} is 401`, async () => {
      const subject = await tokenOf(app, member)
      assertFault(await call(app, 'GET', `/v2.0/tokens/${subject}`, { headers }), 401, 'unauthorized')
    })
  }

  test('with made-up tokens is throttled; with an ended one never, and stops nobody', async () => {
    const other = await openTestApp()
    const ended = await tokenOf(other, other.owner)
    await call(other, 'DELETE', '/v2.0/tokens', { token: ended })
    for (let at = 0; at < 60; at++) {
      assertFault(await call(other, 'GET', '/v2.0/tenants', { token: ended }), 401, 'unauthorized')
    }
    for (let at = 0; at < 20; at++) {
      assertFault(await call(other, 'GET', '/v2.0/tenants', { token: 'made-up' }), 401, 'unauthorized')
    }
    assertFault(await call(other, 'GET', '/v2.0/tenants', { token: 'made-up' }), 413, 'overLimit')
    assertFault(await call(other, 'GET', '/v2.0/tenants', { token: ended }), 401, 'unauthorized')
    const token = await tokenOf(other, other.owner)
    assert.equal((await call(other, 'GET', '/v2.0/tenants', { token })).statusCode, 200)
  })

  test('with two tokens is 400', async () => {
    const token = await tokenOf(app, member)
    const answer = await app.http.inject({
      method: 'GET',
      url: '/v2.0/tenants',
      headers: { 'x-auth-token': [token, token] },
    })
    assert.equal(answer.statusCode, 400)
  })
})

describe('revocation', () => {
  test('of the own token is 204 and acts at once', async () => {
    const token = await tokenOf(app, member)
    const answer = await call(app, 'DELETE', '/v2.0/tokens', { token })
    assert.equal(answer.statusCode, 204)
    assert.equal(answer.body, '')
    assertFault(await call(app, 'DELETE', '/v2.0/tokens', { token }), 401, 'unauthorized')
  })

  test('of another by its id needs the right, and is 404 the second time', async () => {
    const subject = await tokenOf(app, member)
    const path = `/v2.0/tokens/${subject}`
    assertFault(await call(app, 'DELETE', path, { token: await tokenOf(app, second) }), 403, 'forbidden')
    assertFault(await call(app, 'DELETE', path, { token: await tokenOf(app, stranger) }), 404, 'itemNotFound')
    const token = await tokenOf(app, manager)
    assert.equal((await call(app, 'DELETE', path, { token })).statusCode, 204)
    assertFault(await call(app, 'DELETE', path, { token }), 404, 'itemNotFound')
    assertFault(await validate(subject, subject), 401, 'unauthorized')
  })

  test('of a first token kills what was exchanged from it, not the reverse', async () => {
    const exchange = async (id: string) =>
      (await call(app, 'POST', '/v2.0/tokens', { body: { auth: { token: { id } } } })).json().access.token.id
    const first = await tokenOf(app, member)
    const child = await exchange(first)
    const grandchild = await exchange(child)
    await call(app, 'DELETE', '/v2.0/tokens', { token: child })
    assertFault(await validate(child, child), 401, 'unauthorized')
    assert.equal((await validate(first, first)).statusCode, 200)
    assert.equal((await validate(grandchild, grandchild)).statusCode, 200)
    await call(app, 'DELETE', '/v2.0/tokens', { token: first })
    assertFault(await validate(grandchild, grandchild), 401, 'unauthorized')
  })

  test('leaves the other tokens of the user alone, and is in the audit log', async () => {
    const [one, two] = [await tokenOf(app, member), await tokenOf(app, member)]
    await call(app, 'DELETE', '/v2.0/tokens', { token: one })
    assert.equal((await validate(two, two)).statusCode, 200)
    const entries = await app.deps.store.audit.page(accountId, 0, 1_000)
    const last = entries.at(-1)
    assert.deepEqual([last?.action, last?.target], ['token.revoke', `user:${member.userId}`])
    assert.match(String(last?.source), /^identity-v2\.0 /)
  })
})

describe('the endpoints of a token', () => {
  test('are the catalog, one row each, with stable numbers', async () => {
    const token = await tokenOf(app, member)
    const rows = async () => (await call(app, 'GET', `/v2.0/tokens/${token}/endpoints`, { token })).json()
    const { endpoints, endpoints_links } = await rows()
    assert.deepEqual(endpoints_links, [])
    assert.deepEqual(
      endpoints.map(({ id, ...rest }: { id: number }) => rest),
      [
        {
          name: 'cloudFiles',
          type: 'object-store',
          region: 'DFW',
          tenantId: accountId,
          publicURL: `https://cloudFiles.example/v1/${accountId}`,
        },
        {
          name: 'cloudDNS',
          type: 'rax:dns',
          tenantId: accountId,
          publicURL: `https://cloudDNS.example/v1/${accountId}`,
        },
        {
          name: 'cloudIdentity',
          type: 'identity',
          tenantId: accountId,
          publicURL: 'https://keyward.example/v2.0',
        },
      ],
    )
    const ids = endpoints.map(({ id }: { id: number }) => id)
    assert.ok(ids.every(Number.isInteger) && new Set(ids).size === ids.length)
    assert.deepEqual(await rows(), { endpoints, endpoints_links })
  })

  test("of another account's token are 404", async () => {
    const subject = await tokenOf(app, member)
    const token = await tokenOf(app, stranger)
    assertFault(await call(app, 'GET', `/v2.0/tokens/${subject}/endpoints`, { token }), 404, 'itemNotFound')
  })
})

test('a call by token counts as a use of its key, by client and dialect', async () => {
  const user = await app.addUser('counted')
  const token = await tokenOf(app, user)
  const headers = { 'user-agent': 'libcloud/3.4.1 (Rackspace)' }
  for (let at = 0; at < 3; at++) await call(app, 'GET', '/v2.0/tenants', { token, headers })
  await app.deps.calls.flush()
  const counts = await app.deps.store.calls.ofUser(user.userId, 0)
  const own = counts.filter(({ client }) => client.startsWith('libcloud'))
  assert.equal(
    own.reduce((sum, { calls }) => sum + calls, 0),
    3,
  )
  assert.ok(own.every(({ dialect, outcome }) => dialect === 'identity-v2.0' && outcome === 'valid'))
})

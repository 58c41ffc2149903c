import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { assertFault, call, keyLogin, passwordLogin, tokenOf } from '../../../../tests/support/identity.ts'
import { addEndpoint } from '../../domain/catalog/add-endpoint.ts'
import { removeEndpoint } from '../../domain/catalog/remove-endpoint.ts'
import {
  type As,
  accountId,
  app,
  asManager,
  asMember,
  asOperator,
  asOwner,
  asStranger,
  get,
  member,
  namesOf,
  otherAccount,
  owner,
} from './users-testing.ts'

describe('creating a user', () => {
  const create = (body: unknown, as: As = asOwner) => call(app, 'POST', '/v2.0/users', { ...as, body })

  test('answers 201 and tells a password once when none was given', async () => {
    const answer = await create({ user: { username: 'new-one', email: 'new@example.com', enabled: true } })
    assert.equal(answer.statusCode, 201)
    const { user } = answer.json()
    assert.equal(user['RAX-AUTH:domainId'], accountId)
    const password = user['OS-KSADM:password']
    assert.ok(password.length >= 15)
    const login = await call(app, 'POST', '/v2.0/tokens', { body: passwordLogin('new-one', password) })
    assert.equal(login.statusCode, 200)
    const again = (await get(`/users/${user.id}`, asOwner)).json()
    assert.ok(!('OS-KSADM:password' in again.user))
  })

  test('keeps the id of a contact, tells it, changes it and forgets it', async () => {
    const body = { user: { username: 'has-contact', 'RAX-AUTH:contactId': 'C-1700' } }
    const { user } = (await create(body)).json()
    assert.equal(user['RAX-AUTH:contactId'], 'C-1700')
    const change = (contactId: string) =>
      call(app, 'POST', `/v2.0/users/${user.id}`, {
        ...asOwner,
        body: { user: { 'RAX-AUTH:contactId': contactId } },
      })
    assert.equal((await change('C-1701')).json().user['RAX-AUTH:contactId'], 'C-1701')
    assert.equal((await get(`/users/${user.id}`, asOwner)).json().user['RAX-AUTH:contactId'], 'C-1701')
    assertFault(await change('x'.repeat(65)), 400, 'badRequest')
    assert.equal('RAX-AUTH:contactId' in (await change('')).json().user, false)
  })

  test('does not tell a password that was given', async () => {
    const given = {
      username: 'given',
      email: 'g@example.com',
      enabled: 'true',
      'OS-KSADM:password': 'sixteen or more of these',
    }
    const { user } = (await create({ user: given })).json()
    assert.ok(!('OS-KSADM:password' in user))
  })

  test('gives an API key and the default role', async () => {
    const { user } = (await create({ user: { username: 'with-key' } })).json()
    const roles = (await get(`/users/${user.id}/roles`, asOwner)).json()
    assert.deepEqual(
      roles.roles.map(({ name }: { name: string }) => name),
      ['identity:default'],
    )
    const { credentials } = (await get(`/users/${user.id}/OS-KSADM/credentials`, asOwner)).json()
    assert.match(credentials[0]['RAX-KSKEY:apiKeyCredentials'].apiKey, /^[0-9a-f]{32}$/)
  })

  test('disabled from the start keeps the user out', async () => {
    const body = {
      user: { username: 'kept-out', enabled: false, 'OS-KSADM:password': 'sixteen or more of these' },
    }
    const { user } = (await create(body)).json()
    assert.equal(user.enabled, false)
    const login = passwordLogin('kept-out', 'sixteen or more of these')
    assertFault(await call(app, 'POST', '/v2.0/tokens', { body: login }), 403, 'userDisabled')
  })

  const refusals: readonly [string, number, string, unknown, As][] = [
    [
      'a name that is taken in another spelling',
      409,
      'tenantConflict',
      { user: { username: 'Beta-Owner' } },
      asOwner,
    ],
    ['no name', 400, 'badRequest', { user: { email: 'a@example.com' } }, asOwner],
    ['a name that is none', 400, 'badRequest', { user: { username: '1 2 3' } }, asOwner],
    ['an address that is none', 400, 'badRequest', { user: { username: 'ok', email: 'x' } }, asOwner],
    [
      'a weak password',
      400,
      'badRequest',
      { user: { username: 'ok', 'OS-KSADM:password': 'Secret1' } },
      asOwner,
    ],
    ['no user', 400, 'badRequest', {}, asOwner],
    ['a list', 400, 'badRequest', [], asOwner],
    ['enabled as a number', 400, 'badRequest', { user: { username: 'ok', enabled: 1 } }, asOwner],
    ['a member', 403, 'forbidden', { user: { username: 'ok' } }, asMember],
  ]
  for (const [what, status, name, body, as] of refusals) {
    test(`is ${status} for ${what}, and makes nobody`, async () => {
      const before = await app.deps.store.users.count()
      assertFault(await create(body, as), status, name)
      assert.equal(await app.deps.store.users.count(), before)
    })
  }
})

describe('changing a user', () => {
  const change = (userId: string, user: unknown, as: As, method: 'POST' | 'PUT' = 'POST') =>
    call(app, method, `/v2.0/users/${userId}`, { ...as, body: { user } })

  for (const method of ['POST', 'PUT'] as const) {
    test(`with ${method} changes what is named and nothing else`, async () => {
      const user = await app.addUser(`changed-${method}`, { accountId, email: 'before@example.com' })
      const given = { email: 'after@example.com', 'RAX-AUTH:defaultRegion': 'ord' }
      const answer = await change(user.userId, given, asOwner, method)
      assert.equal(answer.statusCode, 200, answer.body)
      const changed = answer.json().user
      assert.equal(changed.email, 'after@example.com')
      assert.equal(changed['RAX-AUTH:defaultRegion'], 'ORD')
      assert.equal(changed.username, `changed-${method}`)
      assert.deepEqual((await get(`/users/${user.userId}`, asOwner)).json().user, changed)
    })
  }

  test('to a region without computing is refused where the catalog has some, new users too, and changes nothing', async () => {
    const user = await app.addUser('of-a-region', { accountId })
    const endpoint = {
      name: 'cloudServersOpenStack',
      type: 'compute',
      region: 'DFW',
      publicUrl: 'https://a.example',
      internalUrl: null,
    }
    const { id } = await addEndpoint(app.deps, OPERATOR, endpoint)
    const given = { email: 'x@example.com', 'RAX-AUTH:defaultRegion': 'ORD' }
    const refused = await change(user.userId, given, asOwner)
    assertFault(refused, 400, 'badRequest')
    assert.match(refused.body, /The regions of this installation are DFW\./)
    assert.equal((await app.deps.store.users.byId(user.userId))?.email, null)
    const body = { user: { username: 'new-of-a-region', ...given } }
    assertFault(await call(app, 'POST', '/v2.0/users', { ...asOwner, body }), 400, 'badRequest')
    assert.equal((await change(user.userId, { 'RAX-AUTH:defaultRegion': 'dfw' }, asOwner)).statusCode, 200)
    await removeEndpoint(app.deps, OPERATOR, id)
    assert.equal((await change(user.userId, given, asOwner)).statusCode, 200)
  })

  test('to another name lets the user log in under it at once, and no more under the old', async () => {
    const user = await app.addUser('old-name', { accountId })
    await tokenOf(app, user)
    assert.equal((await change(user.userId, { username: 'new-name' }, asOwner)).statusCode, 200)
    await tokenOf(app, { ...user, username: 'new-name' })
    const answer = await call(app, 'POST', '/v2.0/tokens', { body: keyLogin(user) })
    assertFault(answer, 401, 'unauthorized')
  })

  test('to disabled and back acts at once on key and token', async () => {
    const user = await app.addUser('switched', { accountId })
    const token = await tokenOf(app, user)
    assert.equal((await change(user.userId, { enabled: false }, asOwner)).json().user.enabled, false)
    assertFault(await get('/tenants', { token }), 401, 'unauthorized')
    await change(user.userId, { enabled: true }, asOwner)
    assert.equal((await get('/tenants', { token })).statusCode, 200)
  })

  test('to another password lets it in', async () => {
    const user = await app.addUser('gets-password', { accountId })
    await change(user.userId, { 'OS-KSADM:password': 'sixteen or more of these' }, asManager)
    const body = passwordLogin('gets-password', 'sixteen or more of these')
    assert.equal((await call(app, 'POST', '/v2.0/tokens', { body })).statusCode, 200)
  })

  test('oneself is possible for the region and for what is so already', async () => {
    const { user } = (await get(`/users/${member.userId}`, asMember)).json()
    assert.equal((await change(member.userId, user, asMember)).statusCode, 200)
    const answer = await change(member.userId, { 'RAX-AUTH:defaultRegion': 'LON' }, asMember)
    assert.equal(answer.json().user['RAX-AUTH:defaultRegion'], 'LON')
  })

  for (const [what, user] of [
    ['address', { email: 'else@example.com' }],
    ['name', { username: 'somebody' }],
    ['password', { 'OS-KSADM:password': 'sixteen or more of these' }],
    ['disabled', { enabled: false }],
  ] as const) {
    test(`oneself with a token is 403 for ${what}: it would outlive the token`, async () => {
      for (const [id, as] of [
        [member.userId, asMember],
        [owner.userId, asOwner],
      ] as const) {
        assertFault(await change(id, user, as), 403, 'forbidden')
      }
    })
  }

  const refusals: readonly [string, number, string, unknown, typeof owner, As][] = [
    ['another account', 404, 'itemNotFound', { email: 'x@example.com' }, member, asStranger],
    ['a member', 403, 'forbidden', { email: 'x@example.com' }, owner, asMember],
    ['a manager with the owner', 403, 'forbidden', { enabled: false }, owner, asManager],
    ['a name that is taken', 409, 'tenantConflict', { username: 'beta-owner' }, member, asOwner],
    ['a region that is none', 400, 'badRequest', { 'RAX-AUTH:defaultRegion': '"]' }, member, asOwner],
    ['an address that is none', 400, 'badRequest', { email: 'x' }, member, asOwner],
    ['no user', 400, 'badRequest', undefined, member, asOwner],
  ]
  for (const [what, status, name, given, user, as] of refusals) {
    test(`is ${status} for ${what}, and changes nothing`, async () => {
      const before = await app.deps.store.users.byId(user.userId)
      assertFault(await change(user.userId, given, as), status, name)
      assert.deepEqual(await app.deps.store.users.byId(user.userId), before)
    })
  }
})

describe('members that nobody can set', () => {
  const fixed: readonly [string, unknown][] = [
    ['id', '0'.repeat(32)],
    ['RAX-AUTH:domainId', otherAccount],
    ['roles', [{ name: 'identity:admin' }]],
    ['RAX-AUTH:multiFactorEnabled', true],
    ['created', '2020-01-01T00:00:00.000Z'],
  ]
  for (const [name, value] of fixed) {
    test(`${name}: another value is 403 in a change and in a new user, and nothing happens (F-08, F-09)`, async () => {
      const before = await app.deps.store.users.list({})
      for (const as of [asOwner, asOperator]) {
        const change = { ...as, body: { user: { email: 'x@example.com', [name]: value } } }
        assertFault(await call(app, 'POST', `/v2.0/users/${member.userId}`, change), 403, 'forbidden')
        const create = { ...as, body: { user: { username: 'privileged', [name]: value } } }
        assertFault(await call(app, 'POST', '/v2.0/users', create), 403, 'forbidden')
      }
      assert.deepEqual(await app.deps.store.users.list({}), before)
    })
  }

  test('a member that is not known is 400', async () => {
    for (const [method, url] of [
      ['POST', '/v2.0/users'],
      ['PUT', `/v2.0/users/${member.userId}`],
    ] as const) {
      const body = { user: { username: 'alpha-member2', isAdmin: true } }
      assertFault(await call(app, method, url, { ...asOwner, body }), 400, 'badRequest')
    }
  })
})

describe('an account', () => {
  test('takes 100 users, two at once included, and staff may go beyond', async () => {
    const accountId = await app.addAccount('full')
    const boss = await app.addUser('full-owner', { accountId, roles: ['identity:user-admin'] })
    await app.deps.store.transaction(async (tx) => {
      const row = await tx.users.byId(boss.userId)
      assert.ok(row)
      for (let at = 1; at < 99; at++) {
        const id = at.toString(16).padStart(32, '0')
        await tx.users.insert({ ...row, id, name: `filler${at}`, roles: ['identity:default'] })
      }
    })
    const as = { token: await tokenOf(app, boss) }
    const create = (username: string, who: As) =>
      call(app, 'POST', '/v2.0/users', { ...who, body: { user: { username } } })
    const answers = await Promise.all([create('full-a', as), create('full-b', as)])
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [201, 403])
    for (const answer of answers) if (answer.statusCode === 403) assertFault(answer, 403, 'forbidden')
    assert.equal(await app.deps.store.users.count(accountId), 100)
    await app.addUser('full-c', { accountId })
  })

  test('names its owner to whoever needs one', async () => {
    const { users } = (await get(`/users/${member.userId}/RAX-AUTH/admins`, asMember)).json()
    assert.deepEqual(namesOf(users), ['alpha-owner'])
  })
})

describe('deleting a user', () => {
  const remove = (userId: string, as: As) => call(app, 'DELETE', `/v2.0/users/${userId}`, as)

  test('is 204, and key, token and name are gone at once', async () => {
    const user = await app.addUser('leaves', { accountId })
    const token = await tokenOf(app, user)
    assert.equal((await remove(user.userId, asManager)).statusCode, 204)
    assertFault(await call(app, 'POST', '/v2.0/tokens', { body: keyLogin(user) }), 401, 'unauthorized')
    assertFault(await get('/tenants', { token }), 401, 'unauthorized')
    assertFault(await get(`/users/${user.userId}`, asOwner), 404, 'itemNotFound')
  })

  test('is refused to those who may not, and to the owner for oneself', async () => {
    assertFault(await remove(member.userId, asStranger), 404, 'itemNotFound')
    assertFault(await remove(owner.userId, asManager), 403, 'forbidden')
    assertFault(await remove(owner.userId, asOwner), 403, 'forbidden')
    assertFault(await remove(member.userId, asMember), 403, 'forbidden')
    assert.equal((await get(`/users/${member.userId}`, asOwner)).statusCode, 200)
  })
})

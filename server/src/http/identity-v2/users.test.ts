import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp } from '../../../../tests/support/app.ts'
import { setUpApp } from '../../../../tests/support/factors.ts'
import { assertFault, call, keyLogin, passwordLogin, tokenOf } from '../../../../tests/support/identity.ts'

const app = await openTestApp()
const accountId = await app.addAccount('alpha')
const otherAccount = await app.addAccount('beta')
const owner = await app.addUser('alpha-owner', {
  accountId,
  roles: ['identity:user-admin'],
  email: 'o@example.com',
})
const manager = await app.addUser('alpha-manager', { accountId, roles: ['identity:user-manage'] })
const member = await app.addUser('alpha-member', { accountId, email: 'm@example.com', defaultRegion: 'DFW' })
const stranger = await app.addUser('beta-owner', { accountId: otherAccount, roles: ['identity:user-admin'] })

const asOwner = { token: await tokenOf(app, owner) }
const asManager = { token: await tokenOf(app, manager) }
const asMember = { token: await tokenOf(app, member) }
const asStranger = { token: await tokenOf(app, stranger) }
const asOperator = { token: await tokenOf(app, app.owner) }

type As = typeof asOwner
const get = (path: string, as: As) => call(app, 'GET', `/v2.0${path}`, as)
const namesOf = (users: readonly { username: string }[]) => users.map(({ username }) => username).sort()

describe('a user', () => {
  test('is read by id in the documented form', async () => {
    const { user } = (await get(`/users/${member.userId}`, asMember)).json()
    const { created, updated, ...rest } = user
    assert.deepEqual(rest, {
      id: member.userId,
      username: 'alpha-member',
      email: 'm@example.com',
      enabled: true,
      'RAX-AUTH:defaultRegion': 'DFW',
      'RAX-AUTH:domainId': accountId,
      'RAX-AUTH:multiFactorEnabled': false,
      'RAX-AUTH:userMultiFactorEnforcementLevel': 'DEFAULT',
      'RAX-AUTH:phonePinState': 'INACTIVE',
    })
    for (const time of [created, updated]) assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  })

  test('is told apart when there is a second factor, alone and in a list, and can be sent back as read', async () => {
    const { userId } = await app.addUser('alpha-careful', { accountId: otherAccount })
    const stored = await app.deps.store.users.byId(userId)
    assert.ok(stored)
    await setUpApp(app.deps, stored)
    const { user } = (await get(`/users/${userId}`, asStranger)).json()
    assert.equal(user['RAX-AUTH:multiFactorEnabled'], true)
    const { users } = (await get('/users', asStranger)).json()
    const told = users.map((one: Record<string, unknown>) => [
      one['username'],
      one['RAX-AUTH:multiFactorEnabled'],
    ])
    assert.deepEqual(Object.fromEntries(told), { 'alpha-careful': true, 'beta-owner': false })
    const body = (enabled: boolean) => ({ user: { ...user, 'RAX-AUTH:multiFactorEnabled': enabled } })
    const send = (enabled: boolean) =>
      call(app, 'POST', `/v2.0/users/${userId}`, { ...asStranger, body: body(enabled) })
    assert.equal((await send(true)).statusCode, 200)
    assertFault(await send(false), 403, 'forbidden')
    await app.deps.store.users.delete(userId)
  })

  test('is read by any spelling of the name, as one user and not a list', async () => {
    const byId = (await get(`/users/${member.userId}`, asMember)).json()
    for (const name of ['alpha-member', 'ALPHA-MEMBER']) {
      assert.deepEqual((await get(`/users?name=${name}`, asMember)).json(), byId)
    }
  })

  const reach: readonly [string, As, typeof owner, number][] = [
    ['the owner by the manager', asManager, owner, 403],
    ['a member by the manager', asManager, member, 200],
    ['a member by the owner', asOwner, member, 200],
    ['the owner by a member', asMember, owner, 403],
    ['a member by another account', asStranger, member, 404],
    ['a member by the operator', asOperator, member, 200],
  ]
  for (const [what, as, user, status] of reach) {
    test(`${what}: ${status} by id and by name`, async () => {
      assert.equal((await get(`/users/${user.userId}`, as)).statusCode, status)
      assert.equal((await get(`/users?name=${user.username}`, as)).statusCode, status)
    })
  }

  test('that does not exist is answered exactly as one of another account', async () => {
    const answers = [
      await get(`/users/${member.userId}`, asStranger),
      await get(`/users/${'0'.repeat(32)}`, asStranger),
      await get(`/users?name=${member.username}`, asStranger),
      await get('/users?name=nobody', asStranger),
    ]
    for (const answer of answers) assertFault(answer, 404, 'itemNotFound')
    assert.equal(new Set(answers.map(({ body }) => body)).size, 1)
  })

  test('with two names is 400', async () => {
    assertFault(await get('/users?name=a&name=b', asOwner), 400, 'badRequest')
  })
})

describe('the list of users', () => {
  test('is the account for its owner, the sub-users and oneself for a manager, oneself for others', async () => {
    const listed = async (as: As) => namesOf((await get('/users', as)).json().users)
    assert.deepEqual(await listed(asOwner), ['alpha-manager', 'alpha-member', 'alpha-owner'])
    assert.deepEqual(await listed(asManager), ['alpha-manager', 'alpha-member'])
    assert.deepEqual(await listed(asMember), ['alpha-member'])
    assert.deepEqual(await listed(asStranger), ['beta-owner'])
  })

  test('is searched by address', async () => {
    const { users } = (await get('/users?email=m@example.com', asOwner)).json()
    assert.deepEqual(namesOf(users), ['alpha-member'])
    assert.deepEqual((await get('/users?email=m@example.com', asStranger)).json(), { users: [] })
  })

  test('comes in pages that cover all users once', async () => {
    const seen: string[] = []
    let path: string | undefined = '/users?limit=1'
    while (path) {
      const answer = await get(path, asOwner)
      seen.push(...namesOf(answer.json().users))
      const link: string | undefined = /<([^>]*)>; rel="next"/.exec(String(answer.headers['link'] ?? ''))?.[1]
      path = link?.slice(link.indexOf('/users'))
    }
    assert.deepEqual(seen.sort(), ['alpha-manager', 'alpha-member', 'alpha-owner'])
  })

  test('points to next, last, first and the page before, in this order, with the other parameters', async () => {
    const accountId = await app.addAccount('gamma')
    const boss = await app.addUser('gamma-owner', { accountId, roles: ['identity:user-admin'] })
    const helper = await app.addUser('gamma-helper', { accountId, roles: ['identity:user-manage-limited'] })
    for (const name of ['gamma-1', 'gamma-2', 'gamma-3', 'gamma-4']) await app.addUser(name, { accountId })
    const [asBoss, asHelper] = [{ token: await tokenOf(app, boss) }, { token: await tokenOf(app, helper) }]
    for (const [path, as, count] of [
      ['/users', asBoss, 6],
      ['/users', asHelper, 5],
      [`/tenants/${accountId}/users`, asBoss, 6],
      ['/OS-KSADM/roles/2/RAX-AUTH/users', asBoss, 4],
    ] as const) {
      const whole = await get(path, as)
      const ids = whole.json().users.map(({ id }: { id: string }) => id)
      assert.deepEqual([ids.length, whole.headers['link']], [count, undefined], path)
      for (let at = 0; at < count; at++) {
        const marker = at === 0 ? '' : `&marker=${ids[at - 1]}`
        const page = await get(`${path}?x=a%26b&limit=2${marker}`, as)
        const link = (rel: string, start: number) =>
          `<https://keyward.example/v2.0${path}?x=a%26b&limit=2${start > 0 ? `&marker=${ids[start - 1]}` : ''}>; rel="${rel}"`
        const next = at + 2 < count ? [link('next', at + 2)] : []
        const prev = at > 0 ? [link('prev', at - 2)] : []
        const links = [...next, link('last', count - (count % 2 || 2)), link('first', 0), ...prev]
        assert.equal(page.headers['link'], links.join(', '))
        assert.deepEqual(page.json().users, whole.json().users.slice(at, at + 2))
      }
    }
  })

  test('refuses an unknown marker, too large and silly limits', async () => {
    for (const as of [asOwner, asManager, asMember]) {
      for (const marker of ['nobody', '', '%00', stranger.userId]) {
        assertFault(await get(`/users?marker=${marker}`, as), 404, 'itemNotFound')
      }
      if (as !== asOwner) assertFault(await get(`/users?marker=${owner.userId}`, as), 404, 'itemNotFound')
    }
    assertFault(await get('/users?marker=a&marker=b', asOwner), 400, 'badRequest')
    assertFault(await get('/users?limit=1001', asOwner), 413, 'overLimit')
    for (const limit of ['0', '-1', 'x', '1.5', '']) {
      assertFault(await get(`/users?limit=${limit}`, asOwner), 400, 'badRequest')
    }
  })
})

describe('roles, groups and tenants', () => {
  test('roles are the global ones', async () => {
    assert.deepEqual((await get(`/users/${owner.userId}/roles`, asOwner)).json(), {
      roles: [{ id: '3', name: 'identity:user-admin', description: 'Account owner.' }],
      roles_links: [],
    })
    assertFault(await get(`/users/${owner.userId}/roles`, asMember), 403, 'forbidden')
    assertFault(await get(`/users/${owner.userId}/roles`, asStranger), 404, 'itemNotFound')
  })

  test('groups are none', async () => {
    assert.deepEqual((await get(`/users/${member.userId}/RAX-KSGRP`, asMember)).json(), {
      'RAX-KSGRP:groups': [],
      'RAX-KSGRP:groups_links': [],
    })
  })

  test('the tenant is the account, whose name is its number', async () => {
    assert.deepEqual((await get('/tenants', asMember)).json(), {
      tenants: [{ id: accountId, name: accountId, enabled: true, description: 'alpha' }],
      tenants_links: [],
    })
  })
})

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

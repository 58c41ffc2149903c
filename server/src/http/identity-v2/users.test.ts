import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setUpApp } from '../../../../tests/support/factors.ts'
import { assertFault, call, tokenOf } from '../../../../tests/support/identity.ts'
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
  stranger,
} from './users-testing.ts'

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
    await app.deps.store.users.delete(userId, app.deps.clock.now())
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

  test('groups are none, also for a service that validates tokens of other accounts', async () => {
    const service = await app.addUser('validator', { accountId: stranger.accountId, roles: ['service'] })
    for (const as of [asMember, { token: await tokenOf(app, service) }])
      assert.deepEqual((await get(`/users/${member.userId}/RAX-KSGRP`, as)).json(), {
        'RAX-KSGRP:groups': [],
        'RAX-KSGRP:groups_links': [],
      })
    assertFault(await get(`/users/${member.userId}/RAX-KSGRP`, asStranger), 404, 'itemNotFound')
  })

  test('the tenant is the account, whose name is its number', async () => {
    assert.deepEqual((await get('/tenants', asMember)).json(), {
      tenants: [{ id: accountId, name: accountId, enabled: true, description: 'alpha' }],
      tenants_links: [],
    })
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, TESTER } from '../../../../tests/support/app.ts'
import { assertFault, call, tokenOf } from '../../../../tests/support/identity.ts'
import { changeGroupMembers } from '../../domain/groups/change-members.ts'
import { createGroup } from '../../domain/groups/create-group.ts'
import { createRole } from '../../domain/roles/create-role.ts'
import { roleNamed } from '../../domain/roles/custom-role.ts'

const app = await openTestApp()
const accountId = await app.addAccount('alpha')
const owner = await app.addUser('alpha-owner', { accountId, roles: ['identity:user-admin'] })
const member = await app.addUser('alpha-member', { accountId })
const asOwner = { token: await tokenOf(app, owner) }
const asMember = { token: await tokenOf(app, member) }
const asOperator = { token: await tokenOf(app, app.owner) }

const made = { description: 'Looks on.', givenByAccounts: true }
await createRole(app.deps, TESTER, { ...made, name: 'cloudFiles:observer' })
await createRole(app.deps, TESTER, { ...made, name: 'rack:connect', givenByAccounts: false })
const OBSERVER = roleNamed('cloudFiles:observer').id
const CONNECT = roleNamed('rack:connect').id

type As = typeof asOwner
const get = (path: string, as: As = asOwner) => call(app, 'GET', `/v2.0${path}`, as)
const namesIn = (list: readonly { name: string }[]) => list.map(({ name }) => name)
const namesOf = async (userId: string) =>
  namesIn((await get(`/users/${userId}/roles`, asOwner)).json().roles).sort()

describe('the catalogue of roles', () => {
  test('lists those that can be given, with the service that asks for them', async () => {
    const { roles } = (await get('/OS-KSADM/roles')).json()
    const observer = roles.find(({ id }: { id: string }) => id === OBSERVER)
    const { serviceId, ...rest } = observer
    assert.deepEqual(rest, {
      id: OBSERVER,
      name: 'cloudFiles:observer',
      description: 'Looks on.',
      'RAX-AUTH:propagate': false,
    })
    assert.match(serviceId, /^[0-9a-f]{32}$/)
    assert.deepEqual((await get(`/OS-KSADM/roles/${OBSERVER}`)).json(), { role: observer })
    const ofService = (await get(`/OS-KSADM/roles?serviceId=${serviceId}`)).json().roles
    assert.deepEqual(namesIn(ofService), ['cloudFiles:observer'])
  })

  test('is searched by name', async () => {
    assert.deepEqual(namesIn((await get('/OS-KSADM/roles?roleName=reader')).json().roles), ['reader'])
    assert.deepEqual((await get('/OS-KSADM/roles?roleName=none')).json().roles, [])
  })

  test('is for those who manage users', async () => {
    for (const path of [
      '/OS-KSADM/roles',
      `/OS-KSADM/roles/${OBSERVER}`,
      '/OS-KSADM/roles/3/RAX-AUTH/users',
    ]) {
      assertFault(await get(path, asMember), 403, 'forbidden')
    }
    assertFault(await get('/OS-KSADM/roles/unknown'), 404, 'itemNotFound')
  })

  test('comes in pages that point to their neighbours', async () => {
    const links = async (path: string) => {
      const answer = await get(path)
      const found = [
        ...String(answer.headers['link']).matchAll(/<https:\/\/keyward\.example([^>]*)>; rel="(\w+)"/g),
      ]
      return {
        names: namesIn(answer.json().roles),
        ...Object.fromEntries(found.map(([, url, rel]) => [rel, url])),
      }
    }
    const all = namesIn((await get('/OS-KSADM/roles')).json().roles)
    const first = await links('/OS-KSADM/roles?limit=4')
    assert.deepEqual([first.names, 'prev' in first], [all.slice(0, 4), false])
    const second = await links(String(first['next']).slice('/v2.0'.length))
    assert.deepEqual(second.names, all.slice(4, 8))
    assert.deepEqual((await links(String(second['prev']).slice('/v2.0'.length))).names, first.names)
    const last = await links(String(first['last']).slice('/v2.0'.length))
    assert.equal(last.names.at(-1), all.at(-1))
    assert.ok(!('next' in last))
    assert.deepEqual((await links(String(last['first']).slice('/v2.0'.length))).names, first.names)
  })

  test('a page keeps the other parameters of the request', async () => {
    const users = await get(`/tenants/${accountId}/users?limit=1&other=a%26b`)
    assert.match(String(users.headers['link']), /users\?limit=1&other=a%26b&marker=[0-9a-f]{32}>; rel="next"/)
    const odd = await get(`/tenants/${accountId}/users?other=a?b&more=c&limit=1`)
    assert.match(
      String(odd.headers['link']),
      /users\?other=a%3Fb&more=c&limit=1&marker=[0-9a-f]{32}>; rel="next"/,
    )
  })
})

describe('giving and taking', () => {
  const grant = (method: 'PUT' | 'DELETE', userId: string, roleId: string, as: As = asOwner) =>
    call(app, method, `/v2.0/users/${userId}/roles/OS-KSADM/${roleId}`, as)

  test('a role is 200 and 204, holds at once, and is told by its users', async () => {
    const { userId } = await app.addUser('gets-role', { accountId })
    const answer = await grant('PUT', userId, OBSERVER)
    assert.deepEqual([answer.statusCode, answer.body], [200, ''])
    assert.equal((await grant('PUT', userId, OBSERVER)).statusCode, 200)
    assert.deepEqual(await namesOf(userId), ['cloudFiles:observer', 'identity:default'])
    const holders = (await get(`/OS-KSADM/roles/${OBSERVER}/RAX-AUTH/users`)).json().users
    assert.deepEqual(
      holders.map(({ id }: { id: string }) => id),
      [userId],
    )
    assert.equal((await grant('DELETE', userId, OBSERVER)).statusCode, 204)
    assertFault(await grant('DELETE', userId, OBSERVER), 404, 'itemNotFound')
    assert.deepEqual(await namesOf(userId), ['identity:default'])
  })

  test('a role that operators alone give is 403 for the owner', async () => {
    assertFault(await grant('PUT', member.userId, CONNECT), 403, 'forbidden')
    assert.equal((await grant('PUT', member.userId, CONNECT, asOperator)).statusCode, 200)
    assertFault(await grant('DELETE', member.userId, CONNECT), 403, 'forbidden')
    assert.equal((await grant('DELETE', member.userId, CONNECT, asOperator)).statusCode, 204)
  })

  test('an unknown role is 404, and so is one that nobody is given', async () => {
    for (const id of ['unknown', '5']) assertFault(await grant('PUT', member.userId, id), 404, 'itemNotFound')
  })

  test('the ownership of oneself is kept', async () => {
    assertFault(await grant('DELETE', owner.userId, '3'), 403, 'forbidden')
  })

  test('in another tenant than the user is in is 404', async () => {
    const url = `/v2.0/tenants/${app.owner.accountId}/users/${member.userId}/roles`
    for (const as of [asOwner, asOperator]) {
      assertFault(await call(app, 'PUT', `${url}/OS-KSADM/${OBSERVER}`, as), 404, 'itemNotFound')
      assertFault(await call(app, 'DELETE', `${url}/OS-KSADM/${OBSERVER}`, as), 404, 'itemNotFound')
      assertFault(await call(app, 'GET', url, as), 404, 'itemNotFound')
    }
    assert.deepEqual(await namesOf(member.userId), ['identity:default'])
  })
})

describe('assignments in bulk', () => {
  const assign = (userId: string, tenantAssignments: unknown, as: As = asOwner) =>
    call(app, 'PUT', `/v2.0/users/${userId}/RAX-AUTH/roles`, {
      ...as,
      body: { 'RAX-AUTH:roleAssignments': { tenantAssignments } },
    })

  test('are told with where each comes from, and those not named stay', async () => {
    const { userId } = await app.addUser('bulk', { accountId })
    const answer = await assign(userId, [{ onRole: OBSERVER, forTenants: [accountId] }])
    assert.equal(answer.statusCode, 200, answer.body)
    const assignments = (await get(`/users/${userId}/RAX-AUTH/roles`)).json()
    assert.deepEqual(answer.json(), assignments)
    const bySource = (
      sourceType: string,
      sourceId: string,
      assignmentType: string,
      forTenants: string[],
    ) => ({
      forTenants,
      sources: [{ sourceType, sourceId, assignmentType, forTenants }],
    })
    assert.deepEqual(assignments['RAX-AUTH:roleAssignments'].tenantAssignments, [
      { onRole: OBSERVER, onRoleName: 'cloudFiles:observer', ...bySource('USER', userId, 'DOMAIN', ['*']) },
      { onRole: '2', onRoleName: 'identity:default', ...bySource('USER', userId, 'DOMAIN', ['*']) },
      {
        onRole: '5',
        onRoleName: 'object-store:default',
        ...bySource('SYSTEM', accountId, 'TENANT', [accountId]),
      },
    ])
  })

  test('name the groups that a role comes from, beside the user or alone, and such a role is not taken from the user', async () => {
    const { userId } = await app.addUser('grouped', { accountId })
    const group = { accountId, name: 'Observers', description: '', roles: ['cloudFiles:observer'] }
    const { id } = await createGroup(app.deps, TESTER, group)
    await changeGroupMembers(app.deps, TESTER, id, { add: [userId], remove: [] })
    const sources = async () =>
      (await get(`/users/${userId}/RAX-AUTH/roles`))
        .json()
        ['RAX-AUTH:roleAssignments'].tenantAssignments.find(
          ({ onRole }: { onRole: string }) => onRole === OBSERVER,
        ).sources
    const from = (sourceType: string, sourceId: string) => ({
      ...{ sourceType, sourceId },
      ...{ assignmentType: 'DOMAIN', forTenants: ['*'] },
    })
    assert.deepEqual(await sources(), [from('USERGROUP', id)])
    const one = `/v2.0/users/${userId}/roles/OS-KSADM/${OBSERVER}`
    const refused = await call(app, 'DELETE', one, asOwner)
    assertFault(refused, 403, 'forbidden')
    assert.match(refused.body, /Observers/)
    await assign(userId, [{ onRole: OBSERVER, forTenants: ['*'] }])
    assert.deepEqual(await sources(), [from('USER', userId), from('USERGROUP', id)])
    assert.equal((await call(app, 'DELETE', one, asOwner)).statusCode, 204)
    assert.deepEqual(await sources(), [from('USERGROUP', id)])
  })

  const refusals: readonly [string, number, string, unknown][] = [
    ['no list', 400, 'badRequest', undefined],
    ['no tenants', 400, 'badRequest', [{ onRole: OBSERVER, forTenants: [] }]],
    ['a number for a role', 400, 'badRequest', [{ onRole: 3, forTenants: ['*'] }]],
    [
      'a role twice',
      400,
      'badRequest',
      [
        { onRole: OBSERVER, forTenants: ['*'] },
        { onRole: OBSERVER, forTenants: ['*'] },
      ],
    ],
    ['another tenant', 404, 'itemNotFound', [{ onRole: OBSERVER, forTenants: ['100001'] }]],
    ['an unknown role', 404, 'itemNotFound', [{ onRole: 'x', forTenants: ['*'] }]],
    [
      'one role of two that may not be given',
      403,
      'forbidden',
      [
        { onRole: OBSERVER, forTenants: ['*'] },
        { onRole: CONNECT, forTenants: ['*'] },
      ],
    ],
  ]
  for (const [what, status, name, assignments] of refusals) {
    test(`with ${what} are ${status}, and nothing is given`, async () => {
      assertFault(await assign(member.userId, assignments), status, name)
      assert.deepEqual(await namesOf(member.userId), ['identity:default'])
    })
  }
})

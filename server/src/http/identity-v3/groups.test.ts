import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, PUBLIC_URL, TESTER, type TestUser } from '../../../../tests/support/app.ts'
import { call } from '../../../../tests/support/identity.ts'
import {
  assertKeystoneError,
  logInV3,
  secretLogin,
  v3TokenOf,
} from '../../../../tests/support/identity-v3.ts'
import { createRole } from '../../domain/roles/create-role.ts'
import { roleNamed } from '../../domain/roles/custom-role.ts'

const app = await openTestApp()
const accountId = await app.addAccount('alpha')
const owner = await app.addUser('alpha-owner', { accountId, roles: ['identity:user-admin'] })
const member = await app.addUser('alpha-member', { accountId })
const otherId = await app.addAccount('beta')
const stranger = await app.addUser('beta-owner', { accountId: otherId, roles: ['identity:user-admin'] })
const OTHERS = ['busy:one', 'busy:two', 'busy:three']
for (const name of OTHERS)
  await createRole(app.deps, TESTER, { name, description: '', givenByAccounts: true })
const READER = 'd5a1c60f2b7e4938a4f06b9de1c37a52'
const MANAGE = '8c0e6f3b5d1a4b7e9f2c6a0d3e8b1f47'

type Method = 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
const send = async (by: TestUser, method: Method, path: string, group?: object) =>
  call(app, method, `/v3/${path}`, { token: await v3TokenOf(app, by), ...(group && { body: { group } }) })
const statusOf = async (...args: Parameters<typeof send>) => (await send(...args)).statusCode
const make = async (name: string) => (await send(owner, 'POST', 'groups', { name })).json().group.id
const namesIn = async (by: TestUser, path = 'groups') =>
  (await send(by, 'GET', path)).json().groups.map(({ name }: { name: string }) => name)
const rolesOf = async ({ username: name, apiKey }: TestUser) => {
  const login = secretLogin({ name, domain: { id: 'default' } }, apiKey)
  return (await logInV3(app, login)).json().token.roles.map((role: { name: string }) => role.name)
}

describe('groups in v3', () => {
  test('are made, shown, listed, renamed and deleted as Keystone does it', async () => {
    const made = await send(owner, 'POST', 'groups', {
      name: 'Desk',
      description: 'Helps',
      domain_id: 'default',
    })
    assert.equal(made.statusCode, 201, made.body)
    const { group } = made.json()
    const links = { self: `${PUBLIC_URL}/v3/groups/${group.id}` }
    const facts = { id: group.id, name: 'Desk', description: 'Helps', domain_id: 'default', links }
    assert.deepEqual(group, facts)
    assert.deepEqual((await send(owner, 'GET', `groups/${group.id}`)).json(), { group: facts })
    assert.deepEqual(await namesIn(owner, 'groups?name=Desk'), ['Desk'])
    const renamed = await send(owner, 'PATCH', `groups/${group.id}`, { name: 'Helpdesk' })
    assert.equal(renamed.json().group.name, 'Helpdesk')
    assertKeystoneError(await send(owner, 'POST', 'groups', { name: 'HELPDESK' }), 409, 'Conflict')
    assertKeystoneError(await send(owner, 'POST', 'groups', { description: 'x' }), 400, 'Bad Request')
    const elsewhere = { name: 'x', domain_id: 'elsewhere' }
    assertKeystoneError(await send(owner, 'POST', 'groups', elsewhere), 404, 'Not Found')
    assert.equal(await statusOf(owner, 'DELETE', `groups/${group.id}`), 204)
    assertKeystoneError(await send(owner, 'GET', `groups/${group.id}`), 404, 'Not Found')
  })

  test('take users in and out; who is in one is told to whoever may look', async () => {
    const id = await make('Members')
    const one = `groups/${id}/users/${member.userId}`
    assert.equal(await statusOf(owner, 'HEAD', one), 404)
    assert.equal(await statusOf(owner, 'DELETE', one), 404)
    assert.deepEqual([await statusOf(owner, 'PUT', one), await statusOf(owner, 'PUT', one)], [204, 204])
    assert.equal(await statusOf(owner, 'HEAD', one), 204)
    const { users } = (await send(owner, 'GET', `groups/${id}/users`)).json()
    assert.deepEqual(
      users.map(({ id: userId }: { id: string }) => userId),
      [member.userId],
    )
    assert.deepEqual(await namesIn(owner, `users/${member.userId}/groups`), ['Members'])
    assert.deepEqual(await namesIn(member), ['Members'])
    assert.equal(await statusOf(owner, 'PUT', `groups/${id}/users/${stranger.userId}`), 404)
    assert.equal(await statusOf(owner, 'DELETE', one), 204)
    assert.deepEqual(await namesIn(member), [])
  })

  test('tell a manager nothing of members whom a manager may not look at', async () => {
    const manager = await app.addUser('alpha-manager', { accountId, roles: ['identity:user-manage'] })
    const id = await make('Mixed')
    for (const { userId } of [owner, member]) await send(owner, 'PUT', `groups/${id}/users/${userId}`)
    const seenBy = async (by: TestUser) =>
      (await send(by, 'GET', `groups/${id}/users`)).json().users.map((user: { id: string }) => user.id)
    assert.deepEqual(await seenBy(manager), [member.userId])
    assert.deepEqual((await seenBy(owner)).sort(), [owner.userId, member.userId].sort())
    assert.equal(await statusOf(manager, 'GET', `users/${owner.userId}`), 403)
  })

  test('have roles in their project, which members have with the next token, and until they are taken', async () => {
    const id = await make('Readers')
    await send(owner, 'PUT', `groups/${id}/users/${member.userId}`)
    const grants = `projects/${accountId}/groups/${id}/roles`
    const roles = async () =>
      (await send(owner, 'GET', grants)).json().roles.map(({ name }: { name: string }) => name)
    assert.equal(await statusOf(owner, 'HEAD', `${grants}/${READER}`), 404)
    assert.equal((await rolesOf(member)).includes('reader'), false)
    assert.equal(await statusOf(owner, 'PUT', `${grants}/${READER}`), 204)
    assert.deepEqual([await statusOf(owner, 'HEAD', `${grants}/${READER}`), await roles()], [204, ['reader']])
    assert.equal((await rolesOf(member)).includes('reader'), true)
    const asked = await send(owner, 'GET', `role_assignments?group.id=${id}&include_names`)
    const [assignment] = asked.json().role_assignments
    assert.deepEqual([assignment.role.name, assignment.group.name], ['reader', 'Readers'])
    assert.deepEqual(assignment.scope.project.id, accountId)
    assert.equal(await statusOf(owner, 'DELETE', `${grants}/${READER}`), 204)
    assert.equal(await statusOf(owner, 'DELETE', `${grants}/${READER}`), 404)
    assert.equal((await rolesOf(member)).includes('reader'), false)
    assert.deepEqual(
      [await roles(), (await send(owner, 'GET', `role_assignments?group.id=${id}`)).json().role_assignments],
      [[], []],
    )
  })

  test('have every role that is given to them at the same time, and none taken then', async () => {
    const id = await make('Busy')
    const grants = `projects/${accountId}/groups/${id}/roles`
    const names = async () =>
      (await send(owner, 'GET', grants)).json().roles.map(({ name }: { name: string }) => name)
    const all = [READER, ...OTHERS.map((name) => roleNamed(name).id)]
    const give = all.map((role) => statusOf(owner, 'PUT', `${grants}/${role}`))
    assert.deepEqual([...new Set(await Promise.all(give))], [204])
    assert.deepEqual((await names()).sort(), [...OTHERS, 'reader'].sort())
    const take = all.slice(1).map((role) => statusOf(owner, 'DELETE', `${grants}/${role}`))
    assert.deepEqual([...new Set(await Promise.all(take))], [204])
    assert.deepEqual(await names(), ['reader'])
  })

  test('give nobody the right to manage, and nothing in the project of others', async () => {
    const id = await make('Ambitious')
    const manage = await send(owner, 'PUT', `projects/${accountId}/groups/${id}/roles/${MANAGE}`)
    assertKeystoneError(manage, 400, 'Bad Request')
    const elsewhere = `projects/${otherId}/groups/${id}/roles/${READER}`
    assertKeystoneError(await send(owner, 'PUT', elsewhere), 404, 'Not Found')
    assertKeystoneError(await send(app.owner, 'PUT', elsewhere), 403, 'Forbidden')
    assert.equal(await statusOf(app.owner, 'HEAD', elsewhere), 404)
  })

  test('are managed by those who manage users, and are nothing to other accounts', async () => {
    const id = await make('Guarded')
    const mine = `groups/${id}`
    assertKeystoneError(await send(member, 'POST', 'groups', { name: 'x' }), 403, 'Forbidden')
    for (const [method, body] of [['GET'], ['PATCH', { name: 'x' }], ['DELETE']] as const) {
      assertKeystoneError(await send(member, method, mine, body), 403, 'Forbidden')
      assertKeystoneError(await send(stranger, method, mine, body), 404, 'Not Found')
    }
    assert.equal((await namesIn(stranger)).includes('Guarded'), false)
    assert.equal((await namesIn(app.owner)).includes('Guarded'), true)
    assert.deepEqual(
      (await send(stranger, 'GET', `role_assignments?group.id=${id}`)).json().role_assignments,
      [],
    )
    assertKeystoneError(await call(app, 'GET', '/v3/groups'), 401, 'Unauthorized')
  })
})

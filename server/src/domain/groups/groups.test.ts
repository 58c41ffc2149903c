import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, TESTER } from '../../../../tests/support/app.ts'
import { panelActor } from '../../../../tests/support/core.ts'
import type { Actor } from '../actor.ts'
import { createRole } from '../roles/create-role.ts'
import { deleteRole } from '../roles/delete-role.ts'
import { READER, USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import { rolesOfUser } from '../roles/roles-of-user.ts'
import { addServiceRule } from '../services/add-rule.ts'
import { changeRoles } from '../users/change-roles.ts'
import { deleteUser } from '../users/delete-user.ts'
import { changeGroup } from './change-group.ts'
import { changeGroupMembers } from './change-members.ts'
import { createGroup } from './create-group.ts'
import { deleteGroup } from './delete-group.ts'
import { MAX_GROUPS } from './group.ts'
import { readGroup } from './read-groups.ts'

const app = await openTestApp()
const { deps } = app
const { store } = deps
await app.addService('files', 'object-store', null, 'https://files.example/v1/%(tenant_id)s')
await createRole(deps, TESTER, { name: 'files:observer', description: '', givenByAccounts: true })
await createRole(deps, TESTER, { name: 'ours', description: '', givenByAccounts: false })
const rule = { service: 'files', methods: [], path: '/**', role: 'files:observer' }
await addServiceRule(deps, TESTER, rule)

let made = 0
const groupIn = (accountId: string, roles: readonly string[] = [], actor: Actor = TESTER) =>
  createGroup(deps, actor, { accountId, name: `Group ${++made}`, description: '', roles })
const refusedWith = (code: string) => (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === code
const actorOf = async (userId: string) =>
  panelActor((await store.users.byId(userId)) ?? assert.fail(), app.nowMs())

describe('what somebody has by a group', () => {
  const ask = async (apiKey: string) => {
    const headers = {
      authorization: `Bearer ${apiKey}`,
      'x-forwarded-uri': '/v1/x',
      'x-forwarded-host': 'files.example',
    }
    const { statusCode } = await app.http.inject({ url: '/auth/verify', headers })
    const verified = await app.http.inject({
      url: '/api/v1/verify',
      headers: { authorization: `Bearer ${apiKey}` },
    })
    return [statusCode, verified.json().roles.includes('files:observer')]
  }
  const [IN, OUT] = [
    [204, true],
    [403, false],
  ]

  test('holds and ends with the very next request: members, roles of the group, the group, the role itself', async () => {
    const user = await app.addUser('member')
    const group = await groupIn(user.accountId)
    const members = (change: { add?: string[]; remove?: string[] }) =>
      changeGroupMembers(deps, TESTER, group.id, { add: [], remove: [], ...change })
    const roles = (...names: string[]) => changeGroup(deps, TESTER, group.id, { roles: names })
    assert.deepEqual(await ask(user.apiKey), OUT)
    await members({ add: [user.userId] })
    assert.deepEqual(await ask(user.apiKey), OUT)
    await roles('files:observer')
    assert.deepEqual(await ask(user.apiKey), IN)
    await members({ remove: [user.userId] })
    assert.deepEqual(await ask(user.apiKey), OUT)
    await members({ add: [user.userId] })
    assert.deepEqual(await ask(user.apiKey), IN)
    await roles()
    assert.deepEqual(await ask(user.apiKey), OUT)
    await roles('files:observer')
    assert.deepEqual(await ask(user.apiKey), IN)
    await deleteGroup(deps, TESTER, group.id)
    assert.deepEqual(await ask(user.apiKey), OUT)
    const next = await groupIn(user.accountId, ['files:observer'])
    await changeGroupMembers(deps, TESTER, next.id, { add: [user.userId], remove: [] })
    assert.deepEqual(await ask(user.apiKey), IN)
    await deleteRole(deps, TESTER, 'files:observer')
    assert.deepEqual((await readGroup(deps, TESTER, next.id)).group.roles, [])
    await createRole(deps, TESTER, { name: 'files:observer', description: '', givenByAccounts: true })
    assert.deepEqual(await ask(user.apiKey), OUT)
  })

  test('is told with its source, is not taken from the user, and stays apart from what they have of their own', async () => {
    const user = await app.addUser('inherits')
    const group = await groupIn(user.accountId, [READER])
    await changeGroupMembers(deps, TESTER, group.id, { add: [user.userId], remove: [] })
    const told = async () =>
      (await rolesOfUser(deps, TESTER, user.userId)).find(({ name }) => name === READER) ?? assert.fail()
    const named = [{ id: group.id, name: group.name }]
    assert.deepEqual([(await told()).source, (await told()).groups], ['group', named])
    const take = () => changeRoles(deps, TESTER, user.userId, { add: [], remove: [READER] })
    await assert.rejects(take(), refusedWith('actor.forbidden'))
    await changeRoles(deps, TESTER, user.userId, { add: [READER], remove: [] })
    assert.deepEqual([(await told()).source, (await told()).groups], ['assigned', named])
    await take()
    assert.equal((await told()).source, 'group')
    assert.deepEqual(await store.users.ownRoles(user.userId), ['identity:default'])
  })

  test('goes to no heir: a group is joined, not handed over', async () => {
    const accountId = await app.addAccount()
    const [user, heir] = [
      await app.addUser('leaver', { accountId }),
      await app.addUser('heir', { accountId }),
    ]
    const group = await groupIn(accountId, [READER])
    await changeGroupMembers(deps, TESTER, group.id, { add: [user.userId], remove: [] })
    await deleteUser(deps, TESTER, user.userId, heir.userId)
    assert.equal((await store.users.byId(heir.userId))?.roles.includes(READER), false)
    assert.deepEqual((await readGroup(deps, TESTER, group.id)).members, [])
  })
})

describe('nobody comes to rights by a group that they could not give', () => {
  test('a group has no role of those who manage, and none that only operators give', async () => {
    const accountId = await app.addAccount()
    const { userId } = await app.addUser('group-owner', { accountId, roles: [USER_ADMIN] })
    const owner = await actorOf(userId)
    for (const role of [USER_ADMIN, USER_MANAGE, 'identity:default'])
      await assert.rejects(groupIn(accountId, [role]), refusedWith('input.invalid'), role)
    for (const role of ['service', 'ours', 'identity:admin'])
      await assert.rejects(groupIn(accountId, [role], owner), refusedWith('actor.forbidden'), role)
    await assert.rejects(groupIn(accountId, ['nothing'], owner), refusedWith('role.not_found'))
    const group = await groupIn(accountId, [READER], owner)
    const more = changeGroup(deps, owner, group.id, { roles: [READER, USER_MANAGE] })
    await assert.rejects(more, refusedWith('input.invalid'))
  })

  test('managers move those whom they manage, and nobody of another account', async () => {
    const [accountId, elsewhere] = [await app.addAccount(), await app.addAccount()]
    const add = (name: string, roles: readonly string[] = [], account = accountId) =>
      app.addUser(name, { accountId: account, roles: [...roles] })
    const [boss, manager, sub] = [
      await add('g-boss', [USER_ADMIN]),
      await add('g-man', [USER_MANAGE]),
      await add('g-sub'),
    ]
    const far = await add('g-far', [], elsewhere)
    const actor = await actorOf(manager.userId)
    const group = await groupIn(accountId, [READER], actor)
    const join = (userId: string) => changeGroupMembers(deps, actor, group.id, { add: [userId], remove: [] })
    await assert.rejects(join(boss.userId), refusedWith('actor.forbidden'))
    await assert.rejects(join(far.userId), refusedWith('user.not_found'))
    const forOperators = changeGroupMembers(deps, TESTER, group.id, { add: [far.userId], remove: [] })
    await assert.rejects(forOperators, refusedWith('user.not_found'))
    assert.deepEqual(
      (await join(sub.userId)).members.map(({ name }) => name),
      ['g-sub'],
    )
    const stranger = await actorOf(far.userId)
    await assert.rejects(readGroup(deps, stranger, group.id), refusedWith('group.not_found'))
    await assert.rejects(readGroup(deps, await actorOf(sub.userId), group.id), refusedWith('actor.forbidden'))
  })
})

test('an account has so many groups and no more, each name once in any spelling', async () => {
  const accountId = await app.addAccount()
  const make = (name: string) => createGroup(deps, TESTER, { accountId, name, description: '', roles: [] })
  const first = await make('Billing')
  await assert.rejects(make('BILLING'), refusedWith('group.exists'))
  for (const name of ['', ' x', 'x '.repeat(40), 'a\nb'])
    await assert.rejects(make(name), refusedWith('input.invalid'), JSON.stringify(name))
  for (let at = 1; at < MAX_GROUPS; at++)
    await store.groups.insert({ ...first, id: `g${at}`, name: `Group ${at}` })
  await assert.rejects(make('One too many'), refusedWith('input.invalid'))
  const second = changeGroup(deps, TESTER, 'g1', { name: 'billing' })
  await assert.rejects(second, refusedWith('group.exists'))
})

test('each act is in the log of the account, with what was before; what changes nothing is not', async () => {
  const accountId = await app.addAccount()
  const user = await app.addUser('logged', { accountId })
  const group = await createGroup(deps, TESTER, { accountId, name: 'Desk', description: '', roles: [] })
  await changeGroup(deps, TESTER, group.id, { name: 'Helpdesk', description: 'Helps', roles: [READER] })
  await changeGroup(deps, TESTER, group.id, { name: 'Helpdesk' })
  for (let twice = 0; twice < 2; twice++)
    await changeGroupMembers(deps, TESTER, group.id, { add: [user.userId], remove: [] })
  await deleteGroup(deps, TESTER, group.id)
  const entries = (await store.audit.page(accountId, 0, 100)).filter(({ action }) =>
    action.startsWith('group.'),
  )
  const told = { nameBefore: 'Desk', name: 'Helpdesk', roles: 'reader', rolesBefore: '' }
  assert.deepEqual(
    entries.map(({ action, details }) => [action, details]),
    [
      ['group.create', { name: 'Desk', roles: '' }],
      ['group.update', { group: 'Desk', fields: 'name description roles', ...told }],
      ['group.members', { group: 'Helpdesk', added: 'logged', removed: '' }],
      ['group.delete', { name: 'Helpdesk', roles: 'reader', members: 1 }],
    ],
  )
})

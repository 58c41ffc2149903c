import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { auditOf, keyActor, OPERATOR } from '../../../../tests/support/deps.ts'
import { usePeople } from '../../../../tests/support/people.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { addAccount } from '../accounts/create-account.ts'
import type { Actor } from '../actor.ts'
import { changeGroupMembers } from '../groups/change-members.ts'
import { createGroup } from '../groups/create-group.ts'
import type { User } from '../users/user.ts'
import { createRole } from './create-role.ts'
import { deleteRole } from './delete-role.ts'
import { effectiveRoles } from './effective-roles.ts'
import { grantRole, readGrant, withdrawRole } from './grant-role.ts'
import { listShownRoles } from './list-roles.ts'
import { type Place, rolesIn } from './places.ts'
import { roleById } from './role-by-id.ts'
import {
  DEFAULT_ROLE,
  OBJECT_STORE_DEFAULT,
  READER,
  SERVICE_ADMIN,
  USER_ADMIN,
  USER_MANAGE,
  USER_MANAGE_LIMITED,
} from './roles.ts'
import { rolesOfUser } from './roles-of-user.ts'
import { updateRole } from './update-role.ts'

const people = usePeople()
const NOBODY = 'f'.repeat(32)
let owner: User
let user: User
let own: Place
let elsewhere: Place

beforeEach(async () => {
  owner = await people.userWith(USER_ADMIN)
  user = await people.userWith(DEFAULT_ROLE)
  own = { kind: 'project', accountId: people.accountId }
  const { id: accountId } = await addAccount(people.deps, OPERATOR, { name: 'Elsewhere' })
  elsewhere = { kind: 'project', accountId }
})

async function idOf(name: string): Promise<string> {
  const role = (await listShownRoles(people.deps.store)).find((one) => one.name === name)
  return role?.id ?? assert.fail(`no role ${name}`)
}

const grantOf = async (name: string, place: Place) => ({
  userId: user.id,
  roleId: await idOf(name),
  place,
})
const grant = async (name: string, place = own, as = owner) =>
  grantRole(people.deps, keyActor(as), await grantOf(name, place))
const withdraw = async (name: string, place = own, as = owner) =>
  withdrawRole(people.deps, keyActor(as), await grantOf(name, place))
const read = async (name: string, place = own, as = owner) =>
  readGrant(people.deps, keyActor(as), await grantOf(name, place))
const roles = async () => (await people.deps.store.users.byId(user.id))?.roles

describe('a role in a place', () => {
  it('is given in the own project, is there, and is taken again', async () => {
    await refusedWith('role.not_found', read(READER))
    await grant(READER)
    assert.equal((await read(READER)).name, READER)
    assert.deepEqual(await roles(), [DEFAULT_ROLE, READER])
    await withdraw(READER)
    assert.deepEqual(await roles(), [DEFAULT_ROLE])
    await refusedWith('role.not_found', withdraw(READER))
  })

  it('that is there already is given without a word in the log', async () => {
    const told = (await auditOf(people.deps, people.accountId)).length
    for (const name of [DEFAULT_ROLE, 'member', OBJECT_STORE_DEFAULT]) await grant(name)
    assert.equal((await auditOf(people.deps, people.accountId)).length, told)
  })

  it('that a group gives as well is taken from the user all the same, and stays by the group', async () => {
    const { accountId, deps } = people
    const group = { accountId, name: 'Readers', description: '', roles: [READER] }
    const { id } = await createGroup(deps, OPERATOR, group)
    await changeGroupMembers(deps, OPERATOR, id, { add: [user.id], remove: [] })
    await refusedWith('actor.forbidden', withdraw(READER))
    await grant(READER)
    await withdraw(READER)
    assert.deepEqual(await deps.store.users.ownRoles(user.id), [DEFAULT_ROLE])
    assert.equal((await read(READER)).name, READER)
  })

  it('of another project, of the domain or the system is not given', async () => {
    for (const place of [elsewhere, { kind: 'domain' }, { kind: 'system' }] as const) {
      await refusedWith('actor.forbidden', grant(READER, place))
      await refusedWith('actor.forbidden', grant(READER, place, people.operator.user))
      await refusedWith('role.not_found', withdraw(DEFAULT_ROLE, place))
      await refusedWith('role.not_found', read(DEFAULT_ROLE, place))
    }
    assert.deepEqual(await roles(), [DEFAULT_ROLE])
  })

  it('that follows from others is neither given nor taken', async () => {
    await refusedWith('actor.forbidden', grant('admin', own, people.operator.user))
    for (const name of ['member', OBJECT_STORE_DEFAULT]) await refusedWith('actor.forbidden', withdraw(name))
    assert.equal((await read('member')).name, 'member')
  })

  it('that is the last one stays: there would be one again at once', async () => {
    await refusedWith('actor.forbidden', withdraw(DEFAULT_ROLE))
    await grant(READER)
    await withdraw(DEFAULT_ROLE)
    assert.deepEqual(await roles(), [READER])
  })

  it('of an operator holds everywhere, and is taken in the own project alone', async () => {
    user = await people.userWith(SERVICE_ADMIN)
    const operator = people.operator.user
    const system: Place = { kind: 'system' }
    for (const name of ['admin', SERVICE_ADMIN]) assert.equal((await read(name, system, operator)).name, name)
    await refusedWith('actor.forbidden', withdraw(SERVICE_ADMIN, system, operator))
    await withdraw(SERVICE_ADMIN, own, operator)
    await refusedWith('role.not_found', read(SERVICE_ADMIN, system, operator))
  })

  it('tells who may give none nothing of which roles there are', async () => {
    for (const roleId of [await idOf(READER), await idOf('admin'), NOBODY]) {
      const asked = { userId: user.id, roleId, place: own }
      await refusedWith('actor.forbidden', grantRole(people.deps, keyActor(user), asked))
      await refusedWith('actor.forbidden', withdrawRole(people.deps, keyActor(user), asked))
    }
  })

  it('tells somebody of another account nothing of the user', async () => {
    if (elsewhere.kind !== 'project') return assert.fail()
    const actor = { ...keyActor(owner), accountId: elsewhere.accountId }
    for (const userId of [user.id, NOBODY]) {
      const asked = { userId, roleId: await idOf(DEFAULT_ROLE), place: own }
      for (const act of [grantRole, withdrawRole, readGrant]) {
        await refusedWith('user.not_found', act(people.deps, actor, asked))
      }
    }
  })

  it('is by an id that exists', async () => {
    const asked = { userId: user.id, roleId: NOBODY, place: own }
    for (const act of [grantRole, withdrawRole, readGrant]) {
      await refusedWith('role.not_found', act(people.deps, keyActor(owner), asked))
    }
    await refusedWith('role.not_found', roleById(people.deps.store, NOBODY))
    await refusedWith('role.not_found', roleById(people.deps.store, await idOf('member')))
    assert.equal((await roleById(people.deps.store, await idOf(READER))).name, READER)
  })
})

describe('roles in places', () => {
  it('are all of a user’s in the own project, and none in another', () => {
    const holder = { accountId: '100001', roles: [USER_MANAGE, SERVICE_ADMIN] }
    assert.deepEqual(rolesIn(holder, { kind: 'project', accountId: '100001' }), effectiveRoles(holder.roles))
    assert.deepEqual(rolesIn(holder, { kind: 'project', accountId: '100002' }), [])
  })

  it('are those of operators beyond projects, without what belongs to a tenant', () => {
    for (const kind of ['domain', 'system'] as const) {
      assert.deepEqual(rolesIn({ accountId: '1', roles: [USER_ADMIN, READER] }, { kind }), [])
      const names = rolesIn({ accountId: '1', roles: [SERVICE_ADMIN] }, { kind }).map(({ name }) => name)
      assert.deepEqual(names, [SERVICE_ADMIN, 'admin', 'member'])
    }
  })
})

describe('the list of a user’s roles', () => {
  const listed = async (as: User, of = user) => {
    const found = await rolesOfUser(people.deps, keyActor(as), of.id)
    return new Map(found.map(({ name, source, lock }) => [name, `${source ?? '-'} ${lock ?? 'free'}`]))
  }

  it('says where each is from, and what the owner may change of it', async () => {
    const list = await listed(owner)
    assert.equal(list.get(DEFAULT_ROLE), 'assigned free')
    assert.equal(list.get(USER_ADMIN), '- free')
    assert.equal(list.get(SERVICE_ADMIN), '- too-strong')
    assert.equal(list.get('member'), 'every-user implied')
    assert.equal(list.get(OBJECT_STORE_DEFAULT), 'every-user implied')
    assert.equal(list.has('admin'), false)
  })

  it('locks one’s own ownership alone', async () => {
    assert.equal((await listed(owner, owner)).get(USER_ADMIN), 'assigned own-ownership')
    const other = await people.userWith(USER_ADMIN)
    assert.equal((await listed(owner, other)).get(USER_ADMIN), 'assigned free')
  })

  it('is all locked to who manages nobody, and nobody else’s', async () => {
    assert.deepEqual(
      new Set((await listed(user)).values()),
      new Set(['assigned no-right', '- no-right', 'every-user implied']),
    )
    for (const role of [DEFAULT_ROLE, USER_MANAGE_LIMITED]) {
      await refusedWith('actor.forbidden', listed(await people.userWith(role)))
    }
  })

  it('of an operator shows what follows from running the installation', async () => {
    const { user: operator } = people.operator
    assert.equal((await listed(operator, operator)).get('admin'), 'operator implied')
  })
})

describe('what a role that operators made is for', () => {
  const NAME = 'files:observer'
  const describeAs = (description: string, actor: Actor = OPERATOR) =>
    updateRole(people.deps, actor, NAME, { description })

  it('is said anew by operators, logged with both wordings, and once', async () => {
    await createRole(people.deps, OPERATOR, { name: NAME, description: 'old', givenByAccounts: true })
    for (const _ of [1, 2]) await describeAs('new')
    const log = (await auditOf(people.deps, 'system')).filter(({ action }) => action === 'role.update')
    assert.deepEqual(
      log.map(({ target, details }) => [target, details]),
      [[`role:${NAME}`, { description: 'new', descriptionBefore: 'old' }]],
    )
    await refusedWith('actor.forbidden', describeAs('mine', keyActor(owner)))
    for (const bad of ['two\nlines', 'x'.repeat(256)]) await refusedWith('input.invalid', describeAs(bad))
    const { description, givenByAccounts } = await roleById(people.deps.store, await idOf(NAME))
    assert.deepEqual([description, givenByAccounts], ['new', true])
    await deleteRole(people.deps, OPERATOR, NAME)
  })

  it('is not said of a built-in role, nor of none', async () => {
    for (const name of [READER, 'member', 'nothing']) {
      const saying = updateRole(people.deps, OPERATOR, name, { description: 'x' })
      await refusedWith('role.not_found', saying)
    }
  })
})

import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { answerOf, openCore } from '../../../../tests/support/core.ts'
import { keyActor, OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { createRole } from './create-role.ts'
import { roleNamed } from './custom-role.ts'
import { ALL_ROLES, effectiveRoles, givenFor } from './effective-roles.ts'
import { isFarReaching, isStaffRole } from './far-reaching.ts'
import { listRoles, listShownRoles } from './list-roles.ts'
import { roleById } from './role-by-id.ts'
import {
  BUILT_IN_ROLES,
  DEFAULT_ROLE,
  IDENTITY_ADMIN,
  SERVICE,
  SERVICE_ADMIN,
  USER_ADMIN,
  USER_MANAGE,
  USER_MANAGE_LIMITED,
} from './roles.ts'
import { describeRoles, rolesOfUser } from './roles-of-user.ts'

const core = await openCore()
const { deps } = core
after(core.close)

const create = (name: string, description = '') =>
  createRole(deps, OPERATOR, { name, description, givenByAccounts: true })

describe('the roles that follow from others', () => {
  test('are the operator’s admin and everybody’s member; every other is given by its own name', () => {
    const of = (name: string) => givenFor(ALL_ROLES.find((role) => role.name === name) ?? roleNamed(name))
    assert.equal(of('admin'), SERVICE_ADMIN)
    assert.deepEqual([of('member'), of('object-store:default')], [null, null])
    for (const name of [IDENTITY_ADMIN, USER_ADMIN, DEFAULT_ROLE, SERVICE, 'made:here'])
      assert.equal(of(name), name)
  })

  test('are in effect exactly for those who were given what they follow from', () => {
    const given = BUILT_IN_ROLES.map(({ name }) => name)
    for (const roles of [[], ...given.map((name) => [name]), ['made:here'], given]) {
      const inEffect = effectiveRoles(roles).map(({ name }) => name)
      for (const role of ALL_ROLES) {
        const needed = givenFor(role)
        assert.equal(inEffect.includes(role.name), needed === null || roles.includes(needed), role.name)
      }
    }
  })

  test('have fixed ids of 128 bits, as one that operators made has', () => {
    const ids = Object.fromEntries(ALL_ROLES.map(({ name, id }) => [name, id]))
    assert.equal(ids['admin'], 'a7c2e94b1f5d4806b3d8e60c95f1724a')
    assert.equal(ids['member'], '9fe2ff9ee4384b1894a90878d3e92bab')
    assert.match(roleNamed('made:here').id, /^[0-9a-f]{32}$/)
    assert.equal(roleNamed('made:here').perTenant, false)
  })
})

test('roles that reach beyond the account are the operator’s, the staff’s and a service’s; of those the last is no staff', () => {
  const reaching = BUILT_IN_ROLES.filter(({ name }) => isFarReaching(name)).map(({ name }) => name)
  assert.deepEqual(reaching.sort(), [IDENTITY_ADMIN, SERVICE_ADMIN, SERVICE].sort())
  const staff = BUILT_IN_ROLES.filter(({ name }) => isStaffRole(name)).map(({ name }) => name)
  assert.deepEqual(staff.sort(), [IDENTITY_ADMIN, SERVICE_ADMIN].sort())
})

test('a role is described in one line of 255 characters at most, and refused with what is wrong', async () => {
  const longest = 'x'.repeat(255)
  await create('longest', longest)
  for (const description of [`${longest}x`, 'a\nb', 'a\0']) {
    assert.equal((await refusedWith('input.invalid', create('bad', description))).facts.field, 'description')
  }
  assert.equal((await refusedWith('input.invalid', create('a b'))).facts.field, 'name')
  assert.equal(await answerOf(create('longest')), 'role.exists')
  const [givable, shown] = [await listRoles(deps.store), await listShownRoles(deps.store)]
  for (const list of [givable, shown]) {
    assert.equal(list.find(({ name }) => name === 'longest')?.description, longest)
    assert.ok(!list.some(({ name }) => name === 'bad'))
  }
  const found = await roleById(deps.store, roleNamed('longest').id)
  assert.deepEqual([found.name, found.builtIn, found.givenByAccounts], ['longest', false, true])
  const admin = ALL_ROLES.find(({ name }) => name === 'admin')
  assert.equal(await answerOf(roleById(deps.store, admin?.id ?? '')), 'role.not_found')
})

describe('what somebody is told of the roles of a user', () => {
  const person = async (roles: readonly string[], accountId?: string) =>
    (await core.person(roles, accountId)).user

  test('says which may be changed, and if not why', async () => {
    const [owner, manager, member] = [
      await person([USER_ADMIN]),
      await person([USER_MANAGE]),
      await person([DEFAULT_ROLE]),
    ]
    const locks = async (by: typeof owner, of: typeof owner) => {
      const told = await rolesOfUser(deps, keyActor(by), of.id)
      const lock = (name: string) => told.find((role) => role.name === name)?.lock
      return [SERVICE_ADMIN, USER_ADMIN, USER_MANAGE, DEFAULT_ROLE, 'member'].map(lock)
    }
    assert.deepEqual(await locks(owner, member), ['too-strong', null, null, null, 'implied'])
    assert.deepEqual(await locks(owner, owner), ['too-strong', 'own-ownership', null, null, 'implied'])
    assert.deepEqual(await locks(manager, member), ['too-strong', 'too-strong', null, null, 'implied'])
    const right = 'no-right'
    assert.deepEqual(await locks(member, member), [right, right, right, right, 'implied'])
    assert.deepEqual(await locks(core.operator, core.operator), [
      null,
      'own-ownership',
      null,
      null,
      'implied',
    ])
  })

  test('says where each comes from', async () => {
    const sources = async (roles: readonly string[]) => {
      const told = await describeRoles(deps, OPERATOR, await person(roles))
      return Object.fromEntries(
        told.flatMap(({ name, source, builtIn }) => (source ? [[name, `${source} ${builtIn}`]] : [])),
      )
    }
    assert.deepEqual(await sources(['longest', SERVICE_ADMIN]), {
      longest: 'assigned false',
      [SERVICE_ADMIN]: 'assigned true',
      admin: 'operator true',
      member: 'every-user true',
      'object-store:default': 'every-user true',
    })
    assert.ok(!('admin' in (await sources([DEFAULT_ROLE]))))
  })

  test('is nothing for those who cannot reach the user, and locked for those who cannot any more', async () => {
    const member = await person([DEFAULT_ROLE])
    const stranger = keyActor(await person([USER_ADMIN], await core.account()))
    assert.equal(await answerOf(rolesOfUser(deps, stranger, member.id)), 'user.not_found')
    const helper = keyActor(await person([USER_MANAGE_LIMITED]))
    assert.equal(await answerOf(rolesOfUser(deps, helper, member.id)), 'actor.forbidden')
    const told = await describeRoles(deps, stranger, member)
    assert.ok(told.every(({ lock }) => lock === 'no-right' || lock === 'implied'))
  })
})

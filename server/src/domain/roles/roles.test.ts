import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import {
  auditOf,
  keyActor,
  makeOwner,
  makeUser,
  OPERATOR,
  openTestDeps,
  type TestDeps,
} from '../../../../tests/support/deps.ts'
import { changeRoles } from '../users/change-roles.ts'
import { readUser } from '../users/read-user.ts'
import type { User } from '../users/user.ts'
import { createRole } from './create-role.ts'
import { mayNameRole, roleNamed } from './custom-role.ts'
import { deleteRole } from './delete-role.ts'
import { effectiveRoles } from './effective-roles.ts'
import { listRoles } from './list-roles.ts'
import { ASSIGNABLE_ROLES, BUILT_IN_ROLES, DEFAULT_ROLE, IDENTITY_ADMIN, USER_MANAGE } from './roles.ts'

const refusedWith = (code: string) => ({ name: 'DomainError', code })

describe('the name of a role', () => {
  for (const name of ['cloudFiles:observer', 'auditor', 'x', 'nova.admin', 'a'.repeat(64)]) {
    it(`may be ${name.slice(0, 30)}`, () => assert.ok(mayNameRole(name)))
  }
  for (const name of ['', '1st', 'a b', 'a,b', 'é', 'a'.repeat(65), ':x', 'a\n']) {
    it(`may not be ${JSON.stringify(name).slice(0, 30)}`, () => assert.ok(!mayNameRole(name)))
  }
  for (const name of [
    'admin',
    'Admin',
    'MEMBER',
    'identity:anything',
    'Identity:Admin',
    'Reader',
    'service',
  ]) {
    it(`may not pass for a built-in role: ${name} (F-23)`, () => assert.ok(!mayNameRole(name)))
  }

  it('gives it an id of its own that is always the same', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,20}$/), { minLength: 2 }), (names) => {
        const ids = names.map((name) => roleNamed(name).id)
        assert.deepEqual(new Set(ids).size, names.length)
        assert.deepEqual(
          ids,
          names.map((name) => roleNamed(name).id),
        )
      }),
    )
  })

  it('leaves the built-in ones their fixed ids', () => {
    for (const role of BUILT_IN_ROLES) assert.equal(roleNamed(role.name), role)
  })
})

describe('roles that operators make', () => {
  let test: TestDeps
  let owner: User
  let staff: User
  let manager: User
  let someone: User
  before(async () => {
    test = await openTestDeps()
    const account = await makeOwner(test.deps)
    const id = account.account.id
    owner = (await makeUser(test.deps, id, 'second-owner', { roles: ['identity:user-admin'] })).user
    staff = (await makeUser(test.deps, id, 'staff', { roles: [IDENTITY_ADMIN] })).user
    manager = (await makeUser(test.deps, id, 'manager', { roles: [USER_MANAGE] })).user
    someone = (await makeUser(test.deps, id, 'someone', { roles: [DEFAULT_ROLE] })).user
  })
  after(() => test.close())

  const make = (name: string, givenByAccounts = true) =>
    createRole(test.deps, OPERATOR, { name, description: `for ${name}`, givenByAccounts })
  const names = async () => (await listRoles(test.deps.store)).map(({ name }) => name)

  it('are listed behind the built-in ones, by name', async () => {
    await make('zeta')
    await make('alpha')
    assert.deepEqual(await names(), [...ASSIGNABLE_ROLES, 'alpha', 'zeta'])
    const made = (await listRoles(test.deps.store)).find(({ name }) => name === 'alpha')
    assert.deepEqual(made, {
      ...roleNamed('alpha'),
      description: 'for alpha',
      builtIn: false,
      givenByAccounts: true,
    })
  })

  it('exist once', async () => {
    await make('once')
    await assert.rejects(make('once'), refusedWith('role.exists'))
  })

  it('are made and removed by operators alone', async () => {
    for (const user of [owner, staff, manager, someone]) {
      const given = { name: 'mine', description: '', givenByAccounts: true }
      await assert.rejects(createRole(test.deps, keyActor(user), given), refusedWith('actor.forbidden'))
      await assert.rejects(deleteRole(test.deps, keyActor(user), 'alpha'), refusedWith('actor.forbidden'))
    }
    assert.ok(!(await names()).includes('mine'))
  })

  it('are refused with a bad name or a description of several lines, and nothing is written', async () => {
    const before = await names()
    await assert.rejects(make('identity:root'), refusedWith('input.invalid'))
    for (const description of ['two\nlines', 'x'.repeat(256)]) {
      const given = { name: 'fine', description, givenByAccounts: true }
      await assert.rejects(createRole(test.deps, OPERATOR, given), refusedWith('input.invalid'))
    }
    assert.deepEqual(await names(), before)
  })

  it('are given by whoever manages the users of an account', async () => {
    await make('files:observer')
    for (const actor of [owner, manager, staff]) {
      await changeRoles(test.deps, keyActor(actor), someone.id, { add: ['files:observer'], remove: [] })
      const { roles } = await readUser(test.deps, OPERATOR, someone.id)
      assert.deepEqual(new Set(roles), new Set([DEFAULT_ROLE, 'files:observer']))
      await changeRoles(test.deps, keyActor(actor), someone.id, { add: [], remove: ['files:observer'] })
    }
  })

  it('of operators are given by operators alone', async () => {
    await make('cloud_admin', false)
    for (const actor of [owner, manager, staff]) {
      const giving = changeRoles(test.deps, keyActor(actor), someone.id, { add: ['cloud_admin'], remove: [] })
      await assert.rejects(giving, refusedWith('actor.forbidden'))
    }
    const { roles } = await changeRoles(test.deps, OPERATOR, someone.id, { add: ['cloud_admin'], remove: [] })
    assert.ok(roles.includes('cloud_admin'))
  })

  it('that do not exist cannot be given', async () => {
    const giving = changeRoles(test.deps, OPERATOR, someone.id, { add: ['nothing'], remove: [] })
    await assert.rejects(giving, refusedWith('role.not_found'))
  })

  it('leave everybody with their removal, memory included (F-02)', async () => {
    await make('gone')
    await changeRoles(test.deps, OPERATOR, someone.id, { add: ['gone'], remove: [] })
    assert.ok((await test.deps.known.user(someone.id))?.roles.includes('gone'))
    assert.equal(await deleteRole(test.deps, OPERATOR, 'gone'), 1)
    assert.ok(!(await test.deps.known.user(someone.id))?.roles.includes('gone'))
    assert.ok(!(await readUser(test.deps, OPERATOR, someone.id)).roles.includes('gone'))
    await assert.rejects(deleteRole(test.deps, OPERATOR, 'gone'), refusedWith('role.not_found'))
  })

  it('are written into the log with what they are', async () => {
    await make('logged', false)
    await deleteRole(test.deps, OPERATOR, 'logged')
    const entries = (await auditOf(test.deps, 'system')).filter(({ target }) => target === 'role:logged')
    assert.deepEqual(
      entries.map(({ action, details }) => [action, details]),
      [
        ['role.create', { description: 'for logged', givenByAccounts: false }],
        ['role.delete', { holders: 0 }],
      ],
    )
  })

  it('are told to OpenStack beside the derived ones', () => {
    const shown = effectiveRoles([DEFAULT_ROLE, 'files:observer']).map(({ name }) => name)
    assert.ok(shown.includes('files:observer') && shown.includes('member') && !shown.includes('admin'))
  })
})

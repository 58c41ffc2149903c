import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { keyActor, OPERATOR } from '../../../../tests/support/deps.ts'
import { freshName, refusedWith, usePeople } from '../../../../tests/support/people.ts'
import { addAccount } from '../accounts/create-account.ts'
import { listAccounts } from '../accounts/list-accounts.ts'
import { readOwnSettings } from '../accounts/own-settings.ts'
import type { UserActor } from '../actor.ts'
import { changeAdminType } from '../administrators/change-admin-type.ts'
import { listAdministrators } from '../administrators/list-administrators.ts'
import { readRequirement } from '../factors/account-switch.ts'
import { describeKey } from '../keys/describe-key.ts'
import { listServices } from '../services/list-services.ts'
import { checkPin } from '../support/check-pin.ts'
import { changeRoles } from '../users/change-roles.ts'
import { createUser } from '../users/create-user.ts'
import { deleteUser } from '../users/delete-user.ts'
import { disableUser } from '../users/disable-user.ts'
import type { User } from '../users/user.ts'
import type { ActName } from './acts.ts'
import { rightsOfUser } from './rights-of-user.ts'
import {
  ASSIGNABLE_ROLES,
  DEFAULT_ROLE,
  SERVICE_ADMIN,
  USER_ADMIN,
  USER_MANAGE,
  USER_MANAGE_LIMITED,
} from './roles.ts'

const people = usePeople()
const operator = async () => keyActor(await people.userWith(SERVICE_ADMIN))
const rightsOf = async (user: User, asker?: UserActor) =>
  new Map(
    (await rightsOfUser(people.deps, asker ?? (await operator()), user.id)).map((right) => [
      right.act,
      right,
    ]),
  )

/** Done as they are done, by somebody with a key to somebody else of the account. */
const DONE: readonly [ActName, (actor: UserActor, user: User) => Promise<unknown>][] = [
  ['own-key', (actor) => describeKey(people.deps, actor, actor.userId)],
  ['members-key', (actor, user) => describeKey(people.deps, actor, user.id)],
  ['help-users', (actor, user) => disableUser(people.deps, actor, user.id)],
  ['change-users', (actor, user) => deleteUser(people.deps, actor, user.id)],
  ['account-settings', (actor) => readOwnSettings(people.deps, actor)],
  ['require-factor', (actor) => readRequirement(people.deps, actor)],
  ['other-accounts', (actor) => listAccounts(people.deps, actor)],
  ['create-accounts', (actor) => addAccount(people.deps, actor, { name: 'Example' })],
  ['services', (actor) => listServices(people.deps, actor)],
  ['check-pins', async (actor) => checkPin(people.deps, actor, actor.userId, '0000')],
  ['mail-administrators', (actor) => listAdministrators(people.deps, actor, actor.accountId)],
  [
    'create-users',
    (actor) =>
      people.deps.store.transaction((tx) =>
        createUser(people.deps, tx, actor, { accountId: actor.accountId, name: freshName() }),
      ),
  ],
]

async function isDone(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act()
    return true
  } catch (error) {
    assert.equal(Reflect.get(Object(error), 'code'), 'actor.forbidden')
    return false
  }
}

describe('what a user may do', () => {
  for (const role of ASSIGNABLE_ROLES) {
    it(`is for ${role} what is done when it is tried`, async () => {
      const user = await people.userWith(role)
      const rights = await rightsOf(user)
      for (const [act, run] of DONE) {
        const other = await people.userWith(DEFAULT_ROLE)
        assert.equal(rights.get(act)?.allowed, await isDone(() => run(keyActor(user), other)), act)
      }
    })

    it(`has for ${role} a ground where it is allowed, and only else what would give it`, async () => {
      const user = await people.userWith(role)
      await changeAdminType(people.deps, OPERATOR, user.id, 'standard')
      for (const { act, allowed, through, grants } of (await rightsOf(user)).values()) {
        assert.equal(through.length > 0, allowed, act)
        if (allowed) assert.deepEqual(grants, [], act)
      }
    })
  }

  it('names the role it comes by, and everybody for what everybody may', async () => {
    const rights = await rightsOf(await people.userWith(USER_MANAGE))
    assert.deepEqual(rights.get('members-key')?.through, [{ kind: 'role', name: USER_MANAGE }])
    assert.deepEqual(rights.get('own-key')?.through, [{ kind: 'everybody', name: '' }])
  })

  it('names the type of an administrator for the e-mail area', async () => {
    const user = await people.userWith(DEFAULT_ROLE)
    await changeAdminType(people.deps, OPERATOR, user.id, 'standard')
    const rights = await rightsOf(user)
    assert.deepEqual(rights.get('mail-mailboxes')?.through, [{ kind: 'administrator', name: 'standard' }])
    const [first] = rights.get('mail-key-pair')?.grants ?? []
    assert.deepEqual(first?.ground, { kind: 'administrator', name: 'super' })
  })

  it('is had by the weakest role that is named for it, which those who are named can give', async () => {
    const user = await people.userWith(DEFAULT_ROLE)
    const owner = keyActor(await people.userWith(USER_ADMIN))
    const [grant] = (await rightsOf(user, owner)).get('members-key')?.grants ?? []
    assert.deepEqual(grant?.ground, { kind: 'role', name: USER_MANAGE })
    assert.equal(grant.givable, true)
    const givers = grant.givers.map(({ name }) => name)
    assert.ok(givers.includes(USER_MANAGE) && givers.includes(USER_ADMIN))
    assert.ok(!givers.includes(USER_MANAGE_LIMITED) && !givers.includes(DEFAULT_ROLE))
    await changeRoles(people.deps, owner, user.id, { add: [grant.ground.name], remove: [] })
    assert.equal((await rightsOf(user, owner)).get('members-key')?.allowed, true)
  })

  it('is told of oneself, and of others only to those who manage them', async () => {
    const user = await people.userWith(DEFAULT_ROLE)
    const other = keyActor(await people.userWith(USER_MANAGE_LIMITED))
    await assert.rejects(rightsOfUser(people.deps, other, user.id), refusedWith('actor.forbidden'))
    const own = await rightsOf(user, keyActor(user))
    assert.equal(
      own.get('members-key')?.grants.some(({ givable }) => givable),
      false,
    )
  })
})

import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { auditOf, keyActor, makeUser, OPERATOR } from '../../../../tests/support/deps.ts'
import { freshName, usePeople } from '../../../../tests/support/people.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { addAccount } from '../accounts/create-account.ts'
import { createRole } from '../roles/create-role.ts'
import { listRoles } from '../roles/list-roles.ts'
import {
  DEFAULT_ROLE,
  IDENTITY_ADMIN,
  READER,
  SERVICE,
  SERVICE_ADMIN,
  USER_ADMIN,
  USER_MANAGE,
  USER_MANAGE_LIMITED,
} from '../roles/roles.ts'
import { changeRoles } from './change-roles.ts'
import { disableUser } from './disable-user.ts'
import { enableUser } from './enable-user.ts'
import { inviteUser } from './invite-user.ts'
import { mayGive } from './managing.ts'
import { revokeInvitation } from './revoke-invitation.ts'

const people = usePeople()
const [MADE_FOR_ALL, MADE_FOR_OPERATORS] = ['files:observer', 'files:root']

/** In this order: the columns of the table. */
const GIVEN = [
  DEFAULT_ROLE,
  READER,
  MADE_FOR_ALL,
  USER_MANAGE_LIMITED,
  USER_MANAGE,
  USER_ADMIN,
  IDENTITY_ADMIN,
  SERVICE_ADMIN,
  SERVICE,
  MADE_FOR_OPERATORS,
]

/** How many of `GIVEN` each may give, from the left. */
const GIVERS: Readonly<Record<string, number>> = {
  [SERVICE_ADMIN]: 10,
  [IDENTITY_ADMIN]: 7,
  [USER_ADMIN]: 6,
  [USER_MANAGE]: 5,
  [USER_MANAGE_LIMITED]: 0,
  [DEFAULT_ROLE]: 0,
  [SERVICE]: 0,
  [MADE_FOR_OPERATORS]: 0,
}

describe('roles that somebody gives', () => {
  before(async () => {
    for (const name of [MADE_FOR_ALL, MADE_FOR_OPERATORS]) {
      const role = { name, description: '', givenByAccounts: name === MADE_FOR_ALL }
      await createRole(people.deps, OPERATOR, role)
    }
  })

  for (const [role, reach] of Object.entries(GIVERS)) {
    it(`${role}: ${GIVEN.slice(0, reach).join(', ') || 'none'}`, async () => {
      const actor = keyActor(await people.userWith(role))
      const roles = await listRoles(people.deps.store)
      for (const [at, name] of GIVEN.entries()) {
        const user = await people.userWith(READER)
        const change = { add: [name], remove: name === READER ? [] : [READER] }
        const giving = changeRoles(people.deps, actor, user.id, change)
        const found = roles.find((one) => one.name === name)
        assert.ok(found)
        if (at < reach) assert.deepEqual((await giving).roles, [name])
        else await refusedWith('actor.forbidden', giving)
        assert.equal(mayGive(actor, found) === 'yes', at < reach, `${name} as told`)
      }
    })
  }

  it('are refused together when one of them is', async () => {
    const owner = keyActor(await people.userWith(USER_ADMIN))
    const user = await people.userWith(DEFAULT_ROLE)
    for (const [bad, code] of [
      ['nothing', 'role.not_found'],
      [SERVICE_ADMIN, 'actor.forbidden'],
    ] as const) {
      const change = { add: [USER_MANAGE, bad], remove: [DEFAULT_ROLE] }
      await refusedWith(code, changeRoles(people.deps, owner, user.id, change))
      assert.deepEqual((await people.deps.store.users.byId(user.id))?.roles, [DEFAULT_ROLE])
    }
  })

  it('that are there already are no change, in whatever order', async () => {
    const user = await people.userWith(READER, USER_MANAGE)
    const told = (await auditOf(people.deps, people.accountId)).length
    await changeRoles(people.deps, OPERATOR, user.id, { add: [USER_MANAGE, READER], remove: [] })
    await changeRoles(people.deps, OPERATOR, user.id, { add: [], remove: [SERVICE] })
    assert.equal((await auditOf(people.deps, people.accountId)).length, told)
  })

  it('of an owner another owner may take; the account keeps the one who took it', async () => {
    const [one, two] = [await people.userWith(USER_ADMIN), await people.userWith(USER_ADMIN)]
    const change = { add: [], remove: [USER_ADMIN] }
    assert.deepEqual((await changeRoles(people.deps, keyActor(one), two.id, change)).roles, [DEFAULT_ROLE])
    await refusedWith('owner.protected', changeRoles(people.deps, keyActor(one), one.id, change))
  })

  it('end for who lost the right: the next change is refused', async () => {
    const manager = await people.userWith(USER_MANAGE)
    const user = await people.userWith(DEFAULT_ROLE)
    await changeRoles(people.deps, OPERATOR, manager.id, { add: [], remove: [USER_MANAGE] })
    const now = await people.deps.store.users.byId(manager.id)
    assert.ok(now)
    const change = { add: [READER], remove: [] }
    await refusedWith('actor.forbidden', changeRoles(people.deps, keyActor(now), user.id, change))
  })
})

describe('helping a user', () => {
  it('by letting in and shutting out is for helpers too, with users who have no part in managing', async () => {
    const helper = keyActor(await people.userWith(USER_MANAGE_LIMITED))
    const user = await people.userWith(DEFAULT_ROLE)
    assert.equal((await disableUser(people.deps, helper, user.id)).enabled, false)
    assert.equal((await enableUser(people.deps, helper, user.id)).enabled, true)
    for (const role of [USER_MANAGE_LIMITED, USER_MANAGE, USER_ADMIN, SERVICE, IDENTITY_ADMIN]) {
      const other = await people.userWith(role)
      await refusedWith('actor.forbidden', disableUser(people.deps, helper, other.id))
      assert.equal((await people.deps.store.users.byId(other.id))?.enabled, true)
    }
  })

  it('is not helping oneself', async () => {
    for (const role of [USER_MANAGE_LIMITED, USER_MANAGE]) {
      const user = await people.userWith(role)
      await refusedWith('actor.forbidden', disableUser(people.deps, keyActor(user), user.id))
    }
  })
})

describe('an invitation', () => {
  const liveLink = async (secret: string) =>
    people.deps.store.links.byDigest(people.deps.vault.digest('link', secret))

  it('is made and taken back by managers, not by helpers, colleagues or strangers', async () => {
    const user = await people.userWith(DEFAULT_ROLE)
    const { id } = await addAccount(people.deps, OPERATOR, { name: 'Elsewhere' })
    const stranger = (await makeUser(people.deps, id, freshName(), { roles: [USER_ADMIN] })).user
    const { secret } = await inviteUser(people.deps, OPERATOR, user.id)
    for (const [actor, code] of [
      [await people.userWith(USER_MANAGE_LIMITED), 'actor.forbidden'],
      [await people.userWith(DEFAULT_ROLE), 'actor.forbidden'],
      [stranger, 'user.not_found'],
    ] as const) {
      await refusedWith(code, inviteUser(people.deps, keyActor(actor), user.id))
      await refusedWith(code, revokeInvitation(people.deps, keyActor(actor), user.id))
    }
    assert.ok(await liveLink(secret))
    await revokeInvitation(people.deps, keyActor(await people.userWith(USER_MANAGE)), user.id)
    assert.equal(await liveLink(secret), null)
  })

  it('taken back leaves those of others, and is logged once', async () => {
    const [user, other] = [await people.userWith(DEFAULT_ROLE), await people.userWith(DEFAULT_ROLE)]
    const { secret } = await inviteUser(people.deps, OPERATOR, other.id)
    await inviteUser(people.deps, OPERATOR, user.id)
    for (const _ of [1, 2]) await revokeInvitation(people.deps, OPERATOR, user.id)
    assert.ok(await liveLink(secret))
    const log = await auditOf(people.deps, people.accountId)
    assert.equal(log.filter(({ action }) => action === 'user.invite_revoke').length, 1)
    assert.ok(!JSON.stringify(log).includes(secret))
  })

  it('is not made for oneself: an API key would choose the password that opens the panel', async () => {
    for (const role of [USER_MANAGE, USER_ADMIN, IDENTITY_ADMIN, SERVICE_ADMIN]) {
      const user = await people.userWith(role)
      await refusedWith('actor.forbidden', inviteUser(people.deps, keyActor(user), user.id))
      assert.equal((await people.deps.store.users.listed(user.id))?.invitationEndsAtMs ?? null, null)
    }
  })

  it('is not made by somebody in a manager’s name', async () => {
    const user = await people.userWith(DEFAULT_ROLE)
    const { id, name } = people.operator.user
    const actor = { ...keyActor(await people.userWith(USER_ADMIN)), impersonator: { id, name } }
    await refusedWith('actor.forbidden', inviteUser(people.deps, actor, user.id))
    assert.equal((await people.deps.store.users.listed(user.id))?.invitationEndsAtMs ?? null, null)
  })
})

import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { keyActor, makeUser, OPERATOR, OTHER_PASSWORD } from '../../../../tests/support/deps.ts'
import { freshName, refusedWith, usePeople } from '../../../../tests/support/people.ts'
import { addAccount } from '../accounts/create-account.ts'
import type { Actor } from '../actor.ts'
import { DEFAULT_ROLE, IDENTITY_ADMIN, SERVICE_ADMIN, USER_ADMIN } from '../roles/roles.ts'
import { changeRoles } from './change-roles.ts'
import { deleteUser } from './delete-user.ts'
import { disableUser } from './disable-user.ts'
import { inviteUser } from './invite-user.ts'
import { setPassword } from './set-password.ts'
import type { User } from './user.ts'

const people = usePeople()

describe('what nobody may do', () => {
  let operator: User

  beforeEach(async () => {
    // Others have made operators: now there is this one alone.
    const { user } = await makeUser(people.deps, people.accountId, freshName('operator'), {
      roles: [SERVICE_ADMIN, USER_ADMIN],
    })
    operator = user
    for (const { id, roles } of await people.deps.store.users.list({})) {
      if (roles.includes(SERVICE_ADMIN) && id !== user.id) await deleteUser(people.deps, OPERATOR, id)
    }
  })

  const acts: Readonly<Record<string, (actor: Actor, id: string) => Promise<unknown>>> = {
    disable: (actor, id) => disableUser(people.deps, actor, id),
    delete: (actor, id) => deleteUser(people.deps, actor, id),
    'take the operator role from': (actor, id) =>
      changeRoles(people.deps, actor, id, { add: [], remove: [SERVICE_ADMIN] }),
  }
  for (const [name, act] of Object.entries(acts)) {
    it(`${name} the last operator, not even at the command line`, async () => {
      await assert.rejects(act(OPERATOR, operator.id), refusedWith('owner.protected'))
      const user = await people.deps.store.users.byId(operator.id)
      assert.ok(user?.enabled && user.roles.includes(SERVICE_ADMIN))
    })

    it(`${name} an operator whose only colleague is disabled`, async () => {
      const colleague = await people.userWith(SERVICE_ADMIN)
      await disableUser(people.deps, OPERATOR, colleague.id)
      await assert.rejects(act(OPERATOR, operator.id), refusedWith('owner.protected'))
      await deleteUser(people.deps, OPERATOR, colleague.id)
    })

    it(`${name} both operators at the same moment`, async () => {
      const [one, two] = [await people.userWith(SERVICE_ADMIN), await people.userWith(SERVICE_ADMIN)]
      const all = [operator, one, two]
      const done = await Promise.allSettled(all.map(({ id }) => act(OPERATOR, id)))
      assert.equal(done.filter(({ status }) => status === 'rejected').length, 1)
    })
  }

  it('shut out or delete oneself as owner of an account', async () => {
    const owner = await people.userWith(USER_ADMIN)
    await assert.rejects(disableUser(people.deps, keyActor(owner), owner.id), refusedWith('owner.protected'))
    await assert.rejects(deleteUser(people.deps, keyActor(owner), owner.id), refusedWith('owner.protected'))
    const change = changeRoles(people.deps, keyActor(owner), owner.id, {
      add: [DEFAULT_ROLE],
      remove: [USER_ADMIN],
    })
    await assert.rejects(change, refusedWith('owner.protected'))
  })

  it('manage oneself without the right to manage users', async () => {
    const user = await people.userWith(DEFAULT_ROLE)
    await assert.rejects(deleteUser(people.deps, keyActor(user), user.id), refusedWith('actor.forbidden'))
    const change = changeRoles(people.deps, keyActor(user), user.id, { add: [DEFAULT_ROLE], remove: [] })
    await assert.rejects(change, refusedWith('actor.forbidden'))
  })

  it('reach an operator through being owner of the account that the operator belongs to', async () => {
    const owner = await people.userWith(USER_ADMIN)
    const staff = [await people.userWith(SERVICE_ADMIN), await people.userWith(IDENTITY_ADMIN)]
    for (const { id } of staff) {
      await assert.rejects(
        setPassword(people.deps, keyActor(owner), id, OTHER_PASSWORD),
        refusedWith('actor.forbidden'),
      )
      await assert.rejects(deleteUser(people.deps, keyActor(owner), id), refusedWith('actor.forbidden'))
      await assert.rejects(inviteUser(people.deps, keyActor(owner), id), refusedWith('actor.forbidden'))
    }
    for (const { id } of staff) await deleteUser(people.deps, OPERATOR, id)
  })

  it('reach a user of another account: it is as if there were none', async () => {
    const stranger = keyActor(await people.userWith(USER_ADMIN))
    const other = await addAccount(people.deps, OPERATOR, { name: 'Other' })
    const { user } = await makeUser(people.deps, other.id, freshName())
    for (const id of [user.id, 'f'.repeat(32)]) {
      for (const act of Object.values(acts).slice(0, 2)) {
        await assert.rejects(act(stranger, id), refusedWith('user.not_found'))
      }
    }
  })
})

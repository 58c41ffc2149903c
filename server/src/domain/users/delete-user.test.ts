import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { auditOf, keyActor, makeUser, OPERATOR } from '../../../../tests/support/deps.ts'
import { freshName, refusedWith, sessionOf, usePeople } from '../../../../tests/support/people.ts'
import { findKey } from '../login/find-key.ts'
import { DEFAULT_ROLE, READER, USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import { changeRoles } from './change-roles.ts'
import { deleteUser } from './delete-user.ts'
import { disableUser } from './disable-user.ts'
import { inviteUser } from './invite-user.ts'
import type { User } from './user.ts'

const people = usePeople()
const FORBIDDEN = refusedWith('actor.forbidden')

describe('deleting a user', () => {
  it('removes key, session and link, and frees the name; the log stays', async () => {
    const name = freshName()
    const { user, apiKey } = await makeUser(people.deps, people.accountId, name)
    await people.deps.store.sessions.insert(sessionOf(user, 'deleted-session'))
    await inviteUser(people.deps, OPERATOR, user.id)
    await findKey(people.deps, apiKey)
    await deleteUser(people.deps, OPERATOR, user.id)
    assert.equal(await findKey(people.deps, apiKey), null)
    assert.equal(await people.deps.known.user(user.id), null)
    assert.equal(await people.deps.store.sessions.byDigest('deleted-session'), null)
    const again = await makeUser(people.deps, people.accountId, name)
    assert.notEqual(again.user.id, user.id)
    const entry = (await auditOf(people.deps, people.accountId)).find(
      ({ action }) => action === 'user.delete',
    )
    assert.equal(entry?.target, `user:${user.id}`)
    assert.equal(entry?.details['name'], name)
  })
})

describe('deleting a user who hands over', () => {
  /** Somebody with these roles, and who gets them. */
  const two = async (...roles: readonly string[]) => {
    const [user, heir] = [await people.userWith(DEFAULT_ROLE, ...roles), await people.userWith(DEFAULT_ROLE)]
    return { user, heir }
  }
  const rolesOf = async ({ id }: User) => (await people.deps.store.users.byId(id))?.roles

  it('gives the heir the roles in the same step, once each, and says so of both', async () => {
    const owner = await people.userWith(USER_ADMIN)
    const { user, heir } = await two(USER_MANAGE, READER)
    await changeRoles(people.deps, OPERATOR, heir.id, { add: [READER], remove: [] })
    await deleteUser(people.deps, keyActor(owner), user.id, heir.id)
    assert.deepEqual([...((await rolesOf(heir)) ?? [])].sort(), [DEFAULT_ROLE, USER_MANAGE, READER].sort())
    assert.equal(await people.deps.store.users.byId(user.id), null)
    const [gone, given] = (await auditOf(people.deps, people.accountId)).slice(-2).reverse()
    assert.deepEqual(gone?.details, { name: user.name, heir: heir.name })
    assert.equal(given?.action, 'user.roles')
    assert.match(String(given?.details['after']), new RegExp(USER_MANAGE))
  })

  it('makes an heir owner in place of an owner', async () => {
    const { user, heir } = await two(USER_ADMIN)
    await deleteUser(people.deps, keyActor(people.operator.user), user.id, heir.id)
    assert.ok((await rolesOf(heir))?.includes(USER_ADMIN))
  })

  it('changes no heir who has all of it, and writes no entry about it', async () => {
    const { user, heir } = await two()
    const before = await people.deps.store.users.byId(heir.id)
    await deleteUser(people.deps, OPERATOR, user.id, heir.id)
    assert.deepEqual(await people.deps.store.users.byId(heir.id), before)
    assert.notEqual((await auditOf(people.deps, people.accountId)).at(-2)?.action, 'user.roles')
  })

  it('deletes nobody when the heir cannot be one', async () => {
    const owner = await people.userWith(USER_ADMIN)
    const { user, heir } = await two(READER)
    const elsewhere = await people.deps.store.users.byId(people.operator.user.id)
    const asked = (heirId: string, actor = keyActor(owner)) => deleteUser(people.deps, actor, user.id, heirId)
    await assert.rejects(asked(user.id), refusedWith('input.invalid'))
    await assert.rejects(asked('f'.repeat(32)), refusedWith('user.not_found'))
    await assert.rejects(asked(elsewhere?.id ?? ''), refusedWith('user.not_found'))
    const staff = keyActor(people.operator.user)
    await assert.rejects(asked(elsewhere?.id ?? '', staff), refusedWith('input.invalid'))
    await disableUser(people.deps, OPERATOR, heir.id)
    await assert.rejects(asked(heir.id), refusedWith('input.invalid'))
    assert.ok(await people.deps.store.users.byId(user.id))
  })

  it('hands on no role that is stronger than one’s own, and to nobody out of reach', async () => {
    const manager = await people.userWith(USER_MANAGE)
    const other = await people.userWith(USER_MANAGE)
    const { user, heir } = await two(READER)
    await assert.rejects(deleteUser(people.deps, keyActor(manager), user.id, other.id), FORBIDDEN)
    const made = { name: freshName('role'), description: '', givenByAccounts: false, createdAtMs: 1 }
    await people.deps.store.roles.insert(made)
    await changeRoles(people.deps, OPERATOR, user.id, { add: [made.name], remove: [] })
    await assert.rejects(deleteUser(people.deps, keyActor(manager), user.id, heir.id), FORBIDDEN)
    assert.deepEqual(await rolesOf(heir), [DEFAULT_ROLE])
    assert.ok(await people.deps.store.users.byId(user.id))
  })
})

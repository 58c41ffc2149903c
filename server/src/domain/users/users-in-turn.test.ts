import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { keyActor, makeUser } from '../../../../tests/support/deps.ts'
import { freshName, usePeople } from '../../../../tests/support/people.ts'
import { DEFAULT_ROLE, IDENTITY_ADMIN, SERVICE, USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import type { User } from './user.ts'
import { type UsersInTurnQuery, usersInTurn } from './users-in-turn.ts'

const people = usePeople()

async function idsFor(actor: User, query: Partial<UsersInTurnQuery> = {}): Promise<readonly string[]> {
  const ids: string[] = []
  for await (const { id } of usersInTurn(people.deps, keyActor(actor), { chunkRows: 100, ...query })) {
    ids.push(id)
  }
  return ids
}

describe('users in turn', () => {
  it('are the same in the same order, however many are read at a time', async () => {
    const owner = await people.userWith(USER_ADMIN)
    for (let at = 0; at < 6; at++) await people.userWith(DEFAULT_ROLE)
    const all = await idsFor(owner)
    assert.equal(all.length, 7)
    for (const chunkRows of [1, 2, 3, 6, 7, 8]) assert.deepEqual(await idsFor(owner, { chunkRows }), all)
  })

  it('begin behind the one that is named', async () => {
    const owner = await people.userWith(USER_ADMIN)
    for (let at = 0; at < 4; at++) await people.userWith(DEFAULT_ROLE)
    const all = await idsFor(owner)
    for (const [index, id] of all.entries()) {
      const after = await people.deps.store.users.byId(id)
      assert.ok(after)
      assert.deepEqual(await idsFor(owner, { after, chunkRows: 2 }), all.slice(index + 1))
    }
  })

  it('are those of the own account for its owner, sub-users for a manager, oneself for everybody else', async () => {
    const owner = await people.userWith(USER_ADMIN)
    const manager = await people.userWith(USER_MANAGE)
    const member = await people.userWith(DEFAULT_ROLE)
    const service = await people.userWith(SERVICE)
    assert.deepEqual((await idsFor(owner)).toSorted(), [owner.id, manager.id, member.id].toSorted())
    assert.deepEqual((await idsFor(manager)).toSorted(), [manager.id, member.id].toSorted())
    assert.deepEqual(await idsFor(member), [member.id])
    assert.deepEqual(await idsFor(service), [service.id])
    assert.deepEqual(await idsFor(member, { after: member }), [])
  })

  it('of one role are those who were given it', async () => {
    const owner = await people.userWith(USER_ADMIN)
    const managers = [await people.userWith(USER_MANAGE), await people.userWith(USER_MANAGE, DEFAULT_ROLE)]
    await people.userWith(DEFAULT_ROLE)
    const found = await idsFor(owner, { role: USER_MANAGE, chunkRows: 1 })
    assert.deepEqual(found.toSorted(), managers.map(({ id }) => id).toSorted())
    assert.deepEqual(await idsFor(owner, { role: 'nobody:has' }), [])
  })

  it('of another account are for staff alone', async () => {
    const owner = await people.userWith(USER_ADMIN)
    const staff = await people.userWith(IDENTITY_ADMIN)
    const accountId = people.operator.user.accountId
    const { user } = await makeUser(people.deps, accountId, freshName(), {})
    assert.deepEqual(await idsFor(owner, { accountId }), [])
    const seen = await idsFor(staff, { accountId })
    assert.ok(seen.includes(user.id))
    assert.ok(!seen.includes(people.operator.user.id))
    assert.deepEqual(await idsFor(staff, { accountId: '999999' }), [])
    assert.ok((await idsFor(staff)).includes(owner.id))
  })

  it('are read no further than somebody wants them', async () => {
    const owner = await people.userWith(USER_ADMIN)
    for (let at = 0; at < 4; at++) await people.userWith(DEFAULT_ROLE)
    const { store } = people.deps
    let reads = 0
    const page: typeof store.users.page = (query) => {
      reads++
      return store.users.page(query)
    }
    const counting = { store: { ...store, users: { ...store.users, page } } }
    for await (const user of usersInTurn(counting, keyActor(owner), { chunkRows: 2 })) {
      assert.ok(user)
      break
    }
    assert.equal(reads, 1)
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { keyActor, makeUser, OPERATOR } from '../../../../tests/support/deps.ts'
import { freshName, refusedWith, usePeople } from '../../../../tests/support/people.ts'
import { DEFAULT_ROLE, USER_ADMIN } from '../roles/roles.ts'
import { listUsers } from './list-users.ts'

const people = usePeople()

describe('a list of users', () => {
  it('shows staff everybody, an owner the own account, and others nobody', async () => {
    const owner = await people.userWith(USER_ADMIN)
    const plain = await people.userWith(DEFAULT_ROLE)
    const all = await listUsers(people.deps, keyActor(people.operator.user), {})
    assert.ok(all.length > 2)
    const own = await listUsers(people.deps, keyActor(owner), {})
    assert.deepEqual(own.map(({ id }) => id).sort(), [owner.id, plain.id].sort())
    await assert.rejects(listUsers(people.deps, keyActor(plain), {}), refusedWith('actor.forbidden'))
  })

  it('can be narrowed to an address', async () => {
    const { user } = await makeUser(people.deps, people.accountId, freshName(), {
      email: 'just.me@example.com',
    })
    const found = await listUsers(people.deps, OPERATOR, { email: 'just.me@example.com' })
    assert.deepEqual(
      found.map(({ id }) => id),
      [user.id],
    )
  })
})

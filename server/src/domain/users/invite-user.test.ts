import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith, usePeople } from '../../../../tests/support/people.ts'
import { DEFAULT_ROLE } from '../roles/roles.ts'
import { disableUser } from './disable-user.ts'
import { inviteUser } from './invite-user.ts'

const people = usePeople()

describe('an invitation', () => {
  it('is not made for a disabled user', async () => {
    const user = await people.userWith(DEFAULT_ROLE)
    await disableUser(people.deps, OPERATOR, user.id)
    await assert.rejects(inviteUser(people.deps, OPERATOR, user.id), refusedWith('user.disabled'))
  })

  it('kills the earlier one', async () => {
    const user = await people.userWith(DEFAULT_ROLE)
    const first = await inviteUser(people.deps, OPERATOR, user.id)
    const second = await inviteUser(people.deps, OPERATOR, user.id)
    const digest = (secret: string) => people.deps.vault.digest('link', secret)
    assert.equal(await people.deps.store.links.byDigest(digest(first.secret)), null)
    assert.equal((await people.deps.store.links.byDigest(digest(second.secret)))?.userId, user.id)
  })
})

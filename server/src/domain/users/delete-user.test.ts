import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { auditOf, makeUser, OPERATOR } from '../../../../tests/support/deps.ts'
import { freshName, sessionOf, usePeople } from '../../../../tests/support/people.ts'
import { findKey } from '../login/find-key.ts'
import { deleteUser } from './delete-user.ts'
import { inviteUser } from './invite-user.ts'

const people = usePeople()

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

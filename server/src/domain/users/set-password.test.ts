import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { makeUser, OPERATOR, OTHER_PASSWORD } from '../../../../tests/support/deps.ts'
import { freshName, refusedWith, sessionOf, usePeople } from '../../../../tests/support/people.ts'
import { findKey } from '../login/find-key.ts'
import { DEFAULT_ROLE } from '../roles/roles.ts'
import { setPassword } from './set-password.ts'

const people = usePeople()

describe('a password set by somebody else', () => {
  it('ends sessions and password tokens of the user, and leaves the key', async () => {
    const { user, apiKey } = await makeUser(people.deps, people.accountId, freshName(), {
      roles: [DEFAULT_ROLE],
    })
    await people.deps.store.sessions.insert(sessionOf(user, 'password-session'))
    await setPassword(people.deps, OPERATOR, user.id, OTHER_PASSWORD)
    const changed = await people.deps.store.users.byId(user.id)
    assert.notEqual(changed?.passwordId, user.passwordId)
    assert.equal(await people.deps.store.sessions.byDigest('password-session'), null)
    const known = await findKey(people.deps, apiKey)
    assert.equal(known?.usable, true)
  })

  it('has to be as strong as one of the own', async () => {
    const user = await people.userWith(DEFAULT_ROLE)
    await assert.rejects(setPassword(people.deps, OPERATOR, user.id, 'short'), refusedWith('password.weak'))
    await assert.rejects(
      setPassword(people.deps, OPERATOR, 'f'.repeat(32), OTHER_PASSWORD),
      refusedWith('user.not_found'),
    )
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, makeUser, OPERATOR } from '../../../../tests/support/deps.ts'
import { freshName, sessionOf, usePeople } from '../../../../tests/support/people.ts'
import { findKey } from '../login/find-key.ts'
import { DEFAULT_ROLE } from '../roles/roles.ts'
import { disableUser } from './disable-user.ts'
import { enableUser } from './enable-user.ts'

const people = usePeople()

describe('disabling a user', () => {
  it('ends sessions and refuses the key when it has resolved; enabling brings the key back, not the session', async () => {
    const { user, apiKey } = await makeUser(people.deps, people.accountId, freshName(), {
      roles: [DEFAULT_ROLE],
    })
    await people.deps.store.sessions.insert(sessionOf(user, 'disabled-session'))
    assert.equal((await findKey(people.deps, apiKey))?.usable, true)
    await disableUser(people.deps, OPERATOR, user.id)
    assert.equal((await findKey(people.deps, apiKey))?.usable, false)
    assert.equal((await people.deps.known.user(user.id))?.usable, false)
    assert.equal(await people.deps.store.sessions.byDigest('disabled-session'), null)
    await enableUser(people.deps, OPERATOR, user.id)
    assert.equal((await findKey(people.deps, apiKey))?.usable, true)
    assert.equal(await people.deps.store.sessions.byDigest('disabled-session'), null)
  })

  it('twice is logged once', async () => {
    const user = await people.userWith(DEFAULT_ROLE)
    for (const _ of [1, 2]) await disableUser(people.deps, OPERATOR, user.id)
    for (const _ of [1, 2]) await enableUser(people.deps, OPERATOR, user.id)
    const actions = (await actionsOf(people.deps, people.accountId)).filter((action) => /able/.test(action))
    assert.deepEqual(actions, ['user.disable', 'user.enable'])
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  type Core,
  compatibleActor,
  entriesOf,
  openCore,
  panelActor,
} from '../../../../tests/support/core.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { listCredentials } from './credentials.ts'
import { deleteKey } from './end-key.ts'
import { resetKey } from './reset-key.ts'

let core: Core

before(async () => {
  core = await openCore()
})
after(() => core.close())

describe('the credentials of a user', () => {
  test('are name, password or not, and the key as Show gives it, with Show’s entry in the log', async () => {
    const { user, apiKey } = await core.person()
    const entries = await entriesOf(core.deps, user.accountId, async () => {
      assert.deepEqual(await listCredentials(core.deps, compatibleActor(user), user.id), {
        userName: user.name,
        hasPassword: true,
        apiKey,
      })
    })
    assert.deepEqual(
      entries.map(({ action }) => action),
      ['key.show'],
    )
  })

  test('never hold the password or its hash', async () => {
    const { user } = await core.person()
    const listed = await listCredentials(core.deps, OPERATOR, user.id)
    assert.doesNotMatch(JSON.stringify(listed), /argon2|geese/)
  })

  test('say so when there is no password', async () => {
    const { user } = await core.person()
    await core.deps.store.users.update(user.id, { passwordHash: null, passwordId: null })
    assert.equal((await listCredentials(core.deps, OPERATOR, user.id)).hasPassword, false)
  })

  test('have no key, and nothing is written, for a user without one', async () => {
    const { user } = await core.person()
    await deleteKey(core.deps, OPERATOR, user.id)
    const list = async () => {
      assert.equal((await listCredentials(core.deps, OPERATOR, user.id)).apiKey, null)
    }
    assert.deepEqual(await entriesOf(core.deps, user.accountId, list), [])
  })

  test('have no key where its value is lost: the list is still answered', async () => {
    const { user } = await core.person()
    const current = await core.deps.store.keys.current(user.id)
    await core.deps.store.keys.setState(current?.id ?? '', 'lost')
    assert.equal((await listCredentials(core.deps, OPERATOR, user.id)).apiKey, null)
  })

  test('show the new key alone during an overlap', async () => {
    const { user } = await core.person()
    const { secret } = await resetKey(core.deps, OPERATOR, user.id, { overlapSeconds: 60 })
    assert.equal((await listCredentials(core.deps, OPERATOR, user.id)).apiKey, secret)
  })

  test('are not told apart by presence: without a proof there is no answer with the key left out', async () => {
    const { user } = await core.person()
    await refusedWith('step_up.needed', listCredentials(core.deps, panelActor(user, null), user.id))
    await deleteKey(core.deps, OPERATOR, user.id)
    await refusedWith('step_up.needed', listCredentials(core.deps, panelActor(user, null), user.id))
  })
})

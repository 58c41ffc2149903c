import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { answerOf, entriesOf, openCore, panelActor } from '../../../../tests/support/core.ts'
import { visitFrom } from '../../../../tests/support/deps.ts'
import { setUpApp } from '../../../../tests/support/factors.ts'
import { openSession } from '../sessions/open-session.ts'
import type { StoredSession } from '../sessions/session.ts'
import type { User } from '../users/user.ts'
import { enrolTotp } from './enrol-totp.ts'
import { removeTotp } from './remove-factor.ts'

const core = await openCore()
const { deps } = core
after(core.close)

let user: User
let elsewhere: StoredSession
const actor = () => panelActor(user, core.clock.now())
const isSignedInElsewhere = async () => (await deps.store.sessions.byDigest(elsewhere.digest)) !== null

beforeEach(async () => {
  user = (await core.person()).user
})

/** A session at another browser, opened after what the test prepares. */
async function signInElsewhere(): Promise<void> {
  const visit = visitFrom('192.0.2.7')
  elsewhere = (await deps.store.transaction((tx) => openSession(deps, tx, user, visit))).session
}

test('an app that counted ends other sessions when it goes', async () => {
  const { id } = await setUpApp(deps, user)
  await signInElsewhere()
  await removeTotp(deps, actor(), id)
  assert.equal(await isSignedInElsewhere(), false)
  assert.equal((await deps.store.users.byId(user.id))?.secondFactor, false)
})

test('a set-up that was never finished goes without a trace but in the log, also where a factor is required', async () => {
  const { device } = await enrolTotp(deps, actor(), 'phone')
  await deps.store.users.update(user.id, { secondFactorRule: 'required' })
  await signInElsewhere()
  const before = await deps.store.users.byId(user.id)
  const entries = await entriesOf(deps, core.accountId, () => removeTotp(deps, actor(), device.id))
  assert.deepEqual(
    entries.map(({ action, details }) => [action, details]),
    [['factor.totp_remove', { name: 'phone' }]],
  )
  assert.deepEqual(await deps.store.users.byId(user.id), before)
  assert.equal(await isSignedInElsewhere(), true)
  assert.deepEqual(await deps.store.totp.ofUser(user.id), [])
})

test("another's app is not there", async () => {
  const { id } = await setUpApp(deps, (await core.person()).user)
  assert.equal(await answerOf(removeTotp(deps, actor(), id)), 'factor.not_found')
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  keyActor,
  makeOwner,
  OPERATOR,
  openTestDeps,
  PASSWORD,
  type TestDeps,
  visitFrom,
} from '../../../../tests/support/deps.ts'
import { HOUR_MS, MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { updateAccount } from '../accounts/update-account.ts'
import type { UserActor } from '../actor.ts'
import { resetKey } from '../keys/reset-key.ts'
import { authenticateKey } from '../login/verify-key.ts'
import { signIn } from '../sessions/sign-in.ts'
import type { User } from '../users/user.ts'
import { appliedLimits, type LimitName } from './applied-limits.ts'

let world: TestDeps
let user: User
let apiKey: string
let actor: UserActor

before(async () => {
  world = await openTestDeps()
  ;({ user, apiKey } = await makeOwner(world.deps))
  actor = keyActor(user)
})
after(() => world.close())

async function limitOf(name: LimitName) {
  const { limit, used } = (await appliedLimits(world.deps, actor)).find((each) => each.name === name) ?? {}
  return [limit, used]
}

test('nothing is used by somebody who has done nothing', async () => {
  for (const { name, used } of await appliedLimits(world.deps, actor)) {
    assert.equal(used, name === 'callers_per_key' ? 0 : null, name)
  }
})

test('the callers of the current key are counted for the day, each once', async () => {
  for (const agent of ['curl/8.5.0', 'curl/8.5.0', 'rclone/v1.60.1']) {
    await authenticateKey(
      world.deps,
      { secret: apiKey, username: null },
      visitFrom('192.0.2.1', agent).origin,
    )
  }
  assert.deepEqual(await limitOf('callers_per_key'), [1_000, 2])
  world.clock.advance(24 * HOUR_MS)
  assert.deepEqual(await limitOf('callers_per_key'), [1_000, 0])
})

test('an overlap counts down and is over when the old key is', async () => {
  await resetKey(world.deps, OPERATOR, user.id, { overlapSeconds: 3_600 })
  world.clock.advance(MINUTE_MS)
  assert.deepEqual(await limitOf('overlap'), [30 * 24 * 3_600, 3_540])
  world.clock.advance(59 * MINUTE_MS)
  assert.deepEqual(await limitOf('overlap'), [30 * 24 * 3_600, null])
})

test('the oldest session that still lives is what 12 hours are counted from', async () => {
  await signIn(world.deps, { username: user.name, password: PASSWORD }, visitFrom(), null)
  world.clock.advance(10 * MINUTE_MS)
  await signIn(world.deps, { username: user.name, password: PASSWORD }, visitFrom(), null)
  assert.deepEqual(await limitOf('session_lifetime'), [12 * 3_600, 600])
  world.clock.advance(25 * MINUTE_MS)
  assert.deepEqual(await limitOf('session_lifetime'), [12 * 3_600, 1_500])
})

test('the window of presence is the one that the account sets; 0 leaves time for the one act', async () => {
  assert.deepEqual(await limitOf('step_up'), [300, null])
  await updateAccount(world.deps, OPERATOR, user.accountId, { stepUpMinutes: 0 })
  assert.deepEqual(await limitOf('step_up'), [30, null])
})

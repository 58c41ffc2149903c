import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  answerOf,
  CHEAP_HASHER,
  type Core,
  entriesOf,
  freshOrigin,
  openCore,
} from '../../../../tests/support/core.ts'
import { OPERATOR, PASSWORD } from '../../../../tests/support/deps.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { networkOf } from '../callers/network.ts'
import { resetKey } from '../keys/reset-key.ts'
import { disableUser } from '../users/disable-user.ts'
import { authenticateKey } from './verify-key.ts'
import { authenticatePassword } from './verify-password.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

const enter = (username: string, password: string, origin = freshOrigin()) =>
  answerOf(authenticatePassword({ ...core.deps, hasher: CHEAP_HASHER }, { username, password }, origin))

async function person() {
  const made = await core.person()
  await core.deps.store.users.update(made.user.id, { passwordHash: `plain:${PASSWORD}` })
  return made
}

async function outcomesOf(userId: string) {
  await core.deps.calls.settle()
  return (await core.deps.store.calls.ofUser(userId, 0)).map(({ outcome, calls }) => `${outcome} ${calls}`)
}

describe('the own key in the place of the password', () => {
  test('is refused, and delays neither the user nor the place, however often', async () => {
    const { user, apiKey } = await person()
    const origin = freshOrigin()
    for (let at = 0; at < 25; at++) assert.equal(await enter(user.name, apiKey, origin), 'credential.wrong')
    assert.equal(await enter(user.name, PASSWORD, origin), 'valid')
    assert.deepEqual(await outcomesOf(user.id), [])
  })

  test('is told as what it is where it has ended or its user is disabled, and counted', async () => {
    const ended = await person()
    await resetKey(core.deps, OPERATOR, ended.user.id, { overlapSeconds: 0 })
    assert.equal(await enter(ended.user.name, ended.apiKey), 'credential.wrong')
    assert.deepEqual(await outcomesOf(ended.user.id), ['revoked 1'])
    const disabled = await person()
    await disableUser(core.deps, OPERATOR, disabled.user.id)
    assert.equal(await enter(disabled.user.name, disabled.apiKey), 'user.disabled')
    assert.deepEqual(await outcomesOf(disabled.user.id), ['disabled 1'])
  })

  test('of another user, or of nobody, is a wrong password like any other', async () => {
    const [mia, ola] = [await person(), await person()]
    for (let at = 0; at < 5; at++) {
      assert.equal(await enter(mia.user.name, at % 2 === 0 ? ola.apiKey : 'f'.repeat(32)), 'credential.wrong')
    }
    assert.equal(await enter(mia.user.name, PASSWORD), 'throttled')
  })
})

describe('the network from which a password was right', () => {
  test('is written down once a day, and not for a wrong one', async () => {
    const { user } = await person()
    const origin = freshOrigin()
    const { networks } = core.deps.store
    const last = () => networks.lastSuccessMs(user.id, networkOf(origin.address))
    await enter(user.name, 'wrong', origin)
    assert.equal(await last(), null)
    const firstMs = core.clock.now()
    await enter(user.name, PASSWORD, origin)
    core.clock.advance(24 * HOUR_MS)
    await enter(user.name, PASSWORD, origin)
    assert.equal(await last(), firstMs)
    core.clock.advance(1)
    await enter(user.name, PASSWORD, origin)
    assert.equal(await last(), firstMs + 24 * HOUR_MS + 1)
  })

  test('is a stranger again after 30 days to the millisecond', async () => {
    const heard = async (idleMs: number) => {
      const { user } = await person()
      const home = freshOrigin()
      assert.equal(await enter(user.name, PASSWORD, home), 'valid')
      core.clock.advance(idleMs)
      for (let at = 0; at < 5; at++) await enter(user.name, 'wrong')
      return enter(user.name, PASSWORD, home)
    }
    assert.equal(await heard(30 * 24 * HOUR_MS - 1), 'valid')
    assert.equal(await heard(30 * 24 * HOUR_MS), 'throttled')
  })
})

describe('a refusal', () => {
  test('is written down with the kind of credential, at the user whom it was aimed at', async () => {
    const { user } = await person()
    await core.deps.calls.settle()
    const entries = await entriesOf(core.deps, user.accountId, async () => {
      await enter(user.name, 'wrong')
      await answerOf(authenticateKey(core.deps, { secret: 'wrong', username: user.name }, freshOrigin()))
      await core.deps.calls.settle()
    })
    assert.deepEqual(
      entries.map(({ action, target, outcome, details }) => [action, target, outcome, details]),
      [
        ['login.fail', `user:${user.id}`, 'refused', { kind: 'password', count: 1 }],
        ['login.fail', `user:${user.id}`, 'refused', { kind: 'key', count: 1 }],
      ],
    )
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  answerOf,
  type Core,
  entriesOf,
  freshOrigin,
  knownStateOn,
  openCore,
} from '../../../../tests/support/core.ts'
import { keyActor, OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { onBothEngines } from '../../../../tests/support/stores.ts'
import { CALLS_KEPT_MS } from '../callers/recording.ts'
import { deleteKey } from '../keys/end-key.ts'
import { FORGOTTEN_KEYS_KEPT_MS } from '../keys/key.ts'
import { resetKey } from '../keys/reset-key.ts'
import { setKey } from '../keys/set-key.ts'
import { deleteUser } from '../users/delete-user.ts'
import { inspectCredential } from './inspect-credential.ts'
import { authenticateKey, judgeKeyFromMemory } from './verify-key.ts'
import { authenticatePassword, authenticatePasswordById } from './verify-password.ts'
import { authenticateSecret } from './verify-secret.ts'

onBothEngines(({ name, migratedUrl }) => {
  let core: Core
  before(async () => {
    core = await openCore(name === 'postgres' ? await migratedUrl() : undefined)
  })
  after(() => core.close())

  async function ofDeletedUser() {
    const { user, apiKey } = await core.person()
    await deleteUser(core.deps, OPERATOR, user.id)
    return { user, apiKey }
  }

  /** Replaced so long ago that its row is gone; the user is still there. */
  async function replacedLongAgo() {
    const { user, apiKey } = await core.person()
    await resetKey(core.deps, OPERATOR, user.id, { overlapSeconds: 0 })
    core.clock.advance(CALLS_KEPT_MS + 1)
    await core.deps.store.keys.forgetEndedBefore(core.clock.now() - CALLS_KEPT_MS)
    return { user, apiKey }
  }

  async function deletedLongAgo() {
    const { user, apiKey } = await core.person()
    await deleteKey(core.deps, OPERATOR, user.id)
    core.clock.advance(CALLS_KEPT_MS + 1)
    await core.deps.store.keys.forgetEndedBefore(core.clock.now() - CALLS_KEPT_MS)
    return { user, apiKey }
  }

  for (const [what, make] of [
    ['of a deleted user', ofDeletedUser],
    ['that was replaced more than 90 days ago', replacedLongAgo],
    ['that was deleted more than 90 days ago', deletedLongAgo],
  ] as const) {
    describe(`a key ${what}`, () => {
      test('may come for ever, by itself, with its name or another, and uses up no allowance', async () => {
        const { user, apiKey } = await make()
        const origin = freshOrigin()
        for (const username of [null, user.name, 'somebody']) {
          for (let at = 0; at < 8; at++) {
            const presented = { secret: apiKey, username }
            const { facts } = await refusedWith(
              'credential.wrong',
              authenticateKey(core.deps, presented, origin),
            )
            assert.deepEqual(facts, {})
          }
        }
        const guess = (text: string) =>
          answerOf(authenticateKey(core.deps, { secret: text, username: null }, origin))
        const answers: string[] = []
        for (let at = 0; at < 21; at++) answers.push(await guess(`${at}`.padStart(32, '0')))
        assert.deepEqual(answers, [...Array<string>(20).fill('credential.wrong'), 'throttled'])
        // And is told from guesses where those have used the allowance up.
        assert.equal(await guess(apiKey), 'credential.wrong')
      })

      test('is no guess where it comes as a password, by name and by id', async () => {
        const { user, apiKey } = await make()
        const origin = freshOrigin()
        const { deps } = core
        const ways = [
          () => authenticatePassword(deps, { username: user.name, password: apiKey }, origin),
          () => authenticatePasswordById(deps, { userId: user.id, password: apiKey }, origin),
          () => authenticateSecret(deps, { name: user.name }, apiKey, origin),
          () => authenticateSecret(deps, { id: user.id }, apiKey, origin),
        ]
        for (let at = 0; at < 24; at++)
          assert.equal(await answerOf(ways[at % ways.length]?.() ?? assert.fail()), 'credential.wrong')
        const guess = { secret: 'f'.repeat(32), username: null }
        assert.equal(await answerOf(authenticateKey(deps, guess, origin)), 'credential.wrong')
      })

      test('is not held in memory, and nothing is told to whoever asks about it', async () => {
        const { apiKey } = await make()
        const deps = { ...core.deps, known: knownStateOn(core.deps.store) }
        await answerOf(authenticateKey(deps, { secret: apiKey, username: null }, freshOrigin()))
        assert.equal(deps.known.keyCount, 0)
        assert.equal(judgeKeyFromMemory(deps, apiKey), undefined)
        assert.equal(await inspectCredential(deps, keyActor(core.operator), apiKey), null)
      })
    })
  }

  test('what is written of a deleted user’s key says nothing of the user', async () => {
    const { user, apiKey } = await ofDeletedUser()
    const origin = freshOrigin()
    await core.deps.calls.flush()
    const entries = await entriesOf(core.deps, 'system', async () => {
      await answerOf(authenticateKey(core.deps, { secret: apiKey, username: user.name }, origin))
      await core.deps.calls.flush()
    })
    assert.deepEqual(
      entries.map(({ action, target, details }) => ({ action, target, details })),
      [{ action: 'login.fail', target: 'unknown', details: { kind: 'key', count: 1 } }],
    )
  })

  test('a forgotten key that staff give to somebody is a good one, until it is replaced again', async () => {
    const { apiKey } = await ofDeletedUser()
    const { user } = await core.person()
    await setKey(core.deps, OPERATOR, user.id, apiKey)
    const present = () =>
      answerOf(authenticateKey(core.deps, { secret: apiKey, username: null }, freshOrigin()))
    assert.equal(await present(), 'valid')
    await deleteUser(core.deps, OPERATOR, user.id)
    assert.equal(await present(), 'credential.wrong')
  })

  test('after five years it is like any text', async () => {
    const { apiKey } = await ofDeletedUser()
    const present = async () => {
      const origin = freshOrigin()
      const presented = { secret: apiKey, username: null }
      for (let at = 0; at < 20; at++) await answerOf(authenticateKey(core.deps, presented, origin))
      return answerOf(authenticateKey(core.deps, presented, origin))
    }
    core.clock.advance(FORGOTTEN_KEYS_KEPT_MS)
    const drop = () =>
      core.deps.store.forgottenKeys.dropEndedBefore(core.clock.now() - FORGOTTEN_KEYS_KEPT_MS)
    await drop()
    assert.equal(await present(), 'credential.wrong')
    core.clock.advance(1)
    await drop()
    assert.equal(await present(), 'throttled')
  })
})

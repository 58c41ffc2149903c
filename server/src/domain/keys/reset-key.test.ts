import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { answerTo, footprint, isLive, tokenByKey, tokenByPassword } from '../../../../tests/support/core.ts'
import { count } from '../../../../tests/support/counts.ts'
import { OPERATOR, OTHER_PASSWORD } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { updateAccount } from '../accounts/update-account.ts'
import { setPassword } from '../users/set-password.ts'
import { createKey } from './create-key.ts'
import { deleteKey } from './end-key.ts'
import { MAX_OVERLAP_SECONDS } from './key.ts'
import { core, reset, works } from './reset-key-testing.ts'
import { revealKey } from './reveal-key.ts'

describe('a reset without overlap', () => {
  test('has ended the old key, and everything got with it, when it resolves', async () => {
    const { user, apiKey } = await core.person()
    const tokens = [await tokenByKey(core.deps, apiKey), await tokenByKey(core.deps, apiKey)]
    const { secret } = await reset(user)
    assert.equal(await answerTo(core.deps, apiKey, user.name), 'credential.wrong')
    for (const token of tokens) assert.equal(await isLive(core.deps, token), false)
    assert.equal(await works(secret), true)
  })

  test('leaves a token got with the password alone', async () => {
    const { user } = await core.person()
    const token = await tokenByPassword(core.deps, user)
    await reset(user)
    assert.equal(await isLive(core.deps, token), true)
  })

  test('leaves everybody else alone', async () => {
    const { user } = await core.person()
    const { apiKey } = await core.person()
    const token = await tokenByKey(core.deps, apiKey)
    await reset(user)
    assert.deepEqual([await works(apiKey), await isLive(core.deps, token)], [true, true])
  })

  test('leaves no sealed copy of the old value', async () => {
    const { user } = await core.person()
    const { key } = await reset(user)
    for (const row of await core.deps.store.keys.ofUser(user.id)) {
      assert.equal(row.sealed === null, row.id !== key.id)
    }
  })

  test('gives what Show gives', async () => {
    const { user } = await core.person()
    const { secret, key, userName } = await reset(user)
    const shown = await revealKey(core.deps, OPERATOR, user.id)
    assert.deepEqual([shown.secret, shown.key, shown.userName], [secret, key, userName])
  })

  test('mends a key whose value was lost and one that a restore put in doubt', async () => {
    for (const state of ['lost', 'unconfirmed'] as const) {
      const { user, apiKey } = await core.person()
      const current = await core.deps.store.keys.current(user.id)
      await core.deps.store.keys.setState(current?.id ?? '', state)
      assert.equal(await works(apiKey), false)
      const { secret, key } = await reset(user)
      assert.equal(key.state, 'active')
      assert.deepEqual([await works(apiKey), await works(secret)], [false, true])
    }
  })

  test('works for a user who is disabled, whose new key then waits with the rest', async () => {
    const { user } = await core.person()
    await core.deps.store.users.update(user.id, { enabled: false })
    const { secret } = await reset(user)
    assert.equal(await answerTo(core.deps, secret, user.name), 'user.disabled')
  })
})

describe('an overlap', () => {
  test('lets both keys and their tokens work until it ends, to the millisecond', async () => {
    const { user, apiKey } = await core.person()
    const oldToken = await tokenByKey(core.deps, apiKey)
    const { secret } = await reset(user, 60)
    core.clock.advance(59_999)
    assert.deepEqual([await works(apiKey), await isLive(core.deps, oldToken)], [true, true])
    core.clock.advance(1)
    assert.deepEqual([await works(apiKey), await isLive(core.deps, oldToken)], [false, false])
    assert.equal(await works(secret), true)
  })

  test('gives a token got with the old key no more life than the old key has', async () => {
    const { user, apiKey } = await core.person()
    await reset(user, 60)
    const token = await tokenByKey(core.deps, apiKey)
    core.clock.advance(60_000)
    assert.equal(await isLive(core.deps, token), false)
  })

  test('shows only the new key', async () => {
    const { user, apiKey } = await core.person()
    const { secret } = await reset(user, 3_600)
    assert.notEqual(secret, apiKey)
    assert.equal((await revealKey(core.deps, OPERATOR, user.id)).secret, secret)
  })

  test('ends with another reset: never are more than two keys alive', async () => {
    const { user, apiKey: first } = await core.person()
    const { secret: second } = await reset(user, 3_600)
    const firstToken = await tokenByKey(core.deps, first)
    const { secret: third } = await reset(user, 3_600)
    assert.deepEqual(await Promise.all([first, second, third].map(works)), [false, true, true])
    assert.equal(await isLive(core.deps, firstToken), false)
  })

  test('ends with another reset that has none', async () => {
    const { user, apiKey } = await core.person()
    const { secret } = await reset(user, 3_600)
    await reset(user, 0)
    assert.deepEqual(await Promise.all([apiKey, secret].map(works)), [false, false])
  })

  test('that ran out stays ended when a reset follows: no end is ever moved to later', async () => {
    const { user, apiKey } = await core.person()
    const { retired } = await reset(user, 60)
    core.clock.advance(120_000)
    await reset(user, 3_600)
    assert.equal(await works(apiKey), false)
    assert.equal((await core.deps.store.keys.byId(retired?.id ?? ''))?.endsAtMs, retired?.endsAtMs)
  })

  test('lasts 30 days at most', async () => {
    const { user, apiKey } = await core.person()
    await reset(user, MAX_OVERLAP_SECONDS)
    core.clock.advance(30 * 24 * 3_600_000 - 1)
    assert.equal(await works(apiKey), true)
    core.clock.advance(1)
    assert.equal(await works(apiKey), false)
  })

  for (const seconds of [-1, 0.5, MAX_OVERLAP_SECONDS + 1, Number.NaN, Number.POSITIVE_INFINITY]) {
    test(`of ${seconds} seconds is refused, and nothing is reset`, async () => {
      const { user, apiKey } = await core.person()
      const untouched = await footprint(core.deps, user)
      const { facts } = await refusedWith('input.invalid', reset(user, seconds))
      assert.equal(facts.field, 'overlapSeconds')
      assert.deepEqual(await footprint(core.deps, user), untouched)
      assert.equal(await works(apiKey), true)
    })
  }

  test('of any history of resets leaves the newest key and at most one more', async () => {
    const resets = fc.array(fc.tuple(fc.nat(100), fc.nat(100_000)), { minLength: 1, maxLength: 8 })
    const { user, apiKey } = await core.person()
    const keys = [apiKey]
    await fc.assert(
      fc.asyncProperty(resets, async (history) => {
        for (const [overlapSeconds, waitMs] of history) {
          keys.push((await reset(user, overlapSeconds)).secret)
          core.clock.advance(waitMs)
        }
        const alive = await Promise.all(keys.map(works))
        assert.equal(alive.at(-1), true)
        assert.equal(alive.slice(0, -2).includes(true), false)
      }),
      { numRuns: count(60) },
    )
  })
})

describe('the account setting that a reset keeps tokens', () => {
  async function keeping() {
    const accountId = await core.account()
    await updateAccount(core.deps, OPERATOR, accountId, { resetKeepsTokens: true })
    const { user, apiKey } = await core.person(undefined, accountId)
    return { accountId, user, apiKey, token: await tokenByKey(core.deps, apiKey) }
  }

  test('lets tokens got with the old key live on, and the old key itself die', async () => {
    const { user, apiKey, token } = await keeping()
    await reset(user)
    await reset(user)
    assert.deepEqual([await works(apiKey), await isLive(core.deps, token)], [false, true])
  })

  test('is asked at every use: switched off again, the tokens are dead', async () => {
    const { accountId, user, token } = await keeping()
    await reset(user)
    await updateAccount(core.deps, OPERATOR, accountId, { resetKeepsTokens: false })
    assert.equal(await isLive(core.deps, token), false)
  })

  test('is about resets alone: deleting the key ends the tokens of every key there was', async () => {
    const { user, token } = await keeping()
    const { secret } = await reset(user)
    const newer = await tokenByKey(core.deps, secret)
    await deleteKey(core.deps, OPERATOR, user.id)
    assert.deepEqual([await isLive(core.deps, token), await isLive(core.deps, newer)], [false, false])
  })

  test('brings no token of a deleted key back with the next key', async () => {
    const { user, token } = await keeping()
    await deleteKey(core.deps, OPERATOR, user.id)
    await createKey(core.deps, OPERATOR, user.id)
    assert.equal(await isLive(core.deps, token), false)
  })

  test('does not carry tokens over a restore: the key they were got with is in doubt', async () => {
    const { user, token } = await keeping()
    const current = await core.deps.store.keys.current(user.id)
    await core.deps.store.keys.setState(current?.id ?? '', 'unconfirmed')
    assert.equal(await isLive(core.deps, token), false)
  })

  test('leaves a password change as it is: tokens got with the old password die', async () => {
    const { user } = await keeping()
    const token = await tokenByPassword(core.deps, user)
    await setPassword(core.deps, OPERATOR, user.id, OTHER_PASSWORD)
    assert.equal(await isLive(core.deps, token), false)
  })
})

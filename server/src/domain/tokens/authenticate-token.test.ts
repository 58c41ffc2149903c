import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  answerOf,
  type Core,
  freshOrigin,
  openCore,
  tokenByKey,
  tokenByPassword,
} from '../../../../tests/support/core.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import type { Origin } from '../callers/caller.ts'
import { describeKey } from '../keys/describe-key.ts'
import { resetKey } from '../keys/reset-key.ts'
import { disableUser } from '../users/disable-user.ts'
import { authenticateToken } from './authenticate-token.ts'
import { TOKEN_LIFETIME_MS } from './token.ts'

let core: Core

before(async () => {
  core = await openCore()
})
after(() => core.close())

const answer = (token: string, origin: Origin = freshOrigin()) =>
  answerOf(authenticateToken(core.deps, token, origin))

/** An address from which so much nonsense came that more is throttled. */
async function exhausted(): Promise<Origin> {
  const origin = freshOrigin()
  for (let at = 0; at < 20; at++) assert.equal(await answer(`nonsense${at}`, origin), 'credential.wrong')
  assert.equal(await answer('nonsense', origin), 'throttled')
  return origin
}

describe('a good token', () => {
  test('gives its claims and the present state of its user', async () => {
    const { user, apiKey } = await core.person()
    const live = await authenticateToken(core.deps, await tokenByKey(core.deps, apiKey), freshOrigin())
    assert.deepEqual([live.user.id, live.user.name, live.claims.userId], [user.id, user.name, user.id])
  })

  test('is never throttled for the failures of others behind its address (S-43)', async () => {
    const { apiKey } = await core.person()
    const token = await tokenByKey(core.deps, apiKey)
    assert.equal(await answer(token, await exhausted()), 'valid')
  })

  test('got with a key is a use of that key, got with a password of none', async () => {
    const { user, apiKey } = await core.person()
    await answer(await tokenByPassword(core.deps, user))
    assert.equal((await describeKey(core.deps, OPERATOR, user.id))?.lastUse, null)
    const token = await tokenByKey(core.deps, apiKey)
    await answer(token, { ...freshOrigin(), userAgent: 'swift/4.1' })
    assert.equal((await describeKey(core.deps, OPERATOR, user.id))?.lastUse?.client, 'swift/4.1')
  })
})

describe('a token that ended', () => {
  async function ended(): Promise<Readonly<Record<string, string>>> {
    const [first, second, third] = [await core.person(), await core.person(), await core.person()]
    const expired = await tokenByKey(core.deps, third.apiKey)
    core.clock.advance(TOKEN_LIFETIME_MS)
    const reset = await tokenByKey(core.deps, first.apiKey)
    await resetKey(core.deps, OPERATOR, first.user.id, { overlapSeconds: 0 })
    const disabled = await tokenByKey(core.deps, second.apiKey)
    await disableUser(core.deps, OPERATOR, second.user.id)
    return { expired, reset, disabled }
  }

  test('is refused in the same words for every reason', async () => {
    const refusals = []
    for (const token of Object.values(await ended())) {
      const { message, facts } = await refusedWith(
        'credential.wrong',
        authenticateToken(core.deps, token, freshOrigin()),
      )
      refusals.push({ message, facts })
    }
    assert.deepEqual(refusals, [refusals[0], refusals[0], refusals[0]])
  })

  test('may come again and again without using up the allowance of its address', async () => {
    const origin = freshOrigin()
    for (const token of Object.values(await ended())) {
      for (let at = 0; at < 50; at++) assert.equal(await answer(token, origin), 'credential.wrong')
    }
    assert.equal(await answer('nonsense', origin), 'credential.wrong')
  })

  test('is refused plainly, not throttled, where others have used the allowance up', async () => {
    const origin = await exhausted()
    for (const token of Object.values(await ended())) {
      assert.equal(await answer(token, origin), 'credential.wrong')
    }
  })
})

describe('a text that was never a token', () => {
  test('is throttled after twenty, with the time to wait', async () => {
    const origin = await exhausted()
    const { facts } = await refusedWith('throttled', authenticateToken(core.deps, 'x', origin))
    assert.ok((facts.retryAfterSeconds ?? 0) > 0)
    core.clock.advance((facts.retryAfterSeconds ?? 0) * 1_000)
    assert.equal(await answer('nonsense', origin), 'credential.wrong')
  })

  test('counts the same in any spelling: a longer text or white space is no fresh allowance (F-15)', async () => {
    const origin = freshOrigin()
    for (let at = 0; at < 20; at++) await answer(`${' '.repeat(at)}nonsense`, origin)
    assert.equal(await answer('n1 nonsense', origin), 'throttled')
  })
})

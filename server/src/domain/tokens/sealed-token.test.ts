import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import fc from 'fast-check'
import { anyCharacter } from '../../../../tests/support/any-character.ts'
import { isLive, knownStateOn, tokenByKey, tokenByPassword } from '../../../../tests/support/core.ts'
import { count } from '../../../../tests/support/counts.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { resetKey } from '../keys/reset-key.ts'
import { checkToken, checkTokenFromMemory } from './check-token.ts'
import { core } from './check-token-testing.ts'
import { issueToken } from './issue-token.ts'

describe('a text that is not a token of this installation (F-05)', () => {
  let token: string
  before(async () => {
    token = await tokenByKey(core.deps, (await core.person()).apiKey)
  })

  test('is refused when any one bit of a good one is flipped', async () => {
    const bytes = Buffer.from(token, 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const altered = Buffer.from(bytes)
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      assert.equal(await isLive(core.deps, altered.toString('base64url')), false, `bit ${bit}`)
    }
    assert.equal(await isLive(core.deps, token), true)
  })

  test('is refused in every other spelling of a good one', async () => {
    const spelled = [` ${token}`, `${token} `, `${token}=`, `${token}\n`, token.slice(0, -1), `${token}A`]
    for (const text of [...spelled, `Bearer ${token}`, encodeURIComponent(` ${token}`)]) {
      assert.equal(await isLive(core.deps, text), false, JSON.stringify(text.slice(0, 12)))
    }
  })

  test('is refused without an error, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: anyCharacter, maxLength: 300 }), async (text) => {
        assert.equal(await checkToken(core.deps, text), null)
        assert.equal(checkTokenFromMemory(core.deps, text), null)
      }),
      { numRuns: count(1_000) },
    )
  })
})

describe('a sealed token is only as good as what it says', () => {
  async function saying(change: Partial<Parameters<typeof issueToken>[1]>) {
    const { user } = await core.person()
    const key = await core.deps.store.keys.current(user.id)
    const holder = { userId: user.id, accountId: user.accountId, credentialId: key?.id ?? '' }
    const { token } = issueToken(core.deps, { ...holder, method: 'APIKEY', ...change })
    return isLive(core.deps, token)
  }

  test('as it would be issued it is good', async () => {
    assert.equal(await saying({}), true)
  })

  test('of an unknown user, key or password, or of another account, it is not', async () => {
    const { user: other } = await core.person()
    const otherKey = await core.deps.store.keys.current(other.id)
    assert.equal(await saying({ userId: 'f'.repeat(32) }), false)
    assert.equal(await saying({ credentialId: 'f'.repeat(32) }), false)
    assert.equal(await saying({ credentialId: otherKey?.id ?? '' }), false)
    assert.equal(await saying({ method: 'PASSWORD' }), false)
    assert.equal(await saying({ accountId: await core.account() }), false)
  })

  test('a password token of a user who has no password any more is not', async () => {
    const { user } = await core.person()
    const token = await tokenByPassword(core.deps, user)
    await core.deps.store.users.update(user.id, { passwordHash: null, passwordId: null })
    assert.equal(await isLive(core.deps, token), false)
  })
})

describe('the answer from memory', () => {
  test('is none before anything was asked, and then the very answer of the database', async () => {
    const { apiKey } = await core.person()
    const token = await tokenByKey(core.deps, apiKey)
    const cold = { ...core.deps, known: knownStateOn(core.deps.store) }
    assert.equal(checkTokenFromMemory(cold, token), undefined)
    const asked = await checkToken(cold, token)
    assert.deepEqual(checkTokenFromMemory(cold, token), asked)
  })

  test('never outlives a change: what ended is no more, what changed is asked anew', async () => {
    const { user, apiKey } = await core.person()
    const token = await tokenByKey(core.deps, apiKey)
    assert.ok(checkTokenFromMemory(core.deps, token))
    await resetKey(core.deps, OPERATOR, user.id, { overlapSeconds: 0 })
    assert.equal(checkTokenFromMemory(core.deps, token) ?? null, null)
  })

  test('knows the clock: an overlap that ran out is over without any change being heard of', async () => {
    const { user, apiKey } = await core.person()
    const token = await tokenByKey(core.deps, apiKey)
    await resetKey(core.deps, OPERATOR, user.id, { overlapSeconds: 60 })
    await checkToken(core.deps, token)
    core.clock.advance(59_999)
    assert.ok(checkTokenFromMemory(core.deps, token))
    core.clock.advance(1)
    assert.equal(checkTokenFromMemory(core.deps, token), null)
  })

  test('is none at all where others may change the data', async () => {
    const { apiKey } = await core.person()
    const token = await tokenByKey(core.deps, apiKey)
    const shared = { ...core.deps.store, exclusive: false, onChange: () => {} }
    const deps = { ...core.deps, store: shared, known: knownStateOn(shared) }
    assert.ok(await checkToken(deps, token))
    assert.equal(checkTokenFromMemory(deps, token), undefined)
  })
})

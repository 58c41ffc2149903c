import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { anyCharacter } from '../../../../tests/support/any-character.ts'
import { answerTo, freshOrigin, knownStateOn } from '../../../../tests/support/core.ts'
import { count } from '../../../../tests/support/counts.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { deleteKey } from '../keys/end-key.ts'
import { disableUser } from '../users/disable-user.ts'
import { findKey } from './find-key.ts'
import { authenticateKey, judgeKeyFromMemory, settleVerdict } from './verify-key.ts'
import { callsOf, core, exhausted, present, retiredKey } from './verify-key-testing.ts'

describe('a retired key', () => {
  test('is refused in the words for an unknown one, with and without name', async () => {
    const { user, apiKey } = await retiredKey()
    for (const username of [user.name, null]) {
      const { message, facts } = await refusedWith(
        'credential.wrong',
        authenticateKey(core.deps, { secret: apiKey, username }, freshOrigin()),
      )
      assert.deepEqual({ message, facts }, { message: 'credential.wrong', facts: {} })
    }
  })

  test('may come for ever without using up the allowance of its address, and is counted as a caller', async () => {
    const { user, apiKey } = await retiredKey()
    const origin = freshOrigin()
    for (let at = 0; at < 100; at++)
      assert.equal(await present(apiKey, user.name, origin), 'credential.wrong')
    assert.deepEqual(await callsOf(user.id), [['revoked', 100]])
    assert.equal(await present('wrong', null, origin), 'credential.wrong')
  })

  test('gets its plain refusal also where others have used the allowance up', async () => {
    const { user, apiKey } = await retiredKey()
    assert.equal(await present(apiKey, user.name, await exhausted()), 'credential.wrong')
  })

  test('of a disabled user says nothing of that: it proves nothing', async () => {
    const { user, apiKey } = await retiredKey()
    await disableUser(core.deps, OPERATOR, user.id)
    assert.equal(await answerTo(core.deps, apiKey, user.name), 'credential.wrong')
  })

  test('with another’s name is an unknown one, and does use the allowance up', async () => {
    const { apiKey } = await retiredKey()
    const origin = freshOrigin()
    for (let at = 0; at < 20; at++) await present(apiKey, 'somebody', origin)
    assert.equal(await present(apiKey, 'somebody', origin), 'throttled')
  })
})

describe('the key of a disabled user', () => {
  test('is told so only to whoever has the right key', async () => {
    const { user, apiKey } = await core.person()
    await disableUser(core.deps, OPERATOR, user.id)
    assert.equal(await answerTo(core.deps, apiKey, user.name), 'user.disabled')
    assert.equal(await answerTo(core.deps, 'f'.repeat(32), user.name), 'credential.wrong')
    assert.equal(await answerTo(core.deps, apiKey, 'somebody'), 'credential.wrong')
    assert.deepEqual(await callsOf(user.id), [['disabled', 1]])
  })
})

describe('a verdict', () => {
  const KINDS = ['valid', 'ended', 'disabled', 'forgotten', 'unknown'] as const

  test('is an answer or an error, never both: only a valid one gives a key (F-27)', async () => {
    const { apiKey } = await core.person()
    const key = await findKey(core.deps, apiKey)
    assert.ok(key)
    const property = fc.property(
      fc.constantFrom(...KINDS),
      fc.boolean(),
      fc.option(fc.integer()),
      (kind, usable, endsAtMs) => {
        const holder = { ...key, usable, endsAtMs }
        const verdict = kind === 'unknown' || kind === 'forgotten' ? { kind } : { kind, key: holder }
        const settle = () => settleVerdict(core.deps, verdict, null, freshOrigin())
        if (kind === 'valid') assert.equal(settle(), holder)
        else assert.throws(settle, { name: 'DomainError' })
      },
    )
    fc.assert(property, { numRuns: count(500) })
  })

  test('never comes with a key for any text, name, state of user, key and clock but the right ones (F-27)', async () => {
    const { user, apiKey } = await core.person()
    const { user: gone, apiKey: goneKey } = await core.person()
    await deleteKey(core.deps, OPERATOR, gone.id)
    const secret = fc.oneof(fc.constant(apiKey), fc.constant(goneKey), fc.string({ unit: anyCharacter }))
    const username = fc.option(fc.oneof(fc.constant(user.name), fc.constant(gone.name), fc.string()))
    await fc.assert(
      fc.asyncProperty(secret, username, async (text, name) => {
        const right = text === apiKey && (name === null || name === user.name)
        assert.equal(await answerTo(core.deps, text, name), right ? 'valid' : 'credential.wrong')
      }),
      { numRuns: count(1_000) },
    )
  })
})

describe('the verdict from memory', () => {
  test('is none of what memory does not know, and else the one that the database gives', async () => {
    const { user, apiKey } = await core.person()
    const { apiKey: retired } = await retiredKey()
    const deps = { ...core.deps, known: knownStateOn(core.deps.store) }
    assert.equal(judgeKeyFromMemory(deps, apiKey), undefined)
    for (const secret of [apiKey, retired]) await answerTo(deps, secret)
    assert.equal(judgeKeyFromMemory(deps, apiKey)?.kind, 'valid')
    assert.equal(judgeKeyFromMemory(deps, apiKey, user.name.toUpperCase())?.kind, 'valid')
    assert.equal(judgeKeyFromMemory(deps, apiKey, 'somebody')?.kind, 'unknown')
    assert.equal(judgeKeyFromMemory(deps, retired)?.kind, 'ended')
    for (const secret of ['', 'f'.repeat(32), 'a'.repeat(2_000)]) {
      assert.equal(judgeKeyFromMemory(deps, secret), undefined)
    }
  })
})

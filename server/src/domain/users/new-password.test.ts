import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DomainError } from '../errors.ts'
import { checkNewPassword, hashNewPassword } from './new-password.ts'

/** Why a password is refused; null when it is taken. */
function refusal(password: string, names: readonly string[] = []): string | null {
  try {
    checkNewPassword(password, names)
    return null
  } catch (error) {
    assert.ok(error instanceof DomainError && error.code === 'password.weak')
    assert.equal(error.facts.field, 'password')
    return error.facts.reason ?? ''
  }
}

test('S-32 15 characters are needed, counted as people count', () => {
  assert.match(refusal('gX9#kLq2Vb7!mZ') ?? '', /15 characters or more/)
  assert.equal(refusal('gX9#kLq2Vb7!mZp'), null)
  assert.match(refusal('') ?? '', /15 characters/)
  // Seven symbols of two UTF-16 units each are seven characters, not fourteen.
  assert.match(refusal('🔑🚲🌧🍎🎸🪟🧊') ?? '', /15 characters/)
})

test('S-32 1,024 bytes are the most, counted as bytes', () => {
  const long = Array.from({ length: 1_024 }, (_, at) => String.fromCharCode(33 + ((at * at) % 89))).join('')
  assert.equal(refusal(long), null)
  assert.match(refusal(`${long}x`) ?? '', /1024 bytes at most/)
  assert.match(refusal('é'.repeat(513)) ?? '', /1024 bytes at most/)
})

test('S-32 no rule about kinds of characters', () => {
  for (const password of ['vexing lamprey quartz', 'VEXING LAMPREY QUARTZ', '830194756102938'])
    assert.equal(refusal(password), null, password)
})

test('S-32 what an attacker tries first is refused with advice, and not repeated', () => {
  const reason = refusal('passwordpassword') ?? ''
  assert.match(reason, /unrelated words/)
  assert.ok(!reason.includes('passwordpassword'))
  assert.match(refusal('alicealicealice', ['alice']) ?? '', /unrelated words/)
})

test('S-32 a refused password is never hashed, and a good one is hashed exactly as given', async () => {
  const hashed: string[] = []
  const hasher = {
    hash: async (password: string) => {
      hashed.push(password)
      return 'phc'
    },
    verify: async () => ({ matches: false, outdated: false }),
  }
  await assert.rejects(hashNewPassword({ hasher }, 'short', []), DomainError)
  await assert.rejects(hashNewPassword({ hasher }, 'x'.repeat(2_000), []), DomainError)
  assert.equal(await hashNewPassword({ hasher }, ' Vexing lamprey quartz ', []), 'phc')
  assert.deepEqual(hashed, [' Vexing lamprey quartz '])
})

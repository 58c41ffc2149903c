import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { totpSecretBytes, totpSecretText, totpStep, totpUri } from './totp.ts'

const SECRET = Buffer.from('12345678901234567890')

/** RFC 6238, appendix B, SHA-1, the last six of its eight digits. */
const VECTORS: readonly (readonly [seconds: number, code: string])[] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
]

describe('a code of an authenticator app', () => {
  for (const [seconds, code] of VECTORS) {
    const step = Math.floor(seconds / 30)
    test(`is that of RFC 6238 at ${seconds} s, and good one step around it only`, () => {
      const found = [-30, 0, 30].map((away) => totpStep(SECRET, code, (seconds + away) * 1_000))
      assert.deepEqual(found, [step, step, step])
      if (step > 1) assert.equal(totpStep(SECRET, code, (step - 1) * 30_000 - 1), null)
      assert.equal(totpStep(SECRET, code, (step + 2) * 30_000), null)
    })
  }

  test('is six digits and nothing else', () => {
    for (const text of ['', '28708', '2870820', ' 287082', '287 082', '２８７０８２', '28708a', '+87082']) {
      assert.equal(totpStep(SECRET, text, 59_000), null, JSON.stringify(text))
    }
  })
})

test('a secret as text comes back as it was', () => {
  assert.deepEqual(Buffer.from(totpSecretBytes(totpSecretText(SECRET))), SECRET)
  assert.equal(totpSecretText(SECRET), 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
})

test('the address for apps names issuer and user', () => {
  assert.equal(
    totpUri('Keyward', 'a b@c', 'AAAA'),
    'otpauth://totp/Keyward:a%20b%40c?secret=AAAA&issuer=Keyward',
  )
})

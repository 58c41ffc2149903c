import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { isCheckedSecret, newCheckedSecret } from './checked-secret.ts'

const zeros = (length: number) => new Uint8Array(length)

test('a link secret is kwl_, 32 base62 digits and 6 digits of checksum', () => {
  assert.match(newCheckedSecret('kwl_', randomBytes), /^kwl_[0-9A-Za-z]{38}$/)
})

test('S-02 the checksum is CRC-32 (IEEE) over prefix and digits, in base62', () => {
  // python3: zlib.crc32(b'kwl_' + b'0' * 32) = 2384896611, in base62 2bOmYN
  assert.equal(newCheckedSecret('kwl_', zeros), `kwl_${'0'.repeat(32)}2bOmYN`)
})

test('every new secret is recognised, and two are never the same', () => {
  const seen = new Set(Array.from({ length: 500 }, () => newCheckedSecret('kwl_', randomBytes)))
  assert.equal(seen.size, 500)
  for (const secret of seen) assert.ok(isCheckedSecret('kwl_', secret))
})

test('S-02 one mistyped character is always noticed', () => {
  const secret = newCheckedSecret('kwl_', randomBytes)
  fc.assert(
    fc.property(fc.nat(secret.length - 1), fc.integer({ min: 33, max: 126 }), (at, code) => {
      const typed = secret.slice(0, at) + String.fromCharCode(code) + secret.slice(at + 1)
      assert.equal(isCheckedSecret('kwl_', typed), typed === secret)
    }),
  )
})

test('S-02 a secret with its prefix exchanged is refused', () => {
  const secret = newCheckedSecret('kwl_', randomBytes)
  assert.equal(isCheckedSecret('kwk_', `kwk_${secret.slice(4)}`), false)
  assert.equal(isCheckedSecret('kwk_', secret), false)
})

test('texts of another length, alphabet or no text at all are refused', () => {
  const secret = newCheckedSecret('kwl_', randomBytes)
  for (const text of ['', 'kwl_', secret.slice(0, -1), `${secret}0`, ` ${secret}`, `${secret}\n`])
    assert.equal(isCheckedSecret('kwl_', text), false)
  assert.equal(isCheckedSecret('kwl_', `kwl_${'é'.repeat(38)}`), false)
})

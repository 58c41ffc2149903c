import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { randomBase62, toBase62 } from './base62.ts'

test('random text has the asked length and only base62 digits', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 80 }), (length) => {
      assert.match(randomBase62(length, randomBytes), new RegExp(`^[0-9A-Za-z]{${length}}$`))
    }),
  )
})

test('S-01 every byte below 248 is used and every digit comes from exactly four bytes', () => {
  const counts = new Map<string, number>()
  for (let byte = 0; byte < 248; byte++) {
    const digit = randomBase62(1, () => Uint8Array.of(byte))
    counts.set(digit, (counts.get(digit) ?? 0) + 1)
  }
  assert.equal(counts.size, 62)
  assert.deepEqual(new Set(counts.values()), new Set([4]))
})

test('S-01 bytes that would favour some digits are thrown away', () => {
  const supply = [248, 255, 251, 61]
  const digit = randomBase62(1, () => Uint8Array.of(supply.shift() ?? 0))
  assert.equal(digit, 'z')
  assert.equal(supply.length, 0)
})

test('S-01 62,000 random digits show no favourite', () => {
  const counts = new Map<string, number>()
  for (const digit of randomBase62(62_000, randomBytes)) counts.set(digit, (counts.get(digit) ?? 0) + 1)
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
  // 61 degrees of freedom: 140 is passed by chance less than once in ten million runs.
  assert.ok(chiSquare < 140, `chi-square ${chiSquare}`)
})

test('numbers are written with leading zeros and read back', () => {
  assert.equal(toBase62(0, 6), '000000')
  assert.equal(toBase62(61, 2), '0z')
  assert.equal(toBase62(62, 2), '10')
  assert.equal(toBase62(0xffffffff, 6), '4gfFC3')
})

test('numbers that do not fit are refused', () => {
  assert.throws(() => toBase62(62, 1), RangeError)
  assert.throws(() => toBase62(-1, 4), RangeError)
  assert.throws(() => toBase62(0.5, 4), RangeError)
  assert.throws(() => toBase62(Number.NaN, 4), RangeError)
})

test('written numbers keep their order', () => {
  fc.assert(
    fc.property(fc.nat(0x7fffffff), fc.nat(0x7fffffff), (a, b) => {
      const order = Math.sign(a - b)
      assert.equal(Math.sign(compare(toBase62(a, 6), toBase62(b, 6))), order)
    }),
  )
})

function compare(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

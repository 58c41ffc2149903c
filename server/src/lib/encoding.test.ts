import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fromBase64url, fromHex, toBase64url, toHex } from './encoding.ts'

const bytes = fc.uint8Array({ maxLength: 100 })

test('bytes survive both encodings', () => {
  fc.assert(
    fc.property(bytes, (value) => {
      assert.deepEqual(Buffer.from(fromHex(toHex(value)) ?? []), Buffer.from(value))
      assert.deepEqual(Buffer.from(fromBase64url(toBase64url(value)) ?? []), Buffer.from(value))
    }),
  )
})

test('part of a larger buffer is encoded alone', () => {
  const whole = Uint8Array.of(1, 2, 3, 4)
  assert.equal(toHex(whole.subarray(1, 3)), '0203')
  assert.equal(toBase64url(whole.subarray(1, 3)), 'AgM')
})

test('hex with upper case, odd length, spaces or other letters is refused', () => {
  for (const text of ['A0', 'abc', 'zz', '0x00', ' 00', '00\n']) assert.equal(fromHex(text), null, text)
})

test('base64url has one spelling only', () => {
  assert.deepEqual(Buffer.from(fromBase64url('-_8') ?? []), Buffer.of(0xfb, 0xff))
  // padding, plain base64 alphabet, white space, unused bits set, a length no value has
  for (const text of ['-_8=', '+/8', '-_ 8', '-_8\n', '-_9', 'A'])
    assert.equal(fromBase64url(text), null, text)
})

test('whatever is accepted is spelled as it would be written', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (text) => {
      const value = fromBase64url(text)
      assert.ok(value === null || toBase64url(value) === text)
    }),
  )
})

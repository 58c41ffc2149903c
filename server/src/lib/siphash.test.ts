import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sipHash128 } from './siphash.ts'

const KEY = Uint8Array.from({ length: 16 }, (_, at) => at)
const counting = (length: number) => String.fromCharCode(...Array.from({ length }, (_, at) => at))
const hex = (fingerprint: string | null) => Buffer.from(fingerprint ?? '', 'utf16le').toString('hex')
const ascii = fc.string({ unit: fc.integer({ min: 0, max: 0x7f }).map((code) => String.fromCharCode(code)) })

// The authors' own table (github.com/veorq/SipHash, vectors.h, vectors_sip128): key 00 01 … 0f, text 00 01 ….
for (const [length, expected] of [
  [0, 'a3817f04ba25a8e66df67214c7550293'],
  [1, 'da87c1d86b99af44347659119b22fc45'],
  [2, '8177228da4a45dc7fca38bdef60affe4'],
  [15, '5493e99933b0a8117e08ec0f97cfc3d9'],
] as const) {
  test(`a text of ${length} bytes gives what the authors' table says`, () => {
    assert.equal(hex(sipHash128(KEY)(counting(length))), expected)
  })
}

test('every fingerprint has the same length, and the same text the same one', () => {
  const fingerprint = sipHash128(KEY)
  fc.assert(
    fc.property(ascii, (text) => {
      assert.equal(fingerprint(text)?.length, 8)
      assert.equal(fingerprint(text), fingerprint(`${text} `.slice(0, -1)))
    }),
  )
})

test('texts that differ anywhere, in length too, have fingerprints that differ', () => {
  const fingerprint = sipHash128(KEY)
  fc.assert(
    fc.property(fc.uniqueArray(ascii, { minLength: 2, maxLength: 20 }), (texts) => {
      assert.equal(new Set(texts.map(fingerprint)).size, texts.length)
    }),
  )
  const lengths = Array.from({ length: 70 }, (_, length) => '\0'.repeat(length))
  assert.equal(new Set(lengths.map(fingerprint)).size, lengths.length)
})

test('without the key nobody can tell a fingerprint', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), ascii, (key, text) => {
      const other = key.map((byte, at) => (at === 3 ? byte ^ 1 : byte))
      assert.notEqual(sipHash128(key)(text), sipHash128(other)(text))
    }),
  )
})

test('a text that is not ASCII has none: its characters would not fit into bytes', () => {
  fc.assert(
    fc.property(ascii, fc.integer({ min: 0x80, max: 0xffff }), ascii, (before, code, behind) => {
      assert.equal(sipHash128(KEY)(before + String.fromCharCode(code) + behind), null)
    }),
  )
})

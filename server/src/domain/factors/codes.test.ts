import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { canonicalCode, canonicalRecoveryCode, newRecoveryCode } from './codes.ts'

/** Signs that may stand anywhere between the others. */
const between = fc.constantFrom(
  '',
  ' ',
  '-',
  '\u2010',
  '\u2013',
  '\u00a0',
  '\u200b',
  '\ufeff',
  '.',
  '\t',
  '\n',
)
const digit = fc.nat(9).map(String)
/** As other keyboards write it; compatible with the plain one. */
const spelt = (sign: string) =>
  fc.constantFrom(sign, String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xff00 - 0x20))

function spellingOf(text: string): fc.Arbitrary<string> {
  const signs = [...text].map((sign) => fc.tuple(between, spelt(sign)).map(([gap, one]) => gap + one))
  return fc.tuple(between, ...signs).map(([last, ...all]) => all.join('') + last)
}

test('every spelling of a six-digit code is one code (CVE-2025-55000)', () => {
  const code = fc.array(digit, { minLength: 6, maxLength: 6 }).map((digits) => digits.join(''))
  const spellings = code.chain((text) => fc.tuple(fc.constant(text), spellingOf(text)))
  fc.assert(fc.property(spellings, ([text, given]) => assert.equal(canonicalCode(given), text)))
})

test('every spelling of a recovery code is one code', () => {
  const letter = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')
  const code = fc.array(letter, { minLength: 16, maxLength: 16 }).map((letters) => letters.join(''))
  const spellings = code.chain((text) => fc.tuple(fc.constant(text), spellingOf(text), fc.boolean()))
  fc.assert(
    fc.property(spellings, ([text, given, isLower]) => {
      assert.equal(canonicalRecoveryCode(isLower ? given.toLowerCase() : given), text)
    }),
  )
})

test('what is no code is none, in whatever spelling', () => {
  for (const given of ['', '12345', '1234567', '12345a', '-123456x', '１２３４５', '+123456', '12３45é']) {
    assert.equal(canonicalCode(given), null, given)
  }
  const fifteen = 'ABCDEFGHIJKLMNO'
  for (const given of ['', fifteen, `${fifteen}PQ`, `${fifteen}0`, `${fifteen}1`, `${fifteen}8`]) {
    assert.equal(canonicalRecoveryCode(given), null, given)
  }
})

test('64 signs are read, more are not', () => {
  assert.equal(canonicalCode(`${' '.repeat(58)}123456`), '123456')
  assert.equal(canonicalCode(`${' '.repeat(59)}123456`), null)
  const code = 'ABCDEFGHIJKLMNOP'
  assert.equal(canonicalRecoveryCode(' '.repeat(48) + code), code)
  assert.equal(canonicalRecoveryCode(' '.repeat(49) + code), null)
})

test('a recovery code is four groups of four, made of 80 random bits and nothing else', () => {
  const asked: number[] = []
  const random = (fill: number) => ({
    bytes: (length: number) => {
      asked.push(length)
      return new Uint8Array(length).fill(fill)
    },
  })
  assert.equal(newRecoveryCode(random(0)), 'aaaa-aaaa-aaaa-aaaa')
  assert.equal(newRecoveryCode(random(255)), '7777-7777-7777-7777')
  assert.deepEqual(asked, [10, 10])
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 10, maxLength: 10 }), (bytes) => {
      const code = newRecoveryCode({ bytes: () => bytes })
      assert.match(code, /^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/)
      assert.equal(canonicalRecoveryCode(code), code.replaceAll('-', '').toUpperCase())
    }),
  )
})

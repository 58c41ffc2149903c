import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { AttestationBody, assertionOfText, attestationOf } from './passkey-answer.ts'

const RESPONSE = { clientDataJSON: 'a', authenticatorData: 'b', signature: 'c' }
const ASSERTION = { id: 'k', type: 'public-key', response: { ...RESPONSE, userHandle: 'u' } }
const read = (value: unknown) => assertionOfText(JSON.stringify(value))
const withResponse = (more: object) => read({ ...ASSERTION, response: { ...ASSERTION.response, ...more } })

describe('the answer of a passkey', () => {
  test('is read as browsers write it, with whatever else they write', () => {
    const expected = { id: 'k', ...RESPONSE, userHandle: 'u' }
    assert.deepEqual(read(ASSERTION), expected)
    assert.deepEqual(read({ ...ASSERTION, rawId: 'k', clientExtensionResults: {} }), expected)
    assert.deepEqual(withResponse({ more: 1 }), expected)
  })

  test('need not say whose it is', () => {
    const nobody = { id: 'k', ...RESPONSE, userHandle: null }
    assert.deepEqual(read({ ...ASSERTION, response: RESPONSE }), nobody)
    assert.deepEqual(withResponse({ userHandle: null }), nobody)
  })

  for (const [what, answer] of [
    ['another type', { ...ASSERTION, type: 'password' }],
    ['no id', { ...ASSERTION, id: undefined }],
    ['an empty id', { ...ASSERTION, id: '' }],
    ['an id in base64 with other signs', { ...ASSERTION, id: 'a+b' }],
    ['an id that begins with another sign', { ...ASSERTION, id: '=ab' }],
    ['an id that ends in another sign', { ...ASSERTION, id: 'ab=' }],
    ['an id that is too long', { ...ASSERTION, id: 'a'.repeat(1_365) }],
    ['no response', { ...ASSERTION, response: undefined }],
    ['no signature', { ...ASSERTION, response: { ...RESPONSE, signature: undefined } }],
    ['too many bytes', { ...ASSERTION, response: { ...RESPONSE, signature: 'a'.repeat(32_769) } }],
    ['a number for bytes', { ...ASSERTION, response: { ...RESPONSE, authenticatorData: 7 } }],
    ['a list', [ASSERTION]],
    ['nothing', null],
  ] as const) {
    test(`with ${what} is none`, () => assert.equal(read(answer), null))
  }

  test('may be as long as an id of 1,023 bytes and answers of 24 KiB', () => {
    assert.equal(read({ ...ASSERTION, id: 'a'.repeat(1_364) })?.id.length, 1_364)
    assert.equal(withResponse({ signature: 'a'.repeat(32_768) })?.signature.length, 32_768)
  })

  test('of any text is read or is none', () => {
    fc.assert(fc.property(fc.string(), (text) => assert.equal(assertionOfText(text), null)))
  })
})

describe('a new passkey', () => {
  const made = { clientDataJSON: 'a', attestationObject: 'b' }
  const body = (transports?: unknown) => ({
    id: 'k',
    type: 'public-key',
    response: { ...made, ...(transports !== undefined && { transports }) },
  })

  test('may say how it is reached', () => {
    const plain = AttestationBody.parse(body())
    assert.deepEqual(attestationOf(plain), { id: 'k', ...made, transports: [] })
    const reached = AttestationBody.parse(body(['usb', 'smart-card']))
    assert.deepEqual(attestationOf(reached).transports, ['usb', 'smart-card'])
  })

  test('may not say so in words that are none', () => {
    for (const word of ['', 'USB', 'a b', 'usb!', '!usb', 'a'.repeat(33), 7]) {
      assert.ok(!AttestationBody.safeParse(body([word])).success, `${word}`)
    }
    assert.ok(!AttestationBody.safeParse(body(Array.from({ length: 11 }, () => 'usb'))).success)
    assert.ok(AttestationBody.safeParse(body(Array.from({ length: 10 }, () => 'a'.repeat(32)))).success)
  })
})

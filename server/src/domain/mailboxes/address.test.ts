import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mailAddress } from './address.ts'
import { checkLocalPart } from './mailbox.ts'

test('names and addresses are kept in lower case', () => {
  assert.equal(checkLocalPart('Anna.Berg'), 'anna.berg')
  assert.equal(mailAddress(' Anna@Example.COM '), 'anna@example.com')
})

test('letters of other alphabets do not become those of ours', () => {
  for (const letter of ['\u212a', '\u017f', '\u0130', 'ü']) {
    assert.throws(() => checkLocalPart(letter), /letters, digits/)
    assert.equal(mailAddress(`${letter}@example.com`), null)
  }
  for (const letter of ['\u212a', '\u017f']) assert.equal(mailAddress(`anna@${letter}.com`), null)
  // These name other domains, as DNS has them.
  assert.equal(mailAddress('anna@\u0130.com'), 'anna@xn--i-9bb.com')
  assert.equal(mailAddress('Anna@ü.com'), 'anna@xn--tda.com')
})

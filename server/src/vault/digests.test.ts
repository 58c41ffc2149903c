import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { anyCharacter } from '../../../tests/support/any-character.ts'
import { newDataKey } from './data-keys.ts'
import { Digests } from './digests.ts'
import { testRandom } from './testing.ts'

test('S-20 a digest is HMAC-SHA-256 of kind, NUL and secret, in 43 characters', () => {
  const lookup = {
    ...newDataKey(testRandom, { purpose: 'lookup', accountId: '', generation: 1, createdAtMs: 0 }),
  }
  const digests = new Digests({ ...lookup, bytes: Uint8Array.from({ length: 32 }, (_, index) => index) })
  // python3: hmac.new(bytes(range(32)), b'account-key\0' + b'0' * 32, 'sha256')
  assert.equal(digests.digest('account-key', '0'.repeat(32)), 'wLBDq3vqC3IaFs0rpnD4iBwf1eOU6UBk73s10MOBa_g')
})

test('S-20 other kinds, secrets and look-up keys give other digests', () => {
  const order = { purpose: 'lookup', accountId: '', generation: 1, createdAtMs: 0 } as const
  const [one, two] = [new Digests(newDataKey(testRandom, order)), new Digests(newDataKey(testRandom, order))]
  const all = [
    one.digest('session', 'a'),
    one.digest('link', 'a'),
    one.digest('link', 'b'),
    two.digest('link', 'a'),
  ]
  assert.equal(new Set(all).size, 4)
  assert.equal(one.digest('link', 'a'), one.digest('link', 'a'))
  assert.ok(all.every((digest) => /^[A-Za-z0-9_-]{43}$/.test(digest)))
})

test('S-20 for texts of every length and script it is what createHmac gives', () => {
  const text = fc.oneof(fc.string({ unit: anyCharacter, maxLength: 400 }), fc.string({ unit: 'grapheme' }))
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), text, (bytes, secret) => {
      const expected = createHmac('sha256', bytes).update(`session\0${secret}`).digest('base64url')
      assert.equal(new Digests({ bytes }).digest('session', secret), expected)
    }),
  )
})

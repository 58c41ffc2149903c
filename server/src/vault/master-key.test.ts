import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { MasterKeyError } from './errors.ts'
import { masterKeyFrom, parseMasterKeys } from './master-key.ts'

const ZERO_TO_31 = Uint8Array.from({ length: 32 }, (_, index) => index)
const keyBytes = fc.uint8Array({ minLength: 32, maxLength: 32 })

test('id and check value are what HKDF-SHA-256 gives', () => {
  const key = masterKeyFrom(ZERO_TO_31)
  // Computed with Python's hmac module after RFC 5869: no salt, info "keyward/id/1" and "keyward/check/1".
  assert.equal(key.id, '14e430636944f4e3')
  assert.equal(key.check, 'lH33EhWODbYwicZ5i4TXnEYtvskLwJDj6EnOPytCyPE')
  assert.equal(
    key.kek.export().toString('hex'),
    'ddab422d0d6a54c65c98d5bafc249cbb74bce6286039a6afdc94c3de8b4b54c2',
  )
})

test('a written key is read back, the first one first', () => {
  fc.assert(
    fc.property(fc.array(keyBytes, { minLength: 1, maxLength: 4 }), (ring) => {
      const keys = ring.map(masterKeyFrom)
      const text = `# heading, with a comma\n\n${keys.map((key) => `${key.line.reveal()}\r\n`).join('')}`
      assert.deepEqual(
        parseMasterKeys(text, 'it').map((key) => key.check),
        keys.map((key) => key.check),
      )
    }),
  )
})

test('bare keys in hex and both kinds of base64 are the same key', () => {
  fc.assert(
    fc.property(keyBytes, (bytes) => {
      const plain = Buffer.from(bytes)
      const hex = plain.toString('hex')
      const spellings = [hex, hex.toUpperCase(), plain.toString('base64'), plain.toString('base64url')]
      const { id } = masterKeyFrom(bytes)
      for (const text of spellings) assert.equal(parseMasterKeys(text, 'it')[0].id, id)
      assert.equal(parseMasterKeys(spellings.join(','), 'it').length, 4)
    }),
  )
})

test('a slip in any character of a written key is noticed', () => {
  const line = masterKeyFrom(ZERO_TO_31).line.reveal()
  for (let at = 0; at < line.length; at++) {
    const slipped = `${line.slice(0, at)}${line[at] === 'b' ? 'c' : 'b'}${line.slice(at + 1)}`
    assert.throws(() => parseMasterKeys(slipped, 'it'), MasterKeyError, slipped.slice(0, at))
  }
})

test('what is no master key is refused without being repeated', () => {
  const short = Buffer.alloc(31, 7).toString('base64')
  for (const text of ['swordfish', short, '00'.repeat(33), `${'00'.repeat(32)}:x`, 'kwm1:a:b:c', 'kwm1::'])
    assert.throws(
      () => parseMasterKeys(text, 'the file k'),
      (error) =>
        error instanceof MasterKeyError &&
        error.exitCode === 78 &&
        /Key 1 in the file k/.test(error.message) &&
        !error.message.includes(text),
    )
  for (const text of ['', '\n', '# only a remark', ' , '])
    assert.throws(() => parseMasterKeys(text, 'the file k'), /holds no master key/)
})

test('printing a master key shows nothing of it', () => {
  const key = masterKeyFrom(ZERO_TO_31)
  const printed = inspect(key, { depth: 9, showHidden: true }) + JSON.stringify(key)
  assert.ok(!printed.includes(Buffer.from(ZERO_TO_31).toString('base64url')))
  assert.ok(!printed.includes(key.kek.export().toString('hex')))
})

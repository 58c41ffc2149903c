import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { decrypt, encrypt, nonceSource, splitSealed } from './aead.ts'
import { testRandom } from './testing.ts'

const bytes = fc.uint8Array({ maxLength: 64 })

test('AES-256-GCM as NIST and everybody else computes it', () => {
  // Test case 15 of "The Galois/Counter Mode of Operation" (McGrew, Viega), with the last blocks cut as in case 16.
  const key = createSecretKey('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308', 'hex')
  const plain = Buffer.from(
    'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72' +
      '1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    'hex',
  )
  const context = Buffer.from('feedfacedeadbeeffeedfacedeadbeefabaddad2', 'hex')
  const sealed = encrypt(key, Buffer.from('cafebabefacedbaddecaf888', 'hex'), context, plain)
  assert.equal(Buffer.from(sealed.tag).toString('hex'), '76fc6ece0f4e1768cddf8853bb2d551b')
  assert.ok(Buffer.from(sealed.ciphertext).toString('hex').startsWith('522dc1f099567d07f47f37a32a84427d'))
})

test('what was encrypted is decrypted with the same key and context only', () => {
  fc.assert(
    fc.property(bytes, bytes, bytes, (plain, context, other) => {
      const key = createSecretKey(testRandom.bytes(32))
      const sealed = encrypt(key, testRandom.bytes(12), context, plain)
      assert.deepEqual(decrypt(key, context, sealed), Buffer.from(plain))
      assert.equal(decrypt(createSecretKey(testRandom.bytes(32)), context, sealed), null)
      if (Buffer.compare(context, other) !== 0) assert.equal(decrypt(key, other, sealed), null)
    }),
  )
})

test('a shortened tag is refused', () => {
  const key = createSecretKey(testRandom.bytes(32))
  const sealed = encrypt(key, testRandom.bytes(12), Buffer.alloc(0), Buffer.from('text'))
  assert.throws(() => decrypt(key, Buffer.alloc(0), { ...sealed, tag: sealed.tag.subarray(0, 4) }))
})

test('no nonce is drawn twice, and earlier ones do not change when later ones are drawn', () => {
  const next = nonceSource(testRandom)
  const drawn = Array.from({ length: 2_000 }, next)
  const texts = drawn.map((nonce) => Buffer.from(nonce).toString('hex'))
  for (let more = 0; more < 1_000; more++) next()
  assert.equal(new Set(texts).size, 2_000)
  assert.deepEqual(
    drawn.map((nonce) => Buffer.from(nonce).toString('hex')),
    texts,
  )
  assert.ok(drawn.every((nonce) => nonce.length === 12))
})

test('sealed bytes are split at nonce and tag, and too few are refused', () => {
  const parts = splitSealed(Uint8Array.from({ length: 30 }, (_, index) => index))
  assert.deepEqual(Array.from(parts?.ciphertext ?? []), [12, 13])
  assert.equal(parts?.tag[0], 14)
  assert.equal(splitSealed(new Uint8Array(27)), null)
})

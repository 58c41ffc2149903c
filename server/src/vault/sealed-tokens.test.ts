import assert from 'node:assert/strict'
import { createDecipheriv, createHmac } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import type { TokenClaims } from '../domain/tokens/token.ts'
import { nonceSource } from './aead.ts'
import { newDataKey } from './data-keys.ts'
import { SealedTokens } from './sealed-tokens.ts'
import { testRandom } from './testing.ts'

const DAY_MS = 24 * 3_600_000
/** The last moment whose day fits into the token's 16 bits, in the year 2149. */
const LAST_MS = 65_536 * DAY_MS - 1

const newTokens = (generation = 1) => {
  const key = newDataKey(testRandom, { purpose: 'token', accountId: '', generation, createdAtMs: 0 })
  return new SealedTokens(key, nonceSource(testRandom))
}
const TOKENS = newTokens()

const id = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('hex'))
const REQUIRED: (keyof TokenClaims)[] = [
  'id',
  'rootId',
  'userId',
  'credentialId',
  'method',
  'scope',
  'accountId',
  'issuedAtMs',
  'expiresAtMs',
]
const claims: fc.Arbitrary<TokenClaims> = fc.record(
  {
    id,
    rootId: id,
    userId: id,
    credentialId: id,
    method: fc.constantFrom('APIKEY', 'PASSWORD', 'APPLICATION_CREDENTIAL', 'PASSCODE'),
    scope: fc.constantFrom('project', 'unscoped', 'domain', 'system', 'set-up'),
    accountId: fc.stringMatching(/^[0-9]{1,20}$/),
    issuedAtMs: fc.integer({ min: 0, max: LAST_MS }),
    expiresAtMs: fc.integer({ min: 0, max: LAST_MS + DAY_MS }),
    impersonatorId: id,
  },
  { noNullPrototype: true, requiredKeys: REQUIRED },
)
const CLAIMS: TokenClaims = {
  id: '0'.repeat(32),
  rootId: '1'.repeat(32),
  userId: '2'.repeat(32),
  credentialId: 'f'.repeat(32),
  method: 'APIKEY',
  accountId: '100001',
  scope: 'project',
  issuedAtMs: Date.UTC(2026, 10, 22),
  expiresAtMs: Date.UTC(2026, 10, 23),
}
const TOKEN = TOKENS.seal(CLAIMS)

test('a token says again what was put into it', () => {
  fc.assert(fc.property(claims, (said) => assert.deepEqual(TOKENS.open(TOKENS.seal(said)), said)))
})

test('a token is at most 250 letters, digits, _ and -, whatever it says', () => {
  fc.assert(fc.property(claims, (said) => assert.match(TOKENS.seal(said), /^[A-Za-z0-9_-]{1,250}$/)))
  assert.equal(TOKEN.length, 160)
})

test('two tokens saying the same differ', () => {
  assert.notEqual(TOKENS.seal(CLAIMS), TOKENS.seal(CLAIMS))
})

test('F-05 any bit flipped, and it is no token', () => {
  const bytes = Buffer.from(TOKEN, 'base64url')
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const altered = Buffer.from(bytes)
    altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    assert.equal(TOKENS.open(altered.toString('base64url')), null, `bit ${bit}`)
  }
})

test('F-05 any character replaced by any other, and it is no token', () => {
  const characters = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code))
  for (let at = 0; at < TOKEN.length; at++) {
    for (const character of [...characters, '\u{1f511}', 'Ａ']) {
      const altered = TOKEN.slice(0, at) + character + TOKEN.slice(at + 1)
      assert.equal(TOKENS.open(altered) === null, altered !== TOKEN, `${at}: ${character}`)
    }
  }
})

test('a token has one spelling: no padding, other alphabet, white space, other length', () => {
  const plain = TOKEN.replaceAll('-', '+').replaceAll('_', '/')
  const others = [`${TOKEN}=`, ` ${TOKEN}`, `${TOKEN}\n`, `${TOKEN}A`, TOKEN.slice(1), TOKEN.slice(0, -1), '']
  for (const text of others) assert.equal(TOKENS.open(text), null, JSON.stringify(text))
  assert.equal(TOKENS.open(plain) === null, plain !== TOKEN)
  assert.equal(TOKENS.open(`${TOKEN.slice(0, 80)}\r\n${TOKEN.slice(80, -2)}`), null)
})

test('made-up texts are refused without an error', () => {
  fc.assert(fc.property(fc.string(), (text) => assert.equal(TOKENS.open(text), null)))
  const shaped = fc.stringMatching(/^[A-Za-z0-9_-]{160}$/)
  fc.assert(fc.property(shaped, (text) => assert.equal(TOKENS.open(text), null)))
})

test('parts of two tokens do not make a third', () => {
  const other = TOKENS.seal({ ...CLAIMS, userId: '3'.repeat(32) })
  for (let cut = 16; cut < 160; cut += 4)
    assert.equal(TOKENS.open(TOKEN.slice(0, cut) + other.slice(cut)), null)
})

test('another installation, or this one after its token key was replaced, refuses', () => {
  assert.equal(newTokens().open(TOKEN), null)
  assert.equal(newTokens(2).open(TOKEN), null)
})

test('each day has a key of its own: the header of another day does not open', () => {
  const bytes = Buffer.from(TOKEN, 'base64url')
  const day = bytes.readUInt16BE(3)
  assert.equal(day, Math.floor(CLAIMS.issuedAtMs / DAY_MS))
  for (let other = 0; other < 65_536; other += 997) {
    bytes.writeUInt16BE(other, 3)
    assert.equal(TOKENS.open(bytes.toString('base64url')) === null, other !== day)
  }
})

test('the layout: version, generation, day, nonce, claims, tag, under HMAC-SHA-256 of the day', () => {
  const root = newDataKey(testRandom, { purpose: 'token', accountId: '', generation: 3, createdAtMs: 0 })
  const bytes = Buffer.from(new SealedTokens(root, nonceSource(testRandom)).seal(CLAIMS), 'base64url')
  const day = Math.floor(CLAIMS.issuedAtMs / DAY_MS)
  assert.deepEqual([bytes[0], bytes.readUInt16BE(1), bytes.readUInt16BE(3), bytes.length], [1, 3, day, 120])
  const dayKey = createHmac('sha256', root.bytes).update(`keyward/token-day/1\0${day}`).digest()
  const decipher = createDecipheriv('aes-256-gcm', dayKey, bytes.subarray(5, 17))
  decipher.setAAD(bytes.subarray(0, 5)).setAuthTag(bytes.subarray(-16))
  const said = Buffer.concat([decipher.update(bytes.subarray(17, -16)), decipher.final()]).toString('hex')
  const names = CLAIMS.id + CLAIMS.rootId + CLAIMS.userId + CLAIMS.credentialId
  const times = [CLAIMS.issuedAtMs, CLAIMS.expiresAtMs].map((ms) => ms.toString(16).padStart(12, '0'))
  assert.equal(said, `${names}ffffffffffffff10000100${times.join('')}`)
})

test('tokens of many days open in any order, also when made-up days were tried between', () => {
  const days = Array.from({ length: 12 }, (_, day) => ({
    ...CLAIMS,
    issuedAtMs: CLAIMS.issuedAtMs + day * DAY_MS,
  }))
  const sealed = days.map((said) => TOKENS.seal(said))
  const forged = Buffer.from(TOKEN, 'base64url')
  for (const at of [11, 0, 5, 5, 2, 9, 1, 0]) {
    forged.writeUInt16BE(at * 1_000, 3)
    assert.equal(TOKENS.open(forged.toString('base64url')), null)
    assert.deepEqual(TOKENS.open(sealed[at] ?? ''), days[at])
  }
})

test('account numbers keep their leading zeros and all of twenty digits', () => {
  for (const accountId of ['0', '000001', '99999999999999999999'])
    assert.equal(TOKENS.open(TOKENS.seal({ ...CLAIMS, accountId }))?.accountId, accountId)
})

test('claims that are not of the promised shape are never sealed', () => {
  const wrong: Partial<TokenClaims>[] = [
    { id: 'g'.repeat(32) },
    { id: '0'.repeat(31) },
    { id: '0'.repeat(31), rootId: '0'.repeat(33) },
    { userId: '' },
    { accountId: '' },
    { accountId: '1'.repeat(21) },
    { accountId: 'f1' },
    { issuedAtMs: -1 },
    { issuedAtMs: LAST_MS + 1 },
    { expiresAtMs: 2 ** 48 },
  ]
  for (const change of wrong)
    assert.throws(() => TOKENS.seal({ ...CLAIMS, ...change }), JSON.stringify(change))
})

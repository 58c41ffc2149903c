import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { count } from '../../../tests/support/counts.ts'
import type { TokenClaims } from '../domain/tokens/token.ts'
import { CLAIMS_BYTES, decodeClaims, encodeClaims, IMPERSONATION_BYTES } from './token-layout.ts'

const CLAIMS: TokenClaims = {
  id: '0'.repeat(32),
  rootId: '1'.repeat(32),
  userId: '2'.repeat(32),
  credentialId: '3'.repeat(32),
  method: 'APIKEY',
  scope: 'project',
  accountId: '100001',
  issuedAtMs: 1,
  expiresAtMs: 2,
}
const LATEST_MS = 2 ** 48 - 1

const id = fc.stringMatching(/^[0-9a-f]{32}$/)
const claims = fc.record<TokenClaims>(
  {
    ...{ id, rootId: id, userId: id, credentialId: id, impersonatorId: id },
    method: fc.constantFrom('APIKEY', 'PASSWORD', 'APPLICATION_CREDENTIAL', 'PASSCODE'),
    scope: fc.constantFrom('project', 'unscoped', 'domain', 'system', 'set-up'),
    accountId: fc.stringMatching(/^[0-9]{1,20}$/),
    ...{ issuedAtMs: fc.nat({ max: LATEST_MS }), expiresAtMs: fc.nat({ max: LATEST_MS }) },
  },
  {
    requiredKeys: [
      ...(['id', 'rootId', 'userId', 'credentialId', 'method', 'scope', 'accountId'] as const),
      ...(['issuedAtMs', 'expiresAtMs'] as const),
    ],
    noNullPrototype: true,
  },
)

test('what is written is read back, in the length of its kind', () => {
  fc.assert(
    fc.property(claims, (said) => {
      const bytes = encodeClaims(said)
      const expected = said.impersonatorId === undefined ? CLAIMS_BYTES : IMPERSONATION_BYTES
      assert.equal(bytes.length, expected)
      // Three bytes are four letters: a token has no unused bits then, and so one spelling.
      assert.equal((bytes.length + 33) % 3, 0)
      assert.deepEqual(decodeClaims(bytes), said)
    }),
    { numRuns: count(1_000) },
  )
})

test('every byte is written: nothing that lay in memory goes out with a token', () => {
  for (const impersonatorId of [undefined, '4'.repeat(32)]) {
    const said = impersonatorId === undefined ? CLAIMS : { ...CLAIMS, impersonatorId }
    const texts = Array.from({ length: 50 }, () => {
      Buffer.allocUnsafe(64).fill(0xa5)
      return encodeClaims(said).toString('hex')
    })
    assert.equal(new Set(texts).size, 1)
  }
})

const BAD: Readonly<Record<string, Partial<TokenClaims>>> = {
  'an id that is too short': { id: 'a'.repeat(31) },
  'an id that is too long': { rootId: 'a'.repeat(33) },
  'an id with another letter': { userId: `${'a'.repeat(31)}g` },
  'an id with another letter in front': { userId: `g${'a'.repeat(31)}` },
  'an id made longer by the next': { id: 'a'.repeat(33), rootId: 'a'.repeat(31) },
  'no credential': { credentialId: '' },
  'an account of letters': { accountId: '10000f' },
  'no account': { accountId: '' },
  'an account of 21 digits': { accountId: '1'.repeat(21) },
  'an account with a sign': { accountId: '-1' },
  'a time before 1970': { issuedAtMs: -1 },
  'a time beyond six bytes': { expiresAtMs: LATEST_MS + 1 },
  'an impersonator that is too short': { impersonatorId: 'a'.repeat(30) },
  'an impersonator with another letter': { impersonatorId: `${'a'.repeat(31)}x` },
  'an impersonator without a name': { impersonatorId: '' },
}

for (const [what, change] of Object.entries(BAD)) {
  test(`${what} is never sealed`, () => {
    assert.throws(() => encodeClaims({ ...CLAIMS, ...change }), RangeError)
  })
}

test('a method or scope of a later version is read as none, not as another', () => {
  const bytes = encodeClaims(CLAIMS)
  const at = bytes.length - 13
  const read: string[] = []
  for (let value = 0; value < 256; value++) {
    bytes[at] = value
    const found = decodeClaims(bytes)
    if (found) read.push(`${found.scope} ${found.method}`)
  }
  assert.equal(read.length, 4 * 5)
  assert.equal(new Set(read).size, read.length)
})

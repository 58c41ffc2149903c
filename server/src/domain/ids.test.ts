import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { randomHexId, randomSecret } from './ids.ts'
import { generatePassword } from './users/generated-password.ts'

/** Random bytes as they were drawn. */
const drawn = (bytes: Uint8Array) => ({ bytes: (length: number) => bytes.slice(0, length) })
const anyBytes = fc.uint8Array({ minLength: 32, maxLength: 32 })
/** Their base64url begins with a dash. */
const DASH = new Uint8Array(32).fill(0xfb)

describe('what is made of random bytes', () => {
  test('an id is 16 of them, a secret 32, in order and nothing but them', () => {
    const backing = new Uint8Array(100).fill(0xee)
    fc.assert(
      fc.property(anyBytes, fc.nat(60), (bytes, offset) => {
        backing.set(bytes, offset)
        // As the source of randomness may do: a piece of something larger.
        const random = { bytes: (length: number) => backing.subarray(offset, offset + length) }
        assert.equal(randomHexId(random), Buffer.from(bytes.subarray(0, 16)).toString('hex'))
        assert.equal(randomSecret(random), Buffer.from(bytes).toString('base64url').replace(/^-/, 'A'))
      }),
    )
  })

  for (const [name, make, length] of [
    ['a secret', randomSecret, 43],
    ['a password', generatePassword, 24],
  ] as const) {
    test(`${name} can be given to any program: no first dash, nothing to quote`, () => {
      fc.assert(
        fc.property(anyBytes, (bytes) => {
          assert.match(make(drawn(bytes)), new RegExp(`^[A-Za-z0-9_][A-Za-z0-9_-]{${length - 1}}$`))
        }),
        { examples: [[DASH], [new Uint8Array(32)], [new Uint8Array(32).fill(255)]] },
      )
    })
  }
})

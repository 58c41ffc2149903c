import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type Oddities, Passkeys } from '../../../tests/support/authenticator.ts'
import { count } from '../../../tests/support/counts.ts'
import { answer, attest, RP } from '../../../tests/support/passkeys.ts'
import {
  type Assertion,
  type Attestation,
  readAssertion,
  readAttestation,
  relyingPartyOf,
} from './webauthn.ts'

const CHALLENGE = 'C'.repeat(43)
const EXPECTED = { rp: RP, challenge: CHALLENGE, userVerification: true }

test('passkeys are bound to the host of the public address; where browsers have none there is nobody to ask', () => {
  const cases: readonly (readonly [string, string | null])[] = [
    ['https://keys.example.com', 'keys.example.com'],
    ['https://keys.example.com:8443', 'keys.example.com'],
    ['http://localhost:8080', 'localhost'],
    ['http://keys.localhost', 'keys.localhost'],
    ['http://keys.example.com', null],
    ['http://notlocalhost', null],
    ['https://192.0.2.1', null],
    ['https://[2001:db8::1]:8080', null],
    ['http://127.0.0.1:8080', null],
  ]
  for (const [url, id] of cases) assert.equal(relyingPartyOf(url)?.id ?? null, id, url)
  assert.equal(relyingPartyOf('https://keys.example.com:8443')?.origin, 'https://keys.example.com:8443')
  assert.equal(relyingPartyOf('https://keys.example.com:443')?.origin, 'https://keys.example.com')
})

/** What no browser of ours would send, whichever way it was made. */
const WRONG: Readonly<Record<string, Oddities>> = {
  'another challenge': { challenge: 'D'.repeat(43) },
  'a challenge of other spelling': { challenge: `${CHALLENGE}=` },
  'a page of another host': { origin: 'https://evil.example' },
  'the same host on another port': { origin: 'http://localhost:8081' },
  'the same host by another scheme': { origin: 'https://localhost:8080' },
  'a page within the page of another': { crossOrigin: true },
  'a passkey of another host': { rpId: 'evil.example' },
  'another ceremony': { type: 'payment.get' },
  'a person of whom nothing was made sure': { unverified: true },
  'nobody there': { absent: true },
}

describe('a new passkey', () => {
  test('is read: its id, its key, its counter', async () => {
    const keys = new Passkeys(RP, { counter: 7 })
    const read = await readAttestation(attest(keys, CHALLENGE), EXPECTED)
    assert.deepEqual([read?.id, read?.counter, read?.publicKey.length], [keys.id, 7, 77])
  })

  for (const [what, odd] of Object.entries(WRONG)) {
    test(`is refused: ${what}`, async () => {
      assert.equal(await readAttestation(attest(new Passkeys(RP), CHALLENGE, odd), EXPECTED), null)
    })
  }

  test('is refused where an answer to the other ceremony stands in for it', async () => {
    const odd = { type: 'webauthn.get' }
    assert.equal(await readAttestation(attest(new Passkeys(RP), CHALLENGE, odd), EXPECTED), null)
  })

  test('is refused with a certificate: the addresses in it are nobody’s to look up here', async (t) => {
    const fetched = t.mock.method(globalThis, 'fetch', () => Promise.reject(new Error('asked')))
    for (const format of [
      'packed',
      'apple',
      'android-key',
      'tpm',
      'fido-u2f',
      'android-safetynet',
      'unknown',
    ]) {
      const content = new Map([['x5c', [Buffer.alloc(64)]]])
      const given = attest(new Passkeys(RP), CHALLENGE, { statement: { format, content } })
      assert.equal(await readAttestation(given, EXPECTED), null, format)
    }
    assert.equal(fetched.mock.callCount(), 0)
  })

  test('is refused with an algorithm that was not offered', async () => {
    for (const algorithm of [-65535, -36, 0, 7]) {
      assert.equal(await readAttestation(attest(new Passkeys(RP), CHALLENGE, { algorithm }), EXPECTED), null)
    }
  })

  test('is refused under an id that is not the one it has', async () => {
    const given = attest(new Passkeys(RP), CHALLENGE)
    const other = new Passkeys(RP).id
    assert.equal(await readAttestation({ ...given, id: other }, EXPECTED), null)
  })

  test('is refused, and nothing throws, for bytes that are none of it', async () => {
    const good = attest(new Passkeys(RP), CHALLENGE)
    const wrong: readonly Partial<Attestation>[] = [
      { clientDataJSON: '' },
      { clientDataJSON: 'AAAA' },
      { clientDataJSON: Buffer.from('null').toString('base64url') },
      { clientDataJSON: Buffer.from('[]').toString('base64url') },
      { attestationObject: '' },
      { attestationObject: 'AAAA' },
      { attestationObject: good.attestationObject.slice(0, 60) },
      { attestationObject: '_'.repeat(32_768) },
      { id: '' },
      { id: 'A'.repeat(1_365) },
    ]
    for (const [at, change] of wrong.entries()) {
      assert.equal(await readAttestation({ ...good, ...change }, EXPECTED), null, `${at}`)
    }
  })
})

describe('what a passkey signed', () => {
  async function registered() {
    const keys = new Passkeys(RP)
    const key = await readAttestation(attest(keys, CHALLENGE), EXPECTED)
    assert.ok(key)
    return { keys, key }
  }

  test('is read: what its counter says', async () => {
    const { keys, key } = await registered()
    assert.equal(await readAssertion(answer(keys, CHALLENGE), EXPECTED, key), 2)
    assert.equal(await readAssertion(answer(keys, CHALLENGE, { counter: 0 }), EXPECTED, key), 0)
  })

  for (const [what, odd] of Object.entries({
    ...WRONG,
    'the key of another': { signedBy: new Passkeys(RP) },
  })) {
    test(`is refused: ${what}`, async () => {
      const { keys, key } = await registered()
      assert.equal(await readAssertion(answer(keys, CHALLENGE, odd), EXPECTED, key), null)
    })
  }

  test('may come after a mere touch where the password went before', async () => {
    const { keys, key } = await registered()
    const touched = { ...EXPECTED, userVerification: false }
    assert.equal(await readAssertion(answer(keys, CHALLENGE, { unverified: true }), touched, key), 2)
    assert.equal(await readAssertion(answer(keys, CHALLENGE, { absent: true }), touched, key), null)
  })

  test('is refused, and nothing throws, with any of its bytes changed or missing', async () => {
    const { keys, key } = await registered()
    const good = answer(keys, CHALLENGE)
    for (const part of ['clientDataJSON', 'authenticatorData', 'signature'] as const) {
      for (const bytes of ['', 'AAAA', flipped(good[part]), good[part].slice(0, -4)]) {
        const changed: Assertion = { ...good, [part]: bytes }
        assert.equal(await readAssertion(changed, EXPECTED, key), null, part)
      }
    }
    assert.equal(await readAssertion(good, EXPECTED, { ...key, publicKey: new Uint8Array(3) }), null)
  })
})

/** One bit in the middle is another. */
function flipped(text: string): string {
  const bytes = Buffer.from(text, 'base64url')
  const middle = bytes.length >> 1
  bytes[middle] = (bytes[middle] ?? 0) ^ 1
  return bytes.toString('base64url')
}

/** Bytes of a good answer with one stretch of them replaced, cut out or added. */
function mangled(text: string): fc.Arbitrary<string> {
  const bytes = Buffer.from(text, 'base64url')
  return (
    fc
      .tuple(fc.nat(bytes.length - 1), fc.nat(8), fc.uint8Array({ maxLength: 8 }))
      .map(([at, cut, put]) => Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + cut)]))
      // What comes after a whole signature is nobody's to sign.
      .filter((changed) => !changed.subarray(0, bytes.length).equals(bytes))
      .map((changed) => changed.toString('base64url'))
  )
}

describe('whatever is done to the bytes of a good answer', () => {
  test('a signature stands for nothing else', async () => {
    const keys = new Passkeys(RP)
    const key = await readAttestation(attest(keys, CHALLENGE), EXPECTED)
    assert.ok(key)
    const good = answer(keys, CHALLENGE)
    const changed = fc.oneof(
      mangled(good.clientDataJSON).map((clientDataJSON) => ({ clientDataJSON })),
      mangled(good.authenticatorData).map((authenticatorData) => ({ authenticatorData })),
      mangled(good.signature).map((signature) => ({ signature })),
    )
    await fc.assert(
      fc.asyncProperty(changed, async (change) => {
        assert.equal(await readAssertion({ ...good, ...change }, EXPECTED, key), null)
      }),
      { numRuns: count(300) },
    )
  })

  test('a new passkey is read under its own id or not at all, and nothing throws', async () => {
    const good = attest(new Passkeys(RP), CHALLENGE)
    await fc.assert(
      fc.asyncProperty(mangled(good.attestationObject), async (attestationObject) => {
        const read = await readAttestation({ ...good, attestationObject }, EXPECTED)
        assert.ok(read === null || (read.id === good.id && read.publicKey.length > 0))
      }),
      { numRuns: count(300) },
    )
  })
})

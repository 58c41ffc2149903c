import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { anyCharacter } from '../../../../tests/support/any-character.ts'
import { isSignedWith, LENIENT_MS, parseSignature, STRICT_MS, stampMs, toleranceMs } from './signature.ts'

const VENDORS = { userKey: 'eGbq9/2hcZsRlr1JV1Pi', secret: 'QHOvchm/40czXhJ1OxfxK7jDHr3t' }
const OURS = { userKey: 'kwUserKey0123456789a', secret: 'kwSecretKey+0123456789/abcdefghijklmnopq' }
/** As Node's parser hands on what came as UTF-8. */
const asReceived = (text: string) => Buffer.from(text, 'utf8').toString('latin1')

const VENDOR_AGENT = 'Rackspace Management Interface'
const PHP_AGENT = 'Rackspace Apps Bindings/1.x (+https://github.com/pradodigital/php-rackspace-apps-bindings)'

/** The vendor's two examples, the unit test of a PHP client, and four of our own that three programs agree on. */
const VECTORS = [
  [VENDORS, VENDOR_AGENT, '20010308143725', '46VIwd66mOFGG8IkbgnLlXnfnkU='],
  [VENDORS, VENDOR_AGENT, '20010317143725', 'HKUn0aajpSDx7qqGK3vqzn3FglI='],
  [VENDORS, PHP_AGENT, '20010308143725', 'yeLBFcUOdMgh9vVb499AeygEads='],
  [OURS, 'keyward-spec/1.0', '20260102030405', 'Jko8H8iqEfh4VL4VD66SY8DV1iQ='],
  [OURS, asReceived('Klient żółw/1'), '20260102030405', 'VxfsXvgCjSEX0CJDdoCx6JwG6bs='],
  [OURS, 'C# Client Library', '2026010203040599', 'vhFiDt7dzYNx0ljBLKHqr7D3SRs='],
  [OURS, '', '20260102030405', 'DwSzDzLCsf8ZS9wQgv3L1FT0Cmg='],
] as const

function parsed(header: string) {
  const signature = parseSignature(header)
  assert.ok(signature, header)
  return signature
}

describe('the signature vectors', () => {
  for (const [index, [{ userKey, secret }, agent, stamp, hash]] of VECTORS.entries()) {
    test(`number ${index + 1} is right, and with anything else it is wrong`, () => {
      const signature = parsed(`${userKey}:${stamp}:${hash}`)
      assert.deepEqual([signature.userKey, signature.stamp, signature.hash.length], [userKey, stamp, 20])
      assert.equal(isSignedWith(secret, signature, agent), true)
      assert.equal(isSignedWith(`${secret}x`, signature, agent), false)
      assert.equal(isSignedWith(secret, signature, `${agent} `), false)
      assert.equal(isSignedWith(secret, { ...signature, stamp: '20010308143726' }, agent), false)
      assert.equal(isSignedWith(secret, { ...signature, userKey: 'x' }, agent), false)
    })
  }

  test('the slip of the vendor’s page, the stamp of one with the hash of the other, is no signature', () => {
    const slip = parsed(`${VENDORS.userKey}:20010317143725:46VIwd66mOFGG8IkbgnLlXnfnkU=`)
    assert.equal(isSignedWith(VENDORS.secret, slip, VENDOR_AGENT), false)
  })
})

describe('a header', () => {
  const good = `${OURS.userKey}:20260102030405:Jko8H8iqEfh4VL4VD66SY8DV1iQ=`

  test('may have white space around it, and its hash in hex', () => {
    for (const around of [` ${good}`, `${good}\n`, `\t${good} `])
      assert.deepEqual(parsed(around), parsed(good))
    const hex = parsed(good).hash.toString('hex')
    for (const text of [hex, hex.toUpperCase()])
      assert.deepEqual(parsed(`${OURS.userKey}:20260102030405:${text}`), parsed(good))
  })

  test('has 14, 16 or 17 digits of time', () => {
    for (const digits of [14, 16, 17])
      assert.equal(parsed(good.replace(/:\d+:/, `:${'2'.repeat(digits)}:`)).stamp.length, digits)
    for (const digits of [0, 10, 13, 15, 18, 40])
      assert.equal(parseSignature(good.replace(/:\d+:/, `:${'2'.repeat(digits)}:`)), null)
  })

  test('that is malformed is none', () => {
    const [key, stamp, hash] = good.split(':')
    const headers = [
      ...['', ' ', ':', '::', ':::', 'Basic x', `${key}:${stamp}`, `${key}:${stamp}:`, `:${stamp}:${hash}`],
      ...[`${good}:`, `${good}:x`, `x ${good}`, `${good} x`, `${key}:${stamp}:${hash}=`],
      ...[
        `${key}:${stamp}:${hash?.slice(1)}`,
        `${key}: ${stamp}:${hash}`,
        `${key}:${stamp}:${'A'.repeat(28)}`,
      ],
      ...[
        `${key}:2026-01-02T03:04:05Z:${hash}`,
        `${key}:１2026010203040:${hash}`,
        `${'k'.repeat(65)}:${stamp}:${hash}`,
      ],
    ]
    for (const header of headers) assert.equal(parseSignature(header), null, header)
  })

  test('of any text is read or refused, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        const signature = parseSignature(text)
        assert.ok(signature === null || signature.hash.length === 20)
      }),
    )
  })

  test('made from any key, agent, time and secret is right, and a changed bit of it is wrong', () => {
    const base64 = fc.stringMatching(/^[A-Za-z0-9+/]{1,40}$/)
    const agents = fc.stringMatching(/^[\u0020-\u00ff]{0,40}$/)
    const stamps = fc.stringMatching(/^(\d{14}|\d{16})$/)
    fc.assert(
      fc.property(base64, agents, stamps, base64, fc.nat(19), (userKey, agent, stamp, secret, at) => {
        const hash = createHash('sha1')
          .update(userKey + agent + stamp + secret, 'latin1')
          .digest()
        const signature = parsed(`${userKey}:${stamp}:${hash.toString('base64')}`)
        assert.equal(isSignedWith(secret, signature, agent), true)
        const other = Buffer.from(hash)
        other[at] = (other[at] ?? 0) ^ 1
        assert.equal(isSignedWith(secret, { ...signature, hash: other }, agent), false)
      }),
    )
  })
})

describe('a stamp', () => {
  test('is read as UTC, to the second', () => {
    assert.equal(stampMs('20260102030405'), Date.parse('2026-01-02T03:04:05Z'))
    assert.equal(stampMs('2026010203040599'), Date.parse('2026-01-02T03:04:05Z'))
    assert.equal(stampMs('20240229235959'), Date.parse('2024-02-29T23:59:59Z'))
  })

  test('that no calendar has is none', () => {
    const impossible = [
      '20260229000000',
      '20261301000000',
      '20260001000000',
      '20260100000000',
      '20260431000000',
    ]
    for (const stamp of [...impossible, '20260101240000', '20260101006000', '20260101000060'])
      assert.equal(stampMs(stamp), null, stamp)
  })

  test('may be 26 hours away, 5 minutes of a strict pair, anything of a static one', () => {
    assert.equal(toleranceMs('lenient'), 26 * 3_600_000)
    assert.equal(LENIENT_MS, 26 * 3_600_000)
    assert.equal(toleranceMs('strict'), STRICT_MS)
    assert.equal(toleranceMs('static'), null)
  })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatPhc, parsePhc } from './phc.ts'

/** "password" and "somesalt" in src/test.c of the reference implementation (P-H-C/phc-winner-argon2). */
const REFERENCE = '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4'

const hash = fc.record(
  {
    memoryKib: fc.integer({ min: 128, max: 262_144 }),
    passes: fc.integer({ min: 1, max: 20 }),
    parallelism: fc.integer({ min: 1, max: 16 }),
    salt: fc.uint8Array({ minLength: 8, maxLength: 64 }),
    hash: fc.uint8Array({ minLength: 16, maxLength: 64 }),
  },
  { noNullPrototype: true },
)

test('the reference text is read and written alike', () => {
  const parsed = parsePhc(REFERENCE)
  assert.ok(parsed)
  assert.equal(Buffer.from(parsed.salt).toString(), 'somesalt')
  assert.deepEqual([parsed.memoryKib, parsed.passes, parsed.parallelism], [256, 2, 1])
  assert.equal(formatPhc(parsed), REFERENCE)
})

test('what is written is read back', () => {
  fc.assert(
    fc.property(hash, (value) => {
      const text = formatPhc(value)
      const parsed = parsePhc(text)
      assert.ok(parsed)
      assert.equal(formatPhc(parsed), text)
      assert.deepEqual(Buffer.from(parsed.hash), Buffer.from(value.hash))
    }),
  )
})

test('S-30 other algorithms, orders, versions and spellings are not read', () => {
  const others = [
    '',
    'password',
    '$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW',
    REFERENCE.replace('argon2id', 'argon2i'),
    REFERENCE.replace('argon2id', 'argon2d'),
    REFERENCE.replace('v=19', 'v=16'),
    REFERENCE.replace('$v=19', ''),
    REFERENCE.replace('m=256,t=2,p=1', 't=2,m=256,p=1'),
    REFERENCE.replace('m=256', 'm=0256'),
    REFERENCE.replace('m=256', 'm=2e3'),
    REFERENCE.replace('p=1', 'p=1,keyid=x'),
    `${REFERENCE}=`,
    `${REFERENCE}\n`,
    ` ${REFERENCE}`,
    REFERENCE.replace('/4', '_4'),
    // the last letter with unused bits set
    REFERENCE.replace(/4$/, '5'),
  ]
  for (const text of others) assert.equal(parsePhc(text), null, text)
})

test('S-30 parameters that would cost hours or gigabytes, or are too weak to be real, are not read', () => {
  const with_ = (parameters: string) => REFERENCE.replace('m=256,t=2,p=1', parameters)
  for (const text of [
    'm=262145,t=2,p=1',
    'm=4194304,t=2,p=1',
    'm=256,t=21,p=1',
    'm=256,t=2,p=17',
    'm=15,t=2,p=2',
  ])
    assert.equal(parsePhc(with_(text)), null, text)
  for (const text of ['m=99999999,t=1,p=1', 'm=0,t=1,p=1', 'm=8,t=0,p=1', 'm=8,t=1,p=0'])
    assert.equal(parsePhc(with_(text)), null, text)
  assert.equal(parsePhc(REFERENCE.replace('c29tZXNhbHQ', 'c29tZQ')), null)
  assert.equal(parsePhc(REFERENCE.replace(/\$[^$]+$/, `$${'A'.repeat(1_000)}`)), null)
  assert.ok(parsePhc(with_('m=8,t=1,p=1')))
})

test('S-30 a hash has one spelling: what is read is written alike, to the letter', () => {
  const letters = fc.constantFrom(...'$=,0123456789AZaz+/ \nmtpv')
  fc.assert(
    fc.property(
      fc.nat({ max: REFERENCE.length }),
      fc.string({ unit: letters, maxLength: 3 }),
      fc.nat({ max: 3 }),
      (at, put, drop) => {
        const text = REFERENCE.slice(0, at) + put + REFERENCE.slice(at + drop)
        const parsed = parsePhc(text)
        if (parsed) assert.equal(formatPhc(parsed), text)
      },
    ),
    { numRuns: 2_000 },
  )
})

test('no two hashes read alike: any letter changed is another hash or none', () => {
  const original = JSON.stringify(parsePhc(REFERENCE))
  for (let at = 0; at < REFERENCE.length; at++) {
    for (const letter of '$=,09AZaz+/') {
      if (REFERENCE[at] === letter) continue
      const parsed = parsePhc(REFERENCE.slice(0, at) + letter + REFERENCE.slice(at + 1))
      assert.notEqual(JSON.stringify(parsed), original, `${letter} at ${at}`)
    }
  }
})

test('S-30 the limits of each parameter are inside, the next number is outside', () => {
  const read = (parameters: string) => parsePhc(REFERENCE.replace('m=256,t=2,p=1', parameters)) !== null
  for (const [inside, outside] of [
    ['m=262144,t=1,p=1', 'm=262145,t=1,p=1'],
    ['m=8,t=1,p=1', 'm=7,t=1,p=1'],
    ['m=128,t=1,p=16', 'm=127,t=1,p=16'],
    ['m=256,t=20,p=1', 'm=256,t=21,p=1'],
    ['m=256,t=1,p=1', 'm=256,t=0,p=1'],
    ['m=256,t=1,p=16', 'm=256,t=1,p=17'],
    ['m=256,t=1,p=1', 'm=256,t=1,p=0'],
    ['m=256,t=1,p=1', 'm=256,t=1,p=-1'],
  ] as const) {
    assert.deepEqual([read(inside), read(outside)], [true, false], `${inside} ${outside}`)
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DomainError } from '../domain/errors.ts'
import { Argon2Passwords } from './passwords.ts'
import { testRandom } from './testing.ts'

const PASSWORDS = new Argon2Passwords(testRandom)
/** src/test.c of the reference implementation (P-H-C/phc-winner-argon2), salt "somesalt". */
const REFERENCE = {
  weak: '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4',
  lanes: '$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc',
  strong: '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
}
const CHEAP = REFERENCE.weak

test('S-30 a hash is Argon2id with 19,456 KiB, 2 passes and 1 lane, in the order Dovecot reads', async () => {
  const phc = await PASSWORDS.hash('vexing lamprey quartz')
  assert.match(phc, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
})

test('the right password matches, any other does not', async () => {
  const phc = await PASSWORDS.hash('vexing lamprey quartz')
  assert.deepEqual(await PASSWORDS.verify('vexing lamprey quartz', phc), { matches: true, outdated: false })
  for (const other of [
    '',
    'vexing lamprey quart',
    'Vexing lamprey quartz',
    'vexing lamprey quartz ',
    'vexing\0',
  ])
    assert.equal((await PASSWORDS.verify(other, phc)).matches, false, other)
})

test('the same password has another hash each time', async () => {
  assert.notEqual(
    await PASSWORDS.hash('vexing lamprey quartz'),
    await PASSWORDS.hash('vexing lamprey quartz'),
  )
})

test('hashes of the reference implementation match', async () => {
  for (const phc of Object.values(REFERENCE)) {
    assert.equal((await PASSWORDS.verify('password', phc)).matches, true, phc)
    assert.equal((await PASSWORDS.verify('passwore', phc)).matches, false, phc)
  }
})

test('S-30 weaker parameters than today are reported, stronger ones are not', async () => {
  assert.equal((await PASSWORDS.verify('password', REFERENCE.weak)).outdated, true)
  // Strong, but its salt has half of today's length.
  assert.equal((await PASSWORDS.verify('password', REFERENCE.strong)).outdated, true)
  const longSalt = REFERENCE.strong.replace('c29tZXNhbHQ', 'c29tZXNhbHRzb21lc2FsdA')
  assert.equal((await PASSWORDS.verify('password', longSalt)).outdated, false)
})

test('S-33 without a user, or with a text that is no hash, nothing matches', async () => {
  for (const phc of [null, '', 'plain', '$2b$12$abc']) {
    for (const password of ['', 'vexing lamprey quartz'])
      assert.deepEqual(await PASSWORDS.verify(password, phc), { matches: false, outdated: false })
  }
})

test('S-33 the work without a user is that of a real hash', async () => {
  const phc = await PASSWORDS.hash('vexing lamprey quartz')
  const times = { known: [] as number[], unknown: [] as number[] }
  for (let round = 0; round < 12; round++) {
    times.known.push(await timed(() => PASSWORDS.verify('wrong', phc)))
    times.unknown.push(await timed(() => PASSWORDS.verify('wrong', null)))
  }
  // Coarse on purpose: it must notice missing work, not noise. The fine test is statistical and runs elsewhere.
  assert.ok(Math.min(...times.unknown) > Math.min(...times.known) / 3, JSON.stringify(times))
})

test('S-31 beyond 64 waiting the next is told to come back, and everybody else is served', async () => {
  const passwords = new Argon2Passwords(testRandom, undefined, 2)
  const crowd = Array.from({ length: 66 }, () => passwords.verify('password', CHEAP))
  await assert.rejects(passwords.verify('password', CHEAP), isBusy)
  await assert.rejects(passwords.hash('password'), isBusy)
  assert.ok((await Promise.all(crowd)).every((verdict) => verdict.matches))
  assert.equal((await passwords.verify('password', CHEAP)).matches, true)
})

test('very long and strange passwords are hashed as they are', async () => {
  for (const password of ['x'.repeat(1_024), '🔑'.repeat(20), 'a\0b', 'é', 'e\u0301']) {
    const phc = await PASSWORDS.hash(password)
    assert.equal((await PASSWORDS.verify(password, phc)).matches, true)
    assert.equal((await PASSWORDS.verify(`${password}.`, phc)).matches, false)
  }
  const composed = await PASSWORDS.hash('é')
  assert.equal((await PASSWORDS.verify('e\u0301', composed)).matches, false)
})

function isBusy(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'busy' && (error.facts.retryAfterSeconds ?? 0) > 0
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

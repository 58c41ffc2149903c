import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { DomainError } from '../domain/errors.ts'
import type { Place } from '../domain/ports.ts'
import type { WrappedKey } from '../domain/store.ts'
import { nonceSource } from './aead.ts'
import { newDataKey } from './data-keys.ts'
import { newMasterKey } from './master-key-source.ts'
import { SealedCopies } from './sealed-copies.ts'
import { testRandom } from './testing.ts'
import { unwrapKey, wrapKey } from './wrapping.ts'

const MASTER = newMasterKey(testRandom)
const accountKey = (accountId: string, generation = 1) => {
  const key = newDataKey(testRandom, { purpose: 'account', accountId, generation, createdAtMs: 0 })
  return wrapKey(MASTER, key, testRandom.bytes(12))
}
const copiesWith = (...rows: WrappedKey[]) => {
  const copies = new SealedCopies((row) => unwrapKey([MASTER], row), nonceSource(testRandom))
  for (const row of rows) copies.add(row)
  return copies
}

const COPIES = copiesWith(accountKey('100001'), accountKey('100002'))
const PLACE: Place = {
  table: 'keys',
  column: 'sealed',
  rowId: 'a'.repeat(32),
  accountId: '100001',
  ownerId: 'b'.repeat(32),
}
const part = fc.string({ maxLength: 8 })
const place = fc.record({
  table: part,
  column: part,
  rowId: part,
  ownerId: part,
  accountId: fc.constant('100001'),
})

const unreadable = (error: unknown) => error instanceof DomainError && error.code === 'secret.unreadable'

test('what was sealed opens in its place', () => {
  fc.assert(
    fc.property(place, fc.string({ unit: 'grapheme' }), (where, text) => {
      assert.equal(COPIES.open(where, COPIES.seal(where, text)), text)
    }),
  )
})

test('the same text sealed twice looks different', () => {
  assert.notDeepEqual(COPIES.seal(PLACE, 'text'), COPIES.seal(PLACE, 'text'))
})

test('S-22 a value moved to any other place does not open', () => {
  const sealed = COPIES.seal(PLACE, 'text')
  for (const name of ['table', 'column', 'rowId', 'accountId', 'ownerId'] as const) {
    const elsewhere = { ...PLACE, [name]: name === 'accountId' ? '100002' : `${PLACE[name]}x` }
    assert.throws(() => COPIES.open(elsewhere, sealed), unreadable, name)
  }
})

test('S-22 of two places that differ at all, neither opens the value of the other', () => {
  fc.assert(
    fc.property(place, place, (here, there) => {
      fc.pre(JSON.stringify(here) !== JSON.stringify(there))
      const sealed = COPIES.seal(here, 'text')
      assert.throws(() => COPIES.open(there, sealed), unreadable)
    }),
  )
})

test('S-22 letters pushed from one part of the place into the next make another place', () => {
  const sealed = COPIES.seal({ ...PLACE, table: 'ab', column: 'c' }, 'text')
  for (const [table, column] of [
    ['a', 'bc'],
    ['abc', ''],
    ['ab","c', ''],
  ] as const)
    assert.throws(() => COPIES.open({ ...PLACE, table, column }, sealed), unreadable)
})

test('S-22 any bit flipped, and it does not open', () => {
  const sealed = COPIES.seal(PLACE, '0123456789abcdef0123456789abcdef')
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const altered = sealed.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
    assert.throws(() => COPIES.open(PLACE, altered), unreadable, `bit ${bit}`)
  }
})

test('bytes cut short, prolonged or made up do not open, and never raise anything else', () => {
  const sealed = COPIES.seal(PLACE, 'text')
  for (let length = 0; length < sealed.length; length++)
    assert.throws(() => COPIES.open(PLACE, sealed.subarray(0, length)), unreadable)
  assert.throws(() => COPIES.open(PLACE, Buffer.concat([sealed, Buffer.of(0)])), unreadable)
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
      assert.throws(() => COPIES.open(PLACE, bytes), unreadable)
    }),
  )
})

test('after a new data key the old one still opens, and the new one seals', () => {
  const [old, current] = [accountKey('100001', 1), accountKey('100001', 2)]
  const copies = copiesWith(old)
  const before = copies.seal(PLACE, 'before')
  copies.add(current)
  assert.equal(copies.open(PLACE, before), 'before')
  const after = copies.seal(PLACE, 'after')
  assert.equal(copiesWith(current).open(PLACE, after), 'after')
})

test('an account without a data key can neither seal nor open', () => {
  const nobody = copiesWith()
  assert.throws(() => nobody.seal(PLACE, 'text'), DomainError)
  assert.throws(() => nobody.open(PLACE, COPIES.seal(PLACE, 'text')), unreadable)
})

test('a data key is unwrapped when its account first needs it, and only once', () => {
  const unwrapped: string[] = []
  const unwrap = (row: WrappedKey) => {
    unwrapped.push(row.id)
    return unwrapKey([MASTER], row)
  }
  const copies = new SealedCopies(unwrap, nonceSource(testRandom))
  for (const id of ['100001', '100002', '100003']) copies.add(accountKey(id))
  assert.equal(copies.open(PLACE, copies.seal(PLACE, 'text')), 'text')
  assert.deepEqual(unwrapped, ['account-100001-1'])
})

test('S-22 exchanged data keys make their accounts unreadable and harm no other', () => {
  const [one, two, three] = [accountKey('100001'), accountKey('100002'), accountKey('100003')]
  const sealed = copiesWith(one).seal(PLACE, 'text')
  const copies = copiesWith({ ...one, wrapped: two.wrapped }, { ...two, wrapped: one.wrapped }, three)
  assert.throws(() => copies.open(PLACE, sealed), unreadable)
  assert.throws(() => copies.seal(PLACE, 'text'), DomainError)
  const third = { ...PLACE, accountId: '100003' }
  assert.equal(copies.open(third, copies.seal(third, 'text')), 'text')
})

test('part of a larger buffer is read alone, as database drivers hand it out', () => {
  const sealed = COPIES.seal(PLACE, 'text')
  const whole = new Uint8Array(sealed.length + 20)
  whole.set(sealed, 10)
  assert.equal(COPIES.open(PLACE, whole.subarray(10, 10 + sealed.length)), 'text')
})

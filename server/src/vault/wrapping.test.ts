import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newDataKey } from './data-keys.ts'
import { MasterKeyError } from './errors.ts'
import { newMasterKey } from './master-key-source.ts'
import { testRandom } from './testing.ts'
import { unwrapKey, wrapKey } from './wrapping.ts'

const MASTER = newMasterKey(testRandom)
const OTHER = newMasterKey(testRandom)
const KEY = newDataKey(testRandom, { purpose: 'account', accountId: '100001', generation: 1, createdAtMs: 5 })
const ROW = wrapKey(MASTER, KEY, testRandom.bytes(12))

test('a data key is named after purpose, account and generation', () => {
  assert.equal(KEY.id, 'account-100001-1')
  const lookup = newDataKey(testRandom, { purpose: 'lookup', accountId: '', generation: 12, createdAtMs: 0 })
  assert.equal(lookup.id, 'lookup-12')
})

test('a wrapped key opens with its master key, also beside others', () => {
  assert.deepEqual(unwrapKey([OTHER, MASTER], ROW), { ...KEY, bytes: Buffer.from(KEY.bytes) })
})

test('the database holds nothing of the key in the clear', () => {
  assert.equal(Buffer.from(ROW.wrapped).indexOf(Buffer.from(KEY.bytes).subarray(0, 4)), -1)
})

test('another master key does not open it', () => {
  assert.throws(() => unwrapKey([OTHER], ROW), MasterKeyError)
  assert.throws(() => unwrapKey([], ROW), MasterKeyError)
})

test('any bit flipped, and it does not open', () => {
  for (let bit = 0; bit < ROW.wrapped.length * 8; bit++) {
    const wrapped = flipBit(ROW.wrapped, bit)
    assert.throws(() => unwrapKey([MASTER, OTHER], { ...ROW, wrapped }), MasterKeyError, `bit ${bit}`)
  }
})

test('cut short, and it does not open', () => {
  for (let length = 0; length < ROW.wrapped.length; length++)
    assert.throws(
      () => unwrapKey([MASTER], { ...ROW, wrapped: ROW.wrapped.subarray(0, length) }),
      MasterKeyError,
    )
})

test('in another row it does not open', () => {
  for (const change of [{ id: 'account-100002-1' }, { accountId: '100002' }, { purpose: 'lookup' } as const])
    assert.throws(() => unwrapKey([MASTER], { ...ROW, ...change }), MasterKeyError)
})

function flipBit(bytes: Uint8Array, bit: number): Uint8Array {
  return bytes.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isoTime } from './iso-time.ts'

const END_OF_9999 = Date.UTC(10_000, 0) - 1

test('every millisecond is written as Date writes it', () => {
  const property = fc.property(fc.integer({ min: 0, max: END_OF_9999 }), (ms) => {
    assert.equal(isoTime(ms), new Date(ms).toISOString())
  })
  fc.assert(property, { examples: [[0], [999], [1_000], [END_OF_9999]] })
})

test('the same second is written alike however many others came between', () => {
  const first = isoTime(1_700_000_000_123)
  for (let second = 0; second < 2_500; second++) isoTime(second * 1_000)
  assert.equal(isoTime(1_700_000_000_123), first)
  assert.equal(isoTime(1_700_000_000_007), '2023-11-14T22:13:20.007Z')
})

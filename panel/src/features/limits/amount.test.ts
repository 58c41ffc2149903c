import assert from 'node:assert/strict'
import { test } from 'node:test'
import '../../lib/messages/en/limits.ts'
import { amountOf, usedOf } from './amount.ts'

test('what is used of a limit of time is told in minutes from one minute on', () => {
  const told = [0, 59, 60, 89, 111, 5_400, 7_200].map((used) => usedOf(used, 'seconds'))
  assert.deepEqual(told, [
    '0 seconds',
    '59 seconds',
    '1 minute',
    '1 minute',
    '2 minutes',
    '90 minutes',
    '2 hours',
  ])
})

test('a limit itself stays exact, and what is counted is a number', () => {
  assert.equal(amountOf(90, 'seconds'), '90 seconds')
  assert.equal(usedOf(1_200, 'callers'), '1,200')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CallTotals } from './totals.ts'

test('totals add up by dialect, kind and outcome, each its own', () => {
  const totals = new CallTotals()
  totals.add({ dialect: 'native', kind: 'key', outcome: 'valid' }, 2)
  totals.add({ dialect: 'native', kind: 'key', outcome: 'valid' }, 3)
  totals.add({ dialect: 'native', kind: 'key', outcome: 'expired' }, 1)
  totals.add({ dialect: 'panel', kind: 'password', outcome: 'wrong' }, 1)
  assert.deepEqual(totals.list(), [
    { dialect: 'native', kind: 'key', outcome: 'valid', count: 5 },
    { dialect: 'native', kind: 'key', outcome: 'expired', count: 1 },
    { dialect: 'panel', kind: 'password', outcome: 'wrong', count: 1 },
  ])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { worriesAbout } from './keyAge.ts'

const DAY_MS = 24 * 3_600_000
const NOW = Date.parse('2026-11-22T12:00:00Z')
const agedDays = (days: number, lastUsedAt: string | null = null) =>
  worriesAbout({ createdAt: new Date(NOW - days * DAY_MS).toISOString(), lastUsedAt }, NOW)

test('a key is old after a year, used or not', () => {
  assert.deepEqual(
    [364, 365, 366].map((days) => agedDays(days).isOld),
    [false, false, true],
  )
  assert.equal(agedDays(366, '2026-11-22T11:00:00Z').isOld, true)
})

test('a key that is not used worries after a month, and before that is only not used yet', () => {
  assert.deepEqual(
    [0, 29, 30, 400].map((days) => agedDays(days).use),
    ['not-yet', 'not-yet', 'unused', 'unused'],
  )
  assert.equal(agedDays(400, '2026-09-01T00:00:00Z').use, 'used')
})

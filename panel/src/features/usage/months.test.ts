import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MonthUsage, UsageHistory } from '@keyward/sdk'
import { monthsOf, toDate } from './months.ts'

const NOW_MS = Date.UTC(2026, 2, 15)
const history = (months: readonly MonthUsage[]): UsageHistory => ({
  keptSince: '2023-04-01T00:00:00.000Z',
  months,
  byKey: [],
})
const count = (month: string, calls: number, more: Partial<MonthUsage> = {}): MonthUsage => ({
  ...{ month, calls, dialect: 'native', outcome: 'valid' },
  ...more,
})

test('a year is shown to its running month, also of somebody who never called', () => {
  const steps = monthsOf(history([]), NOW_MS)
  assert.equal(steps.length, 12)
  assert.deepEqual([steps[0]?.at, steps.at(-1)?.at], ['2025-04-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'])
})

test('months go back to the first with calls, and add up what ended alike in any API', () => {
  const months = [
    count('2024-12', 1),
    count('2026-03', 2),
    count('2026-03', 4, { dialect: 'email' }),
    count('2026-03', 8, { outcome: 'expired' }),
  ]
  const steps = monthsOf(history(months), NOW_MS)
  assert.equal(steps.length, 16)
  assert.equal(steps[0]?.calls.valid, 1)
  assert.deepEqual(steps.at(-1)?.calls, { valid: 6, expired: 8, disabled: 0 })
})

test('to date, calls of an API are those of all months, the rejected apart', () => {
  const months = [
    count('2025-01', 1),
    count('2026-03', 2, { outcome: 'disabled' }),
    count('2026-03', 4, { outcome: 'expired' }),
    count('2026-03', 9, { dialect: 'email' }),
  ]
  assert.deepEqual(toDate(history(months)), [
    { dialect: 'email', valid: 9, rejected: 0 },
    { dialect: 'native', valid: 1, rejected: 6 },
  ])
})

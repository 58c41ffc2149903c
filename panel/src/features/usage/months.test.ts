import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MonthUsage, UsageHistory } from '@keyward/sdk'
import { keysIn, monthsOf, toDate } from './months.ts'
import { NO_CALLS } from './timeline.ts'

const NOW_MS = Date.UTC(2026, 2, 15)
const history = (months: readonly MonthUsage[]): UsageHistory => ({
  keptSince: '2023-04-01T00:00:00.000Z',
  months,
  byKey: [],
  mail: null,
})
const count = (month: string, calls: number, more: Partial<MonthUsage> = {}): MonthUsage => ({
  ...{ month, calls, dialect: 'native', outcome: 'valid', tokens: 0, verifications: 0 },
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
  assert.deepEqual(steps.at(-1)?.calls, { ...NO_CALLS, valid: 6, expired: 8 })
})

test('to date, the counters of an API are those of all months; what was rejected is among its calls', () => {
  const months = [
    count('2025-01', 1),
    count('2026-03', 2, { outcome: 'disabled' }),
    count('2026-03', 4, { outcome: 'expired' }),
    count('2026-03', 9, { dialect: 'email', tokens: 2, verifications: 1 }),
    count('2026-02', 1, { dialect: 'email', tokens: 1, verifications: 1 }),
  ]
  assert.deepEqual(toDate(history(months)), [
    { dialect: 'email', calls: 10, tokens: 3, verifications: 2, rejected: 0 },
    { dialect: 'native', calls: 7, tokens: 0, verifications: 0, rejected: 6 },
  ])
})

test('the keys of an API are those that were used in it, the most used there first', () => {
  const counters = (dialect: string, calls: number) => ({
    ...{ dialect, calls, rejected: 0, tokens: 0, verifications: 0 },
  })
  const key = (keyId: string, ...byDialect: ReturnType<typeof counters>[]) => ({
    ...{ keyId, userId: 'u', username: 'ann', calls: 9, lastUse: '2026-03-01T00:00:00.000Z' },
    ...{
      lastFour: null,
      current: true,
      applicationCredential: null,
      userKey: null,
      byOutcome: [],
      byDialect,
    },
  })
  const used = {
    ...history([]),
    byKey: [key('a', counters('native', 1)), key('b', counters('native', 2), counters('email', 3)), key('c')],
  }
  assert.deepEqual(
    keysIn(used, 'native').map(({ used: { keyId }, counters: { calls } }) => [keyId, calls]),
    [
      ['b', 2],
      ['a', 1],
    ],
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatNumber } from './numbers.ts'

test('numbers are written as the formatter of the language writes them', () => {
  const formatter = new Intl.NumberFormat('en')
  for (const value of [
    0,
    1,
    -1,
    0.5,
    1.1,
    12.345,
    2 / 3,
    999,
    999.4996,
    999.9999,
    1_000,
    -1_000,
    25_600,
    1_234_567,
  ])
    assert.equal(formatNumber(value), formatter.format(value))
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { durationOfSeconds, secondsOfDuration } from './iso-duration.ts'

test('what is written is read as the same number of seconds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400_000_000 }), (seconds) => {
      assert.equal(secondsOfDuration(durationOfSeconds(seconds)), seconds)
    }),
  )
  assert.equal(durationOfSeconds(90 * 86_400 + 6 * 3_600 + 30 * 60 + 5), 'P90DT6H30M5S')
  assert.equal(durationOfSeconds(900), 'PT15M')
})

test('years, months, weeks, fractions, signs and emptiness are no durations here', () => {
  for (const text of [
    '',
    'P',
    'PT',
    'P1DT',
    'P1Y',
    'P1M',
    'P1W',
    'PT1.5S',
    '-PT1S',
    'PT1S ',
    '15',
    'pt1s',
    'PT1M1H',
  ]) {
    assert.equal(secondsOfDuration(text), null, text)
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LONGEST_OVERLAP_DAYS, overlapSeconds } from './overlap.ts'

const NOW = new Date('2026-03-12T14:20').getTime()

test('the fixed choices are nothing, an hour, a day and a week', () => {
  const seconds = (['now', 'hour', 'day', 'week'] as const).map((name) =>
    overlapSeconds({ name, at: '' }, NOW),
  )
  assert.deepEqual(seconds, [0, 3600, 86_400, 604_800])
})

test('an own moment counts from now, in the local time of the field', () => {
  assert.equal(overlapSeconds({ name: 'at', at: '2026-03-12T15:20' }, NOW), 3600)
})

test('a moment that is past, empty, no date or beyond the limit is no overlap', () => {
  for (const at of ['2026-03-12T14:20', '2026-03-12T14:19', '', 'soon', '2026-05-12T14:20']) {
    assert.equal(overlapSeconds({ name: 'at', at }, NOW), null, at)
  }
})

test('the very last moment allowed is 30 days from now', () => {
  const last = new Date(NOW + LONGEST_OVERLAP_DAYS * 86_400_000)
  assert.equal(overlapSeconds({ name: 'at', at: last.toISOString() }, NOW), 2_592_000)
})

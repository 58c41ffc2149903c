import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Usage, UsagePoint } from '@keyward/sdk'
import { NO_CALLS, outcomesIn, timelineOf } from './timeline.ts'

process.env['TZ'] = 'America/New_York'

function usage(points: readonly UsagePoint[], more: Partial<Usage> = {}): Usage {
  return {
    window: '24h',
    from: '2026-03-11T14:20:00.000Z',
    to: '2026-03-12T14:20:00.000Z',
    stepSeconds: 3600,
    recordedSince: '2026-01-01T00:00:00.000Z',
    points,
    unknownEverywhere: null,
    byDialect: [],
    byCaller: [],
    byUser: [],
    byKey: [],
    ...more,
  }
}

test('every step is there, also those without calls, from the one in which the window begins', () => {
  const { steps } = timelineOf(usage([]), 'utc')
  assert.equal(steps.length, 25)
  assert.equal(steps[0]?.at, '2026-03-11T14:00:00.000Z')
  assert.equal(steps.at(-1)?.at, '2026-03-12T14:00:00.000Z')
  assert.deepEqual(steps[0]?.calls, NO_CALLS)
})

test('calls of one step and outcome are added up', () => {
  const at = '2026-03-11T16:00:00.000Z'
  const { steps } = timelineOf(
    usage([
      { at, outcome: 'valid', calls: 2 },
      { at, outcome: 'valid', calls: 3 },
      { at, outcome: 'expired', calls: 7 },
    ]),
    'utc',
  )
  assert.deepEqual(steps[2]?.calls, { ...NO_CALLS, valid: 5, expired: 7 })
})

test('days count from midnight UTC', () => {
  const points: readonly UsagePoint[] = [{ at: '2026-03-12T00:00:00.000Z', outcome: 'valid', calls: 4 }]
  const { steps } = timelineOf(
    usage(points, { from: '2026-02-10T14:20:00.000Z', stepSeconds: 86_400 }),
    'utc',
  )
  assert.equal(steps.length, 31)
  assert.equal(steps.at(-1)?.calls.valid, 4)
})

test('what lies outside of the window is left out', () => {
  const { steps } = timelineOf(
    usage([
      { at: '2026-03-10T00:00:00.000Z', outcome: 'valid', calls: 9 },
      { at: '2026-03-13T00:00:00.000Z', outcome: 'valid', calls: 9 },
    ]),
    'utc',
  )
  assert.ok(steps.every(({ calls }) => calls.valid === 0))
})

test('outcomes that never happened are not drawn, but "valid" always is', () => {
  assert.deepEqual(outcomesIn(timelineOf(usage([]), 'utc').steps), ['valid'])
  const points: readonly UsagePoint[] = [{ at: '2026-03-12T00:00:00.000Z', outcome: 'disabled', calls: 1 }]
  assert.deepEqual(outcomesIn(timelineOf(usage(points), 'utc').steps), ['valid', 'disabled'])
})

test('local days begin at local midnight, also where clocks are put on', () => {
  // On 8 March 2026 the day has 23 hours there.
  const points: readonly UsagePoint[] = [
    { at: '2026-03-08T04:00:00.000Z', outcome: 'valid', calls: 1 },
    { at: '2026-03-08T05:00:00.000Z', outcome: 'valid', calls: 2 },
    { at: '2026-03-09T03:00:00.000Z', outcome: 'valid', calls: 4 },
    { at: '2026-03-09T04:00:00.000Z', outcome: 'valid', calls: 8 },
  ]
  const period = { from: '2026-03-01T05:00:00.000Z', to: '2026-03-11T04:00:00.000Z' }
  const { steps, daily } = timelineOf(usage(points, period), 'local')
  assert.ok(daily)
  assert.deepEqual(
    steps.map(({ at, calls }) => [at.slice(5, 13), calls.valid]),
    [
      ...[1, 2, 3, 4, 5, 6].map((day) => [`03-0${day}T05`, 0]),
      ['03-07T05', 1],
      ['03-08T05', 6],
      ['03-09T04', 8],
      ['03-10T04', 0],
    ],
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Usage, UsagePoint } from '@keyward/sdk'
import { outcomesIn, timelineOf } from './timeline.ts'

function usage(points: readonly UsagePoint[], more: Partial<Usage> = {}): Usage {
  return {
    window: '24h',
    from: '2026-03-11T14:20:00.000Z',
    to: '2026-03-12T14:20:00.000Z',
    stepSeconds: 3600,
    recordedSince: '2026-01-01T00:00:00.000Z',
    points,
    byDialect: [],
    byCaller: [],
    byUser: [],
    byKey: [],
    ...more,
  }
}

test('every step is there, also those without calls, from the one in which the window begins', () => {
  const steps = timelineOf(usage([]))
  assert.equal(steps.length, 25)
  assert.equal(steps[0]?.at, '2026-03-11T14:00:00.000Z')
  assert.equal(steps.at(-1)?.at, '2026-03-12T14:00:00.000Z')
  assert.deepEqual(steps[0]?.calls, { valid: 0, expired: 0, disabled: 0 })
})

test('calls of one step and outcome are added up', () => {
  const at = '2026-03-11T16:00:00.000Z'
  const steps = timelineOf(
    usage([
      { at, outcome: 'valid', calls: 2 },
      { at, outcome: 'valid', calls: 3 },
      { at, outcome: 'expired', calls: 7 },
    ]),
  )
  assert.deepEqual(steps[2]?.calls, { valid: 5, expired: 7, disabled: 0 })
})

test('days count from midnight UTC', () => {
  const points: readonly UsagePoint[] = [{ at: '2026-03-12T00:00:00.000Z', outcome: 'valid', calls: 4 }]
  const steps = timelineOf(usage(points, { from: '2026-02-10T14:20:00.000Z', stepSeconds: 86_400 }))
  assert.equal(steps.length, 31)
  assert.equal(steps.at(-1)?.calls.valid, 4)
})

test('what lies outside of the window is left out', () => {
  const steps = timelineOf(
    usage([
      { at: '2026-03-10T00:00:00.000Z', outcome: 'valid', calls: 9 },
      { at: '2026-03-13T00:00:00.000Z', outcome: 'valid', calls: 9 },
    ]),
  )
  assert.ok(steps.every(({ calls }) => calls.valid === 0))
})

test('outcomes that never happened are not drawn, but "valid" always is', () => {
  assert.deepEqual(outcomesIn(timelineOf(usage([]))), ['valid'])
  const points: readonly UsagePoint[] = [{ at: '2026-03-12T00:00:00.000Z', outcome: 'disabled', calls: 1 }]
  assert.deepEqual(outcomesIn(timelineOf(usage(points))), ['valid', 'disabled'])
})

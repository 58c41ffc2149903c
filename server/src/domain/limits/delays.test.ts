import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { Buckets } from './bucket.ts'
import { Delays } from './delays.ts'

describe('the bucket', () => {
  test('lets its capacity through at once, then its rate and no more', () => {
    const rule = { capacity: 20, perMinute: 10 }
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { maxLength: 300 }), (waits) => {
        const buckets = new Buckets(rule)
        let nowMs = 0
        let taken = 0
        for (const wait of waits) {
          nowMs += wait
          if (buckets.waitSeconds('a', nowMs) > 0) continue
          buckets.take('a', nowMs)
          taken++
        }
        assert.ok(taken <= rule.capacity + (nowMs / MINUTE_MS) * rule.perMinute + 1)
      }),
    )
  })

  test('is full again after the time it named', () => {
    const buckets = new Buckets({ capacity: 1, perMinute: 10 })
    buckets.take('a', 0)
    const seconds = buckets.waitSeconds('a', 0)
    assert.equal(seconds, 6)
    assert.equal(buckets.waitSeconds('a', (seconds - 1) * 1_000) > 0, true)
    assert.equal(buckets.waitSeconds('a', seconds * 1_000), 0)
  })

  test('keeps names apart and never holds more than its capacity', () => {
    const buckets = new Buckets({ capacity: 2, perMinute: 1 })
    buckets.giveBack('a', 50, 0)
    buckets.take('a', 0)
    buckets.take('a', 0)
    assert.ok(buckets.waitSeconds('a', 0) > 0)
    assert.equal(buckets.waitSeconds('b', 0), 0)
  })

  test('a clock that jumps back takes no tokens away', () => {
    const buckets = new Buckets({ capacity: 5, perMinute: 1 })
    buckets.take('a', 1_000_000)
    assert.equal(buckets.waitSeconds('a', 0), 0)
  })
})

describe('a full memory', () => {
  test('forgets the source seen longest ago, and no other', () => {
    const buckets = new Buckets({ capacity: 1, perMinute: 1 })
    const isEmpty = (name: number) => buckets.waitSeconds(`s${name}`, 0) > 0
    for (let name = 0; name < 100_000; name++) buckets.take(`s${name}`, 0)
    assert.deepEqual([isEmpty(0), isEmpty(1)], [true, true])
    buckets.take('s0', 0)
    buckets.take('another', 0)
    assert.deepEqual([isEmpty(0), isEmpty(1), isEmpty(2)], [true, false, true])
  })

  test('forgets the name whose last failure is longest ago, and no other', () => {
    const delays = new Delays()
    const isDelayed = (name: number) => delays.waitSeconds(`n${name}`, 0) > 0
    for (const name of [0, 1, 2]) for (let at = 0; at < 5; at++) delays.failed(`n${name}`, 0)
    for (let name = 3; name < 100_000; name++) delays.failed(`n${name}`, 0)
    assert.deepEqual([isDelayed(0), isDelayed(1), isDelayed(2)], [true, true, true])
    delays.failed('n0', 0)
    delays.failed('another', 0)
    assert.deepEqual([isDelayed(0), isDelayed(1), isDelayed(2)], [true, false, true])
  })
})

describe('the delay', () => {
  test('counts from the last failure, to the millisecond, and is told in whole seconds', () => {
    const delays = new Delays()
    for (let failure = 0; failure < 8; failure++) delays.failed('a', 1_000)
    const told = [1_000, 1_001, 2_000, 8_999, 9_000, 20_000].map((nowMs) => delays.waitSeconds('a', nowMs))
    assert.deepEqual(told, [8, 8, 7, 1, 0, 0])
  })

  test('is forgotten a day after the last failure, not a millisecond before', () => {
    const dayMs = 24 * 60 * MINUTE_MS
    for (const [idleMs, expected] of [
      [dayMs - 1, 32],
      [dayMs, 0],
    ] as const) {
      const delays = new Delays()
      for (let failure = 0; failure < 9; failure++) delays.failed('a', 5_000)
      delays.failed('a', 5_000 + idleMs)
      assert.equal(delays.waitSeconds('a', 5_000 + idleMs), expected)
    }
  })

  test('of one name is none of another, and a success ends it', () => {
    const delays = new Delays()
    for (let failure = 0; failure < 6; failure++) delays.failed('a', 0)
    assert.deepEqual([delays.waitSeconds('a', 0), delays.waitSeconds('b', 0)], [2, 0])
    delays.succeeded('b')
    assert.equal(delays.waitSeconds('a', 0), 2)
    delays.succeeded('a')
    assert.equal(delays.waitSeconds('a', 0), 0)
  })

  test('starts after five failures, doubles, and ends at 15 minutes', () => {
    const delays = new Delays()
    const seen: number[] = []
    for (let failure = 1; failure <= 20; failure++) {
      delays.failed('a', 0)
      seen.push(delays.waitSeconds('a', 0))
    }
    assert.deepEqual(seen.slice(0, 8), [0, 0, 0, 0, 1, 2, 4, 8])
    assert.equal(seen.at(-1), 900)
  })

  test('is over after a success and after a day of quiet', () => {
    const delays = new Delays()
    for (let failure = 0; failure < 9; failure++) delays.failed('a', 0)
    assert.equal(delays.waitSeconds('a', 24 * 60 * MINUTE_MS), 0)
    delays.succeeded('a')
    assert.equal(delays.waitSeconds('a', 0), 0)
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { TestClock } from '../../../../tests/support/test-clock.ts'
import { DomainError } from '../errors.ts'
import { Limiter } from './limiter.ts'

// However somebody spreads guesses over time, addresses and names.

/** How long one has to wait; 0 for what was let through. */
function waitAfter(act: () => unknown): number {
  try {
    act()
    return 0
  } catch (error) {
    assert.ok(error instanceof DomainError && error.code === 'throttled')
    return error.facts.retryAfterSeconds ?? assert.fail('no time is told')
  }
}

interface Guess {
  readonly host: number
  readonly name: number
  readonly waitMs: number
}
const guess: fc.Arbitrary<Guess> = fc.record({
  host: fc.nat(11),
  name: fc.nat(2),
  waitMs: fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(20_000) }),
})
const guesses = fc.array(guess, { minLength: 30, maxLength: 300 })

/** Most that may come through in any stretch of time. */
function assertBounded(through: readonly number[], capacity: number, perMinute: number): void {
  for (const [first, fromMs] of through.entries()) {
    for (let last = first; last < through.length; last++) {
      const most = capacity + (((through[last] ?? 0) - fromMs) / 60_000) * perMinute
      assert.ok(last - first + 1 <= most + 1e-6, `${last - first + 1} of ${most}`)
    }
  }
}

describe('keys that match nothing', () => {
  test('come through from one address 20 at once and 10 a minute, from its network 200 and 100', () => {
    fc.assert(
      fc.property(guesses, (all) => {
        const clock = new TestClock(0)
        const limiter = new Limiter(clock)
        const byHost = new Map<number, number[]>()
        const byNetwork: number[] = []
        for (const { host, waitMs } of all) {
          clock.advance(waitMs)
          if (waitAfter(() => limiter.failed(`192.0.2.${host}`, null)) > 0) continue
          byHost.set(host, [...(byHost.get(host) ?? []), clock.now()])
          byNetwork.push(clock.now())
        }
        for (const through of byHost.values()) assertBounded(through, 20, 10)
        assertBounded(byNetwork, 200, 100)
      }),
      { numRuns: 25 },
    )
  })

  test('wait exactly as long as they are told: a second less is too early', () => {
    fc.assert(
      fc.property(guesses, (all) => {
        const clock = new TestClock(0)
        const limiter = new Limiter(clock)
        for (const { waitMs } of all) {
          clock.advance(waitMs)
          const seconds = waitAfter(() => limiter.failed('192.0.2.1', null))
          if (seconds === 0) continue
          clock.advance((seconds - 1) * 1_000)
          if (seconds > 1) assert.ok(waitAfter(() => limiter.failed('192.0.2.1', null)) > 0)
          clock.advance(1_000)
          assert.equal(
            waitAfter(() => limiter.failed('192.0.2.1', null)),
            0,
          )
        }
      }),
      { numRuns: 25 },
    )
  })
})

describe('wrong passwords', () => {
  test('at one name from anywhere wait longer each time, and never more than a quarter of an hour', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60_000), { minLength: 10, maxLength: 60 }), (waits) => {
        const clock = new TestClock(0)
        const limiter = new Limiter(clock)
        let failures = 0
        let lastMs = 0
        for (const [at, waitMs] of waits.entries()) {
          clock.advance(waitMs)
          // A network of its own each time: the name alone is what is counted.
          const seconds = waitAfter(() => limiter.passwordAttempt(`10.${at}.0.1`, 'joe', false).failed())
          const delayMs = failures < 5 ? 0 : Math.min(900_000, 1_000 * 2 ** (failures - 5))
          const leftMs = failures === 0 ? 0 : Math.max(0, lastMs + delayMs - clock.now())
          assert.equal(seconds, Math.ceil(leftMs / 1_000), `failure ${failures}`)
          if (seconds > 0) continue
          failures++
          lastMs = clock.now()
        }
      }),
      { numRuns: 25 },
    )
  })

  test('at many names from one place meet its limit, however the names are spelt', () => {
    const clock = new TestClock(0)
    const limiter = new Limiter(clock)
    const names = Array.from({ length: 40 }, (_, at) => `user${at}`)
    const through = names.filter(
      (name) => waitAfter(() => limiter.passwordAttempt('192.0.2.1', name, false).failed()) === 0,
    )
    assert.equal(through.length, 20)
  })

  test('that turn out right leave nothing behind, whatever came before', () => {
    fc.assert(
      fc.property(fc.nat(4), fc.nat(4), (before, after) => {
        const limiter = new Limiter(new TestClock(0))
        const fail = () => waitAfter(() => limiter.passwordAttempt('192.0.2.1', 'joe', false).failed())
        for (let at = 0; at < before; at++) assert.equal(fail(), 0)
        limiter.passwordAttempt('192.0.2.1', 'joe', false).succeeded()
        for (let at = 0; at < after; at++) assert.equal(fail(), 0)
        assert.equal(
          waitAfter(() => limiter.passwordAttempt('192.0.2.1', 'joe', false)),
          0,
        )
      }),
    )
  })
})

describe('failures of one kind', () => {
  test('cost nothing of another kind, nor of another name or network', () => {
    const clock = new TestClock(0)
    const limiter = new Limiter(clock)
    for (let at = 0; at < 100; at++) waitAfter(() => limiter.failed('192.0.2.1', 'joe'))
    assert.ok(waitAfter(() => limiter.failed('192.0.2.1', 'joe')) > 0)
    assert.equal(
      waitAfter(() => limiter.passwordForgotten('192.0.2.1', 'joe')),
      0,
    )
    assert.equal(
      waitAfter(() => limiter.passwordAttempt('198.51.100.1', 'joe', false)),
      0,
    )
    assert.equal(
      waitAfter(() => limiter.passwordAttempt('192.0.2.1', 'joe', true)),
      0,
      'known there',
    )
    assert.equal(
      waitAfter(() => limiter.failed('198.51.100.1', 'joe')),
      0,
    )
  })
})

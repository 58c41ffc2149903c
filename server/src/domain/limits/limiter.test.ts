import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { DomainError } from '../errors.ts'
import { Buckets } from './bucket.ts'
import { Delays } from './delays.ts'
import { Limiter } from './limiter.ts'

const MINUTE_MS = 60_000

function limiterAt(startMs = 0) {
  let nowMs = startMs
  const limiter = new Limiter({ now: () => nowMs })
  return { limiter, wait: (ms: number) => (nowMs += ms) }
}

function throttledFor(act: () => unknown): number {
  try {
    act()
    return 0
  } catch (error) {
    assert.ok(error instanceof DomainError && error.code === 'throttled', String(error))
    return error.facts.retryAfterSeconds ?? 0
  }
}

function failKeys(limiter: Limiter, address: string, count: number, name: string | null = null): void {
  for (let at = 0; at < count; at++) limiter.failed(address, name)
}

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

describe('the delay', () => {
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

describe('credentials that match nothing', () => {
  test('are refused with a waiting time after 20 from one address', () => {
    const { limiter } = limiterAt()
    failKeys(limiter, '192.0.2.1', 20)
    assert.equal(
      throttledFor(() => limiter.failed('192.0.2.1', null)),
      6,
    )
  })

  test('from one address do not stop another in the same network', () => {
    const { limiter } = limiterAt()
    failKeys(limiter, '192.0.2.1', 20)
    assert.equal(
      throttledFor(() => limiter.failed('192.0.2.2', null)),
      0,
    )
  })

  test('spread over a /24 meet the wider limit', () => {
    const { limiter } = limiterAt()
    for (let host = 1; host <= 10; host++) failKeys(limiter, `192.0.2.${host}`, 20)
    assert.ok(throttledFor(() => limiter.failed('192.0.2.200', null)) > 0)
  })

  test('count by the /64 in IPv6, whatever the spelling', () => {
    const { limiter } = limiterAt()
    failKeys(limiter, '2001:db8:0:1::1', 10)
    failKeys(limiter, '2001:0db8::1:aaaa:bbbb:cccc:dddd', 10)
    assert.ok(throttledFor(() => limiter.failed('2001:db8:0:1:9::', null)) > 0)
    assert.equal(
      throttledFor(() => limiter.failed('2001:db8:0:2::1', null)),
      0,
    )
  })

  test('cost nothing more while the address is throttled', () => {
    const { limiter, wait } = limiterAt()
    failKeys(limiter, '192.0.2.1', 20)
    for (let at = 0; at < 1_000; at++) throttledFor(() => limiter.failed('192.0.2.1', null))
    wait(6_000)
    assert.equal(
      throttledFor(() => limiter.failed('192.0.2.1', null)),
      0,
    )
  })
})

describe('the wrong kind of credential followed by the right one', () => {
  test('counts nothing, however often it happens', () => {
    const { limiter } = limiterAt()
    for (let login = 0; login < 200; login++) {
      limiter.failed('192.0.2.1', 'Alice')
      limiter.passwordAttempt('192.0.2.1', 'alice', false).succeeded()
    }
  })

  test("forgives only that user's own failures", () => {
    const { limiter } = limiterAt()
    for (let guess = 0; guess < 20; guess++) {
      limiter.failed('192.0.2.1', 'victim')
      limiter.succeeded('192.0.2.1', 'attacker')
    }
    assert.ok(throttledFor(() => limiter.failed('192.0.2.1', 'victim')) > 0)
  })
})

describe('passwords', () => {
  test('strangers who fail cannot keep out a user from a known network', () => {
    const { limiter } = limiterAt()
    for (let guess = 0; guess < 15; guess++) {
      const address = `198.51.100.${guess}`
      throttledFor(() => limiter.passwordAttempt(address, 'alice', false).failed())
    }
    assert.ok(throttledFor(() => limiter.passwordAttempt('198.51.100.99', 'alice', false)) > 0)
    assert.equal(
      throttledFor(() => limiter.passwordAttempt('192.0.2.1', 'alice', true)),
      0,
    )
  })

  test('somebody failing behind the same address does not keep out a user known there', () => {
    const { limiter } = limiterAt()
    failKeys(limiter, '192.0.2.1', 20)
    assert.equal(
      throttledFor(() => limiter.passwordAttempt('192.0.2.1', 'alice', true)),
      0,
    )
    assert.ok(throttledFor(() => limiter.passwordAttempt('192.0.2.1', 'bob', false)) > 0)
  })

  test('guessing from a known network is delayed too', () => {
    const { limiter } = limiterAt()
    for (let guess = 0; guess < 5; guess++) limiter.passwordAttempt('192.0.2.1', 'alice', true).failed()
    assert.equal(
      throttledFor(() => limiter.passwordAttempt('192.0.2.1', 'alice', true)),
      1,
    )
  })

  test('unknown names are delayed like known ones', () => {
    const { limiter } = limiterAt()
    for (let guess = 0; guess < 5; guess++)
      limiter.passwordAttempt(`192.0.2.${guess}`, 'nobody', false).failed()
    assert.equal(
      throttledFor(() => limiter.passwordAttempt('192.0.2.9', 'nobody', false)),
      1,
    )
  })
})

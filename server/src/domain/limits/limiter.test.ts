import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DomainError } from '../errors.ts'
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

  test('gives back three failures at most, in the wider network too', () => {
    for (const [failures, left] of [
      [3, 20],
      [4, 19],
    ] as const) {
      const { limiter } = limiterAt()
      failKeys(limiter, '192.0.2.1', failures, 'alice')
      limiter.succeeded('192.0.2.1', 'ALICE')
      limiter.succeeded('192.0.2.1', 'alice')
      failKeys(limiter, '192.0.2.1', left)
      assert.equal(
        throttledFor(() => limiter.failed('192.0.2.1', null)),
        6,
      )
    }
    const { limiter } = limiterAt()
    for (let host = 1; host <= 100; host++) {
      failKeys(limiter, `192.0.2.${host}`, 2, 'bob')
      limiter.succeeded(`192.0.2.${host}`, 'bob')
    }
    for (let host = 1; host <= 10; host++) failKeys(limiter, `192.0.2.${host}`, 20)
    assert.ok(throttledFor(() => limiter.failed('192.0.2.200', null)) > 0)
  })

  test('forgives nothing at another address', () => {
    const { limiter } = limiterAt()
    failKeys(limiter, '192.0.2.1', 3, 'alice')
    limiter.succeeded('192.0.2.2', 'alice')
    failKeys(limiter, '192.0.2.1', 17)
    assert.ok(throttledFor(() => limiter.failed('192.0.2.1', null)) > 0)
  })

  test('forgets whom to forgive when there are too many, and forgives those that come then', () => {
    const { limiter } = limiterAt()
    const fail = (at: number) => limiter.failed(`10.${at >> 8}.${at & 255}.1`, 'alice')
    for (let at = 0; at <= 10_000; at++) fail(at)
    const allowance = (at: number) => {
      const address = `10.${at >> 8}.${at & 255}.1`
      limiter.succeeded(address, 'alice')
      let left = 0
      while (throttledFor(() => limiter.failed(address, null)) === 0) left++
      return left
    }
    assert.deepEqual([allowance(9_999), allowance(10_000)], [19, 20])
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

  test('a failed one counts at its place as a wrong key does; a right one ends the delay of the name', () => {
    const { limiter } = limiterAt()
    for (let at = 0; at < 20; at++) limiter.passwordAttempt('192.0.2.1', `name${at}`, false).failed()
    assert.equal(
      throttledFor(() => limiter.failed('192.0.2.1', null)),
      6,
    )
    for (let at = 0; at < 4; at++) limiter.passwordAttempt('198.51.100.1', 'alice', false).failed()
    limiter.passwordAttempt('198.51.100.1', 'alice', false).succeeded()
    limiter.passwordAttempt('198.51.100.1', 'alice', false).failed()
    assert.equal(
      throttledFor(() => limiter.passwordAttempt('198.51.100.1', 'alice', false)),
      0,
    )
  })
})

describe('forgotten passwords', () => {
  const ask = (limiter: Limiter, address: string, name: string) => limiter.passwordForgotten(address, name)

  test('bring three links for a name in any spelling, then one in twenty minutes, from wherever', () => {
    const { limiter, wait } = limiterAt()
    const asked = ['Alice', 'alice', 'ALICE', 'alice'].map((name, at) => ask(limiter, `192.0.${at}.1`, name))
    assert.deepEqual(asked, [true, true, true, false])
    assert.equal(ask(limiter, '192.0.9.1', 'bob'), true)
    wait(20 * MINUTE_MS - 1)
    assert.equal(ask(limiter, '192.0.10.1', 'alice'), false)
    wait(1)
    assert.equal(ask(limiter, '192.0.11.1', 'alice'), true)
    assert.equal(ask(limiter, '192.0.12.1', 'alice'), false)
  })

  test('are ten from one place, then two a minute, whoever they are for', () => {
    const { limiter, wait } = limiterAt()
    for (let at = 0; at < 10; at++) assert.equal(ask(limiter, '192.0.2.1', `name${at}`), true)
    const next = () => throttledFor(() => ask(limiter, '192.0.2.1', 'another'))
    assert.equal(next(), 30)
    wait(29_999)
    assert.equal(next(), 1)
    wait(1)
    assert.equal(next(), 0)
  })

  test('spread over a network meet the wider limit', () => {
    const { limiter } = limiterAt()
    for (let at = 0; at < 100; at++) ask(limiter, `192.0.2.${at >> 3}`, `name${at}`)
    assert.equal(
      throttledFor(() => ask(limiter, '192.0.2.200', 'another')),
      3,
    )
  })

  test('count nothing against keys and passwords, nor those against them', () => {
    const { limiter } = limiterAt()
    failKeys(limiter, '192.0.2.1', 20)
    assert.equal(ask(limiter, '192.0.2.1', 'alice'), true)
    for (let at = 1; at < 10; at++) ask(limiter, '192.0.2.2', `name${at}`)
    assert.equal(
      throttledFor(() => limiter.failed('192.0.2.2', null)),
      0,
    )
  })
})

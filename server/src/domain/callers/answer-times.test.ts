import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HOUR_MS, TestClock } from '../../../../tests/support/test-clock.ts'
import { AnswerTimes } from './answer-times.ts'

function setUp() {
  const clock = new TestClock()
  const times = new AnswerTimes(clock)
  const add = (dialect: string, count: number, ms: number) => {
    for (let n = 0; n < count; n++) times.add(dialect, ms)
  }
  return { clock, times, add }
}

test('answer times are told by the hour over all dialects, and by dialect over all hours', () => {
  const { clock, times, add } = setUp()
  const firstMs = clock.now() - (clock.now() % HOUR_MS)
  add('native', 94, 0.2)
  add('identity-v3', 6, 40)
  clock.advance(HOUR_MS)
  add('native', 1, 8)
  assert.deepEqual(times.byHour(), [
    { atMs: firstMs, p50Ms: 0.2, p95Ms: 50 },
    { atMs: firstMs + HOUR_MS, p50Ms: 10, p95Ms: 10 },
  ])
  assert.deepEqual(times.byDialect(), [
    { dialect: 'identity-v3', p50Ms: 50, p95Ms: 50 },
    { dialect: 'native', p50Ms: 0.2, p95Ms: 0.2 },
  ])
})

test('an answer that took as long as a class says is of that class, and one beyond all is of the last', () => {
  const { times, add } = setUp()
  add('a', 1, 0)
  add('b', 1, 1)
  add('c', 1, 1.1)
  add('d', 1, 1e9)
  assert.deepEqual(
    times.byDialect().map(({ p95Ms }) => p95Ms),
    [0.1, 1, 1.5, 30_000],
  )
})

test('a week is remembered, and a clock that is set back makes no hour of its own', () => {
  const { clock, times, add } = setUp()
  for (let hour = 0; hour < 200; hour++) {
    add('a', 1, 1)
    clock.advance(HOUR_MS)
  }
  assert.equal(times.byHour().length, 168)
  const newest = times.byHour().at(-1)
  clock.advance(-5 * HOUR_MS)
  add('a', 1, 1)
  assert.deepEqual(times.byHour().at(-1), newest)
})

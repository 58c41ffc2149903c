import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { openTestDeps, type TestDeps } from '../../../../tests/support/deps.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { AnswerTimes } from './answer-times.ts'
import { tellAnswerTimes } from './tell-answer-times.ts'

async function setUp(t: TestContext) {
  const world = await openTestDeps()
  t.after(() => world.close())
  const add = (dialect: string, count: number, ms: number) => {
    for (let n = 0; n < count; n++) world.deps.calls.answers.add(dialect, ms)
  }
  return { ...world, add }
}

const byDialect = async ({ deps }: Pick<TestDeps, 'deps'>) =>
  (await tellAnswerTimes(deps, '24h')).byDialect.map(({ p50Ms, p95Ms, dialect }) => [dialect, p50Ms, p95Ms])

test('answer times are told by the hour over all dialects, and by dialect over the period', async (t) => {
  const { deps, clock, add } = await setUp(t)
  const firstMs = clock.now() - (clock.now() % HOUR_MS)
  add('native', 94, 0.2)
  add('identity-v3', 6, 40)
  clock.advance(HOUR_MS)
  add('native', 1, 8)
  const report = await tellAnswerTimes(deps, '24h')
  assert.deepEqual(report.points, [
    { atMs: firstMs, p50Ms: 0.2, p95Ms: 50 },
    { atMs: firstMs + HOUR_MS, p50Ms: 10, p95Ms: 10 },
  ])
  assert.deepEqual(report.byDialect, [
    { dialect: 'identity-v3', p50Ms: 50, p95Ms: 50 },
    { dialect: 'native', p50Ms: 0.2, p95Ms: 0.2 },
  ])
})

test('they are those of the period that is asked for, by the day where it is long', async (t) => {
  const { deps, clock, add } = await setUp(t)
  const DAY_MS = 24 * HOUR_MS
  add('native', 10, 100)
  clock.advance(2 * DAY_MS)
  add('native', 1, 1)
  clock.advance(HOUR_MS)
  add('native', 30, 5)
  assert.deepEqual(await byDialect({ deps }), [['native', 5, 5]])
  const dayMs = clock.now() - (clock.now() % DAY_MS)
  const { points } = await tellAnswerTimes(deps, '30d')
  assert.deepEqual(points.at(-1)?.atMs, dayMs)
  assert.deepEqual(points.at(0), { atMs: points[0]?.atMs ?? 0, p50Ms: 100, p95Ms: 100 })
  const fromMs = clock.now() - 3 * DAY_MS
  const early = await tellAnswerTimes(deps, { fromMs, toMs: clock.now() - DAY_MS })
  assert.deepEqual(early.byDialect, [{ dialect: 'native', p50Ms: 100, p95Ms: 100 }])
})

test('an answer that took as long as a class says is of that class, and one beyond all is of the last', async (t) => {
  const { deps, add } = await setUp(t)
  add('a', 1, 0)
  add('b', 1, 1)
  add('c', 1, 1.1)
  add('d', 1, 1e9)
  assert.deepEqual(
    (await byDialect({ deps })).map(([, , p95Ms]) => p95Ms),
    [0.1, 1, 1.5, 30_000],
  )
})

test('another process goes on from what is written, and what cannot be written is kept', async (t) => {
  const { deps, clock, add } = await setUp(t)
  add('native', 2, 1)
  await deps.calls.flush()
  let isAway = true
  const answerTimes = {
    ...deps.store.answerTimes,
    add: async (counts: Parameters<typeof deps.store.answerTimes.add>[0]) => {
      if (isAway) throw new Error('away')
      await deps.store.answerTimes.add(counts)
    },
  }
  const restarted = new AnswerTimes({ ...deps.store, answerTimes }, clock)
  restarted.add('native', 20)
  await assert.rejects(restarted.flush(), /away/)
  restarted.add('native', 20)
  restarted.add('native', 20)
  isAway = false
  await restarted.flush()
  await restarted.flush()
  const span = { fromMs: 0, hoursBeforeMs: clock.now() + 1 }
  assert.deepEqual(await deps.store.answerTimes.byDialect(span), [
    { dialect: 'native', withinUs: 1_000, answers: 2 },
    { dialect: 'native', withinUs: 20_000, answers: 3 },
  ])
})

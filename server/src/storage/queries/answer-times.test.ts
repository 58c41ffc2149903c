import assert from 'node:assert/strict'
import { test } from 'node:test'
import { onBothEngines } from '../../../../tests/support/stores.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

onBothEngines((engine) => {
  test('answers add up by hour, dialect and class, are told by steps, and go with their hour', async (t) => {
    const store = await engine.open(t)
    const count = (hour: number, withinUs: number, answers: number, dialect = 'native') => {
      return { hourMs: hour * HOUR_MS, dialect, withinUs, answers }
    }
    await store.answerTimes.add([])
    await store.answerTimes.add([count(25, 700, 1), count(25, 100, 2), count(26, 100, 4, 'email')])
    await store.answerTimes.add([count(25, 100, 8), count(49, 700, 16)])
    const all = { fromMs: 0, hoursBeforeMs: 3 * DAY_MS }
    assert.deepEqual(await store.answerTimes.byStep(all, DAY_MS), [
      { atMs: DAY_MS, withinUs: 100, answers: 14 },
      { atMs: DAY_MS, withinUs: 700, answers: 1 },
      { atMs: 2 * DAY_MS, withinUs: 700, answers: 16 },
    ])
    assert.equal((await store.answerTimes.byStep(all, HOUR_MS)).length, 4)
    const some = { fromMs: 26 * HOUR_MS, hoursBeforeMs: 49 * HOUR_MS }
    assert.deepEqual(await store.answerTimes.byDialect(some), [
      { dialect: 'email', withinUs: 100, answers: 4 },
    ])
    await store.answerTimes.forgetBefore(26 * HOUR_MS)
    assert.deepEqual(await store.answerTimes.byDialect(all), [
      { dialect: 'email', withinUs: 100, answers: 4 },
      { dialect: 'native', withinUs: 700, answers: 16 },
    ])
  })
})

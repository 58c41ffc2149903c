import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { type Clients, type Holder, openClients } from '../../../../tests/support/callers.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { usageOf } from './usage.ts'

const DAY_MS = 24 * HOUR_MS
let world: Clients
let holder: Holder

before(async () => {
  world = await openClients()
})
after(() => world.close())
beforeEach(async () => {
  holder = await world.someone()
})

describe('usage', () => {
  for (const [window, days] of [
    ['24h', 1],
    ['7d', 7],
    ['30d', 30],
  ] as const) {
    test(`of ${window} adds up alike by time, dialect and caller, and leaves out what is older`, async () => {
      await holder.use('old/1')
      world.clock.advance((days + 1) * DAY_MS)
      for (let at = 0; at < 5; at++) {
        await holder.use(at % 2 === 0 ? 'a/1' : 'b/1')
        world.clock.advance(HOUR_MS)
      }
      const usage = await usageOf(world.deps, OPERATOR, holder.userId, window)
      const sums = [
        usage.points.reduce((sum, { calls }) => sum + calls, 0),
        [...usage.byDialect.values()].reduce((sum, calls) => sum + calls, 0),
        usage.byCaller.reduce((sum, { calls }) => sum + calls, 0),
      ]
      assert.deepEqual(sums, [5, 5, 5])
      for (const { atMs } of usage.points) {
        assert.equal((atMs - usage.fromMs) % usage.stepMs, 0)
        assert.ok(atMs >= usage.fromMs && atMs <= usage.toMs)
      }
      assert.equal(new Set(usage.points.map(({ atMs }) => atMs)).size, usage.points.length)
    })
  }

  test('of a period of its own has the hours that begin in it, by the step that was asked for', async () => {
    const startMs = Math.ceil(world.clock.now() / DAY_MS) * DAY_MS
    world.clock.advance(startMs - HOUR_MS - world.clock.now())
    for (let hour = -1; hour < 27; hour++) {
      await holder.use('a/1')
      world.clock.advance(HOUR_MS)
    }
    const stretch = { fromMs: startMs, toMs: startMs + 26 * HOUR_MS }
    const ofSteps = async (step?: 'hour' | 'day') => {
      const { window, fromMs, toMs, stepMs, points } = await usageOf(
        world.deps,
        OPERATOR,
        holder.userId,
        stretch,
        step,
      )
      assert.deepEqual([window, fromMs, toMs], ['custom', stretch.fromMs, stretch.toMs])
      return [stepMs, ...points.map(({ calls }) => calls)]
    }
    assert.deepEqual(await ofSteps(), [HOUR_MS, ...Array.from({ length: 26 }, () => 1)])
    assert.deepEqual(await ofSteps('day'), [DAY_MS, 24, 2])
  })

  test('of a period that has not ended yet ends now, and of one to come is empty', async () => {
    await holder.use('a/1')
    const nowMs = world.clock.now()
    const of = (fromMs: number, toMs: number) =>
      usageOf(world.deps, OPERATOR, holder.userId, { fromMs, toMs })
    const { toMs, points } = await of(nowMs - DAY_MS, nowMs + DAY_MS)
    assert.deepEqual([toMs, points.length], [nowMs, 1])
    const toCome = await of(nowMs + DAY_MS, nowMs + 2 * DAY_MS)
    assert.deepEqual([toCome.toMs - toCome.fromMs, toCome.points], [0, []])
  })
})

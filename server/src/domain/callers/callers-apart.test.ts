import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { HOUR_MS, MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import type { CallCount } from './caller.ts'
import { from, HERE, setUp } from './sums-testing.ts'

const DAY_MS = 24 * HOUR_MS

describe('the time of the last use', () => {
  const last = async ({ counts }: { counts: () => Promise<readonly CallCount[]> }) =>
    Math.max(...(await counts()).map(({ lastAtMs }) => lastAtMs))

  for (const flushBetween of [false, true]) {
    test(`does not go back when the clock does, ${flushBetween ? 'over a flush' : 'within one'}`, async (t) => {
      const bench = await setUp(t)
      bench.clock.advance(30 * MINUTE_MS)
      const latestMs = bench.clock.now()
      bench.recorder.record(bench.known, HERE, 'valid')
      if (flushBetween) await bench.recorder.flush()
      bench.clock.advance(-MINUTE_MS)
      bench.recorder.record(bench.known, HERE, 'valid')
      await bench.recorder.flush()
      assert.equal(await last(bench), latestMs)
      assert.equal(await bench.written(), 2)
    })
  }

  test('of one hour is apart from that of the next, at the full hour', async (t) => {
    const { recorder, known, clock, counts } = await setUp(t)
    const hourMs = clock.now() - (clock.now() % HOUR_MS)
    for (const offMs of [HOUR_MS - 1, HOUR_MS, HOUR_MS + 1]) {
      clock.advance(hourMs + offMs - clock.now())
      recorder.record(known, HERE, 'valid')
    }
    await recorder.flush()
    const rows = (await counts()).map(({ hourMs: at, calls }) => [at - hourMs, calls])
    assert.deepEqual(rows.sort(), [
      [0, 1],
      [HOUR_MS, 2],
    ])
  })
})

describe('callers told apart', () => {
  const visit = (
    { recorder, known }: Awaited<ReturnType<typeof setUp>>,
    callers: number,
    keyId = known.keyId,
  ) => {
    for (let at = 0; at < callers; at++) {
      recorder.record({ ...known, keyId }, from(`10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`), 'valid')
    }
  }
  const clientsOf = async ({ counts }: Awaited<ReturnType<typeof setUp>>) =>
    new Set((await counts()).map(({ network }) => network))

  test('are 1,000 for a key and day; the rest are one more, and every call counts', async (t) => {
    const bench = await setUp(t)
    visit(bench, 1_500)
    await bench.recorder.flush()
    const networks = await clientsOf(bench)
    assert.equal(networks.size, 1_001)
    const others = (await bench.counts()).filter(({ network }) => network === 'other')
    assert.equal(
      others.reduce((sum, { calls }) => sum + calls, 0),
      500,
    )
    assert.deepEqual(new Set(others.map(({ client }) => client)), new Set(['other']))
    assert.equal(await bench.written(), 1_500)
  })

  test('stay told apart when they come back, in another hour and after a flush', async (t) => {
    const bench = await setUp(t)
    visit(bench, 1_000)
    await bench.recorder.flush()
    bench.clock.advance(HOUR_MS)
    visit(bench, 1_000)
    await bench.recorder.flush()
    assert.equal((await clientsOf(bench)).size, 1_000)
    assert.equal(await bench.written(), 2_000)
  })

  test('are counted anew for another key and another day', async (t) => {
    const bench = await setUp(t)
    visit(bench, 1_000)
    visit(bench, 1_000, 'f'.repeat(32))
    bench.clock.advance(DAY_MS)
    bench.recorder.record(bench.known, from('192.0.2.9'), 'valid')
    await bench.recorder.flush()
    assert.equal((await clientsOf(bench)).has('other'), false)
    assert.ok((await clientsOf(bench)).has('192.0.2.9'))
  })

  test('are not kept for ever: 90 days, by the hour', async (t) => {
    const bench = await setUp(t)
    const hourMs = bench.clock.now() - (bench.clock.now() % HOUR_MS)
    bench.recorder.record(bench.known, HERE, 'valid')
    await bench.recorder.flush()
    await bench.store.calls.forgetBefore(hourMs)
    assert.equal(await bench.written(), 1)
    await bench.store.calls.forgetBefore(hourMs + 1)
    assert.equal(await bench.written(), 0)
  })

  test('go with their user, and what is still in memory is not written for a user who is gone', async (t) => {
    const bench = await setUp(t)
    bench.recorder.record(bench.known, HERE, 'valid')
    await bench.recorder.flush()
    bench.recorder.record(bench.known, HERE, 'valid')
    await bench.store.users.delete(bench.user.id, 1)
    await bench.recorder.flush()
    assert.equal(await bench.written(), 0)
  })
})

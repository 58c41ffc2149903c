import assert from 'node:assert/strict'
import { describe, type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { count } from '../../../../tests/support/counts.ts'
import { freshStore, withUser } from '../../../../tests/support/stores.ts'
import { HOUR_MS, MINUTE_MS, TestClock } from '../../../../tests/support/test-clock.ts'
import { DomainError } from '../errors.ts'
import type { KnownKey } from '../login/known.ts'
import type { Store } from '../store.ts'
import type { CallCount, Origin, Outcome } from './caller.ts'
import { CallRecorder } from './recorder.ts'

const DAY_MS = 24 * HOUR_MS

/** A recorder on a real store whose writing can be held up or fail, one user, one key. */
async function setUp(t: TestContext) {
  const real = await freshStore(t)
  const { user, key } = await withUser(real)
  const known = (await real.keys.known(key.digest)) ?? assert.fail('no key')
  const clock = new TestClock()
  let beforeWriting: () => void | Promise<void> = () => {}
  const add = async (counts: readonly CallCount[]) => {
    await beforeWriting()
    await real.calls.add(counts)
  }
  const store: Store = { ...real, calls: { ...real.calls, add } }
  const counts = () => real.calls.ofUser(user.id, 0)
  return {
    store: real,
    user,
    known,
    clock,
    recorder: new CallRecorder(store, clock),
    counts,
    written: async () => (await counts()).reduce((sum, { calls }) => sum + calls, 0),
    onWriting: (act: typeof beforeWriting) => {
      beforeWriting = act
    },
  }
}

const from = (address: string, userAgent = 'curl/8.5.0', dialect = 'native'): Origin => ({
  address,
  userAgent,
  dialect,
})
const HERE = from('192.0.2.1')
const total = (recorder: CallRecorder) => recorder.totals().reduce((sum, each) => sum + each.count, 0)
const AWAY = new DomainError('storage.away')

type Step =
  | { readonly kind: 'call'; readonly key: number; readonly origin: Origin; readonly outcome: Outcome }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'flush' | 'failing flush' }

const origin = fc.record({
  address: fc.constantFrom('192.0.2.1', '192.0.2.2', '2001:db8::1', '2001:db8::2', '::ffff:192.0.2.1'),
  userAgent: fc.constantFrom('', 'curl/8.5.0', 'rclone/v1.60.1', 'rclone/v1.60.1 (more)'),
  dialect: fc.constantFrom('native', 'identity-v2.0'),
})
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('call' as const),
      key: fc.nat({ max: 2 }),
      origin,
      outcome: fc.constantFrom('valid' as const, 'expired' as const, 'disabled' as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat({ max: 2 * HOUR_MS }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('flush' as const, 'failing flush' as const) }) },
)

describe('any calls, any flushes', () => {
  const keyOf = (known: KnownKey, at: number) => ({ ...known, keyId: `${at}`.padStart(32, '0') })

  test('add up to the calls made, by key, outcome and dialect; none is lost and none counted twice', async (t) => {
    const bench = await setUp(t)
    const { recorder, known, clock } = bench
    const expected = new Map<string, number>()
    let made = 0
    const run = fc.asyncProperty(
      fc.array(step, { maxLength: 60 }),
      fc.array(step, { maxLength: 6 }),
      async (steps, meanwhile) => {
        const call = ({ key, origin: where, outcome }: Extract<Step, { kind: 'call' }>) => {
          const holder = keyOf(known, key)
          recorder.record(holder, where, outcome)
          const slot = `${holder.keyId} ${outcome} ${where.dialect}`
          expected.set(slot, (expected.get(slot) ?? 0) + 1)
          made++
        }
        const calls = meanwhile.filter((each) => each.kind === 'call')
        for (const each of steps) {
          if (each.kind === 'call') call(each)
          else if (each.kind === 'wait') clock.advance(each.ms)
          else {
            const fails = each.kind === 'failing flush'
            // Calls go on while counts are being written.
            bench.onWriting(() => {
              for (const later of calls) call(later)
              if (fails) throw AWAY
            })
            await recorder.flush().catch((error: unknown) => assert.equal(error, AWAY))
            bench.onWriting(() => {})
          }
          assert.equal(total(recorder), made)
        }
        await recorder.flush()
        assert.equal(total(recorder), made)
        assert.equal(await bench.written(), made)
        const found = new Map<string, number>()
        for (const { keyId, outcome, dialect, calls: number } of await bench.counts()) {
          const slot = `${keyId} ${outcome} ${dialect}`
          found.set(slot, (found.get(slot) ?? 0) + number)
        }
        assert.deepEqual(found, new Map([...expected].filter(([, number]) => number > 0)))
      },
    )
    await fc.assert(run, { numRuns: count(300) })
  })

  test('a caller who came while a write failed is counted when coming again', async (t) => {
    const { recorder, known, onWriting, written } = await setUp(t)
    recorder.record(known, HERE, 'valid')
    onWriting(() => {
      recorder.record(known, HERE, 'valid')
      throw AWAY
    })
    await assert.rejects(recorder.flush(), AWAY)
    onWriting(() => {})
    recorder.record(known, HERE, 'valid')
    await recorder.flush()
    assert.equal(await written(), 3)
  })

  test('whoever reads sees what another flush is still writing', async (t) => {
    const { recorder, known, onWriting, written } = await setUp(t)
    recorder.record(known, HERE, 'valid')
    const gate = Promise.withResolvers<void>()
    onWriting(() => gate.promise)
    const flushing = recorder.flush()
    const reading = recorder.settle().then(written)
    gate.resolve()
    assert.equal(await reading, 1)
    await flushing
  })

  test('settling is no error on a full disk, and one with any other fault; nothing is lost by either', async (t) => {
    const { recorder, known, onWriting, written } = await setUp(t)
    recorder.record(known, HERE, 'valid')
    onWriting(() => {
      throw new DomainError('storage.full')
    })
    await recorder.settle()
    onWriting(() => {
      throw AWAY
    })
    await assert.rejects(recorder.settle(), AWAY)
    onWriting(() => {})
    await recorder.settle()
    assert.equal(await written(), 1)
  })
})

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

describe('failed logins', () => {
  const entries = async (store: Store) =>
    (await store.audit.page('system', 0, 5_000)).filter(({ action }) => action === 'login.fail')

  test('are written in one go, one entry for each kind of failure', async (t) => {
    const { recorder, store } = await setUp(t)
    for (let at = 0; at < 7; at++) recorder.loginFailed(HERE, 'nobody', 'key')
    recorder.loginFailed(HERE, 'nobody', 'password')
    recorder.loginFailed(from('192.0.2.2'), 'nobody', 'key')
    await recorder.flush()
    assert.deepEqual(
      (await entries(store)).map(({ details, source }) => [details, source]),
      [
        [{ kind: 'key', count: 7 }, 'native 192.0.2.1'],
        [{ kind: 'password', count: 1 }, 'native 192.0.2.1'],
        [{ kind: 'key', count: 1 }, 'native 192.0.2.2'],
      ],
    )
  })

  test('that cannot be written are kept for the next time, and added to', async (t) => {
    const { store, clock } = await setUp(t)
    let isAway = true
    const faulty: Store = {
      ...store,
      transaction: (work) => (isAway ? Promise.reject(AWAY) : store.transaction(work)),
    }
    const recorder = new CallRecorder(faulty, clock)
    recorder.loginFailed(HERE, 'nobody', 'key')
    await assert.rejects(recorder.flush(), AWAY)
    recorder.loginFailed(HERE, 'nobody', 'key')
    isAway = false
    await recorder.flush()
    await recorder.flush()
    assert.deepEqual(
      (await entries(store)).map(({ details }) => details),
      [{ kind: 'key', count: 2 }],
    )
  })

  test('from everywhere at once stay few: the rest are one entry, and every one counts', async (t) => {
    const { recorder, store } = await setUp(t)
    for (let at = 0; at < 1_200; at++)
      recorder.loginFailed(from(`10.0.${at >> 8}.${at & 255}`), `name${at}`, 'key')
    await recorder.flush()
    const found = await entries(store)
    assert.equal(found.length, 1_001)
    const sum = found.reduce((all, { details }) => all + Number(details['count']), 0)
    assert.equal(sum, 1_200)
    assert.equal(found.at(-1)?.source, 'native many')
    assert.ok(found.every(({ target }) => target === 'unknown'))
  })
})

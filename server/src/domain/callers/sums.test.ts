import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { count } from '../../../../tests/support/counts.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { DomainError } from '../errors.ts'
import type { KnownKey } from '../login/known.ts'
import type { Store } from '../store.ts'
import type { Origin, Outcome } from './caller.ts'
import { CallRecorder } from './recorder.ts'
import { from, HERE, setUp } from './sums-testing.ts'

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
      outcome: fc.constantFrom('valid' as const, 'revoked' as const, 'disabled' as const),
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

describe('failed logins', () => {
  const entries = async (store: Store) =>
    (await store.audit.page('system', 0, 5_000)).filter(({ action }) => action === 'login.fail')

  test('are written in one go, one entry for each kind of failure', async (t) => {
    const { recorder, store } = await setUp(t)
    for (let at = 0; at < 7; at++) recorder.loginFailed(HERE, { username: 'nobody', kind: 'key' })
    recorder.loginFailed(HERE, { username: 'nobody', kind: 'password' })
    recorder.loginFailed(from('192.0.2.2'), { username: 'nobody', kind: 'key' })
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
    recorder.loginFailed(HERE, { username: 'nobody', kind: 'key' })
    await assert.rejects(recorder.flush(), AWAY)
    recorder.loginFailed(HERE, { username: 'nobody', kind: 'key' })
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
      recorder.loginFailed(from(`10.0.${at >> 8}.${at & 255}`), {
        username: `name${at}`,
        kind: 'key',
      })
    await recorder.flush()
    const found = await entries(store)
    assert.equal(found.length, 1_001)
    const sum = found.reduce((all, { details }) => all + Number(details['count']), 0)
    assert.equal(sum, 1_200)
    assert.equal(found.at(-1)?.source, 'native many')
    assert.ok(found.every(({ target }) => target === 'unknown'))
  })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { onBothEngines, withUser } from '../../../../tests/support/stores.ts'
import type { CallCount, NewCalls } from '../../domain/callers/caller.ts'

const HOUR_MS = 3_600_000
const MARCH_MS = Date.UTC(2026, 2)
const APRIL_MS = Date.UTC(2026, 3)

onBothEngines((engine) => {
  test('a month has the calls of its hours, however often they are written and wherever they came from', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    const count = (hourMs: number, calls: number, more: Partial<NewCalls> = {}): NewCalls => ({
      ...{ accountId: user.accountId, userId: user.id, keyId: key.id, dialect: 'native', outcome: 'valid' },
      ...{ client: 'curl/8', network: '192.0.2.1', hourMs, calls, firstAtMs: hourMs, lastAtMs: hourMs },
      ...more,
    })
    await store.calls.add([count(MARCH_MS, 1), count(APRIL_MS - HOUR_MS, 2, { network: '192.0.2.2' })])
    await store.calls.add([count(MARCH_MS + HOUR_MS, 4), count(APRIL_MS, 8)])
    await store.calls.add([count(APRIL_MS, 16, { outcome: 'expired' })])
    await store.calls.add([
      count(APRIL_MS, 0, { tokens: 3 }),
      count(APRIL_MS, 1, { tokens: 2, verifications: 1 }),
    ])
    await store.calls.forgetBefore(APRIL_MS + HOUR_MS)
    const months = await store.calls.monthsOfUser(user.id)
    assert.deepEqual(await store.calls.monthsOfAccount(user.accountId), months)
    assert.deepEqual(
      months.map(({ monthMs, outcome, lastAtMs, ...counters }) => {
        return [monthMs, outcome, counters.calls, counters.tokens, counters.verifications, lastAtMs]
      }),
      [
        [MARCH_MS, 'valid', 7, 0, 0, APRIL_MS - HOUR_MS],
        [APRIL_MS, 'expired', 16, 0, 0, APRIL_MS],
        [APRIL_MS, 'valid', 9, 5, 1, APRIL_MS],
      ],
    )
    await store.calls.forgetMonthsBefore(APRIL_MS)
    assert.equal((await store.calls.monthsOfUser(user.id)).length, 2)
    assert.deepEqual(await store.calls.monthsOfUser('nobody'), [])
    assert.deepEqual(await store.calls.monthsOfAccount('nobody'), [])
  })

  test('more months than one statement takes are all written', async (t) => {
    const store = await engine.open(t)
    const { user, key } = await withUser(store)
    const counts = Array.from({ length: 450 }, (_, index): CallCount => {
      const hourMs = MARCH_MS
      const whose = { accountId: user.accountId, userId: user.id, keyId: key.id }
      const what = { dialect: `d${index}`, outcome: 'valid', client: 'c', network: 'n' } as const
      return { ...whose, ...what, hourMs, calls: 1, firstAtMs: hourMs, lastAtMs: hourMs }
    })
    await store.calls.add(counts)
    await store.calls.add(counts)
    const months = await store.calls.monthsOfUser(user.id)
    assert.deepEqual([months.length, new Set(months.map(({ calls }) => calls))], [450, new Set([2])])
  })
})

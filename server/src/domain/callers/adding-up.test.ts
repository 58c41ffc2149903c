import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  applicationOf,
  firstUseMs,
  lastUseMs,
  sumOfCalls,
  usesByApplication,
  usesByDialect,
} from './application.ts'
import type { CallCount } from './caller.ts'
import { CALLS_KEPT_MS, recordingSinceMs } from './recording.ts'
import { summariseCallers } from './summary.ts'
import { CallTotals } from './totals.ts'

const HOUR_MS = 3_600_000

/** Names with what could be taken for a separator. */
const word = fc.constantFrom('curl/8', 'rclone', 'a b', 'a', 'b', '')
const anyCount: fc.Arbitrary<CallCount> = fc
  .record({
    dialect: fc.constantFrom('native', 'identity-v2.0', 'identity-v3'),
    outcome: fc.constantFrom('valid' as const, 'expired' as const),
    client: word,
    network: word,
    hour: fc.nat(50),
    firstMs: fc.nat(HOUR_MS - 1),
    lastMs: fc.nat(HOUR_MS - 1),
    calls: fc.integer({ min: 1, max: 1_000 }),
  })
  .map(({ hour, firstMs, lastMs, ...rest }) => {
    const hourMs = hour * HOUR_MS
    const [first, last] = firstMs < lastMs ? [firstMs, lastMs] : [lastMs, firstMs]
    const ids = { accountId: '100001', userId: 'u', keyId: 'k' }
    return { ...ids, ...rest, hourMs, firstAtMs: hourMs + first, lastAtMs: hourMs + last }
  })
const someCounts = fc.array(anyCount, { maxLength: 30 })

const total = (counts: readonly CallCount[]) => counts.reduce((sum, { calls }) => sum + calls, 0)

describe('hourly counters', () => {
  test('by application lose and double nothing, and each is of one client at one network', () => {
    fc.assert(
      fc.property(someCounts, (counts) => {
        const groups = usesByApplication(counts)
        assert.deepEqual(new Set(groups.flat()), new Set(counts))
        assert.equal(groups.flat().length, counts.length)
        const names = groups.map((uses) => {
          const { client, network, dialects } = applicationOf(uses)
          for (const use of uses) assert.deepEqual([use.client, use.network], [client, network])
          assert.deepEqual(dialects, [...new Set(uses.map(({ dialect }) => dialect))].toSorted())
          return JSON.stringify([client, network])
        })
        assert.equal(new Set(names).size, names.length, 'no application is there twice')
      }),
    )
  })

  test('tell the last seen first, and of each when it came first and last, and how often', () => {
    fc.assert(
      fc.property(someCounts, (counts) => {
        const groups = usesByApplication(counts)
        const lasts = groups.map(lastUseMs)
        assert.deepEqual(
          lasts,
          lasts.toSorted((a, b) => b - a),
        )
        for (const uses of groups) {
          assert.ok(
            uses.every(
              ({ firstAtMs, lastAtMs }) => firstAtMs >= firstUseMs(uses) && lastAtMs <= lastUseMs(uses),
            ),
          )
          assert.ok(uses.some(({ firstAtMs }) => firstAtMs === firstUseMs(uses)))
          assert.equal(sumOfCalls(uses), total(uses))
          const byDialect = usesByDialect(uses)
          assert.equal(byDialect.length, applicationOf(uses).dialects.length)
          assert.equal(byDialect.flat().length, uses.length)
        }
      }),
    )
  })

  test('by caller are the same sums once more, dialects apart', () => {
    fc.assert(
      fc.property(someCounts, (counts) => {
        const callers = summariseCallers(counts)
        assert.equal(
          callers.reduce((sum, { calls }) => sum + calls, 0),
          total(counts),
        )
        for (const { client, network, dialect, calls, firstAtMs, lastAtMs } of callers) {
          const own = counts.filter(
            (one) => one.client === client && one.network === network && one.dialect === dialect,
          )
          assert.equal(calls, total(own))
          assert.equal(firstAtMs, Math.min(...own.map((one) => one.firstAtMs)))
          assert.equal(lastAtMs, Math.max(...own.map((one) => one.lastAtMs)))
        }
        const lasts = callers.map(({ lastAtMs }) => lastAtMs)
        assert.deepEqual(
          lasts,
          lasts.toSorted((a, b) => b - a),
        )
      }),
    )
  })
})

test('totals grow by what is added, each kind by itself', () => {
  const add = fc.record({
    dialect: fc.constantFrom('native', 'email', 'panel'),
    kind: fc.constantFrom('key' as const, 'password' as const, 'signature' as const, 'mailbox' as const),
    outcome: fc.constantFrom('valid' as const, 'wrong' as const, 'expired' as const),
    count: fc.nat(100),
  })
  fc.assert(
    fc.property(fc.array(add, { maxLength: 20 }), (all) => {
      const totals = new CallTotals()
      for (const { count, ...what } of all) totals.add(what, count)
      for (const { count, ...what } of totals.list()) {
        const own = all.filter((one) =>
          Object.entries(what).every(([name, value]) => Reflect.get(one, name) === value),
        )
        assert.equal(
          count,
          own.reduce((sum, one) => sum + one.count, 0),
        )
      }
      const kinds = all.map(({ dialect, kind, outcome }) => `${dialect} ${kind} ${outcome}`)
      assert.equal(totals.list().length, new Set(kinds).size)
    }),
  )
})

test('calls are known since the user was made, and for 90 days at most', () => {
  const nowMs = 1_000 * 24 * HOUR_MS
  assert.equal(CALLS_KEPT_MS, 90 * 24 * HOUR_MS)
  const since = (createdAtMs: number) =>
    recordingSinceMs({ clock: { now: () => nowMs } }, userMadeAt(createdAtMs))
  assert.equal(since(nowMs - 1), nowMs - 1)
  assert.equal(since(nowMs - CALLS_KEPT_MS + 1), nowMs - CALLS_KEPT_MS + 1)
  assert.equal(since(nowMs - CALLS_KEPT_MS - 1), nowMs - CALLS_KEPT_MS)
  assert.equal(since(0), nowMs - CALLS_KEPT_MS)
})

function userMadeAt(createdAtMs: number): Parameters<typeof recordingSinceMs>[1] {
  return {
    ...{ id: 'u', accountId: '100001', name: 'joe', email: null, enabled: true, roles: [] },
    ...{ passwordHash: null, passwordId: null, passwordChangedAtMs: null, defaultRegion: null },
    ...{
      secondFactor: false,
      secondFactorRule: 'default',
      adminType: null,
      description: null,
      contactType: null,
      contactId: null,
      createdAtMs,
      updatedAtMs: 0,
    },
  }
}

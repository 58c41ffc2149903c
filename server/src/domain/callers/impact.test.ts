import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import fc from 'fast-check'
import { type Clients, type Holder, openClients } from '../../../../tests/support/callers.ts'
import { count } from '../../../../tests/support/counts.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { HOUR_MS, MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { deleteKey, endOverlap } from '../keys/end-key.ts'
import { impactOfReset } from './impact.ts'

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

const use: Holder['use'] = (client, ...how) => holder.use(client, ...how)
const reset: Holder['reset'] = (overlapSeconds) => holder.reset(overlapSeconds)
const impact = () => impactOfReset(world.deps, OPERATOR, holder.userId)

async function stopping(): Promise<Record<string, boolean>> {
  return Object.fromEntries((await impact()).callers.map(({ client, stopsAtOnce }) => [client, stopsAtOnce]))
}

describe('the impact of a reset', () => {
  test('is everybody who used the current key within 30 days; those of the last day are active', async () => {
    await use('gone/1')
    world.clock.advance(29 * DAY_MS)
    await use('sleepy/1')
    world.clock.advance(2 * DAY_MS)
    await use('busy/1')
    await use('busy/1')
    const { callers, activeCallers } = await impact()
    const found = callers.map(({ client, calls }) => [client, calls])
    assert.deepEqual(found, [
      ['busy/1', 2],
      ['sleepy/1', 1],
    ])
    assert.equal(activeCallers, 1)
  })

  for (const [offMs, active] of [
    [-1, 1],
    [0, 0],
    [1, 0],
  ] as const) {
    test(`counts a caller as active for a day: ${offMs} ms from it`, async () => {
      await use('a/1')
      world.clock.advance(DAY_MS + offMs)
      assert.equal((await impact()).activeCallers, active)
    })
  }

  test('names nobody who was refused, and nobody who has only the old key', async () => {
    await use('old/1')
    const fresh = await reset(60)
    await use('old/1')
    await use('new/1', fresh)
    world.clock.advance(2 * MINUTE_MS)
    await use('old/1')
    assert.deepEqual(
      (await impact()).callers.map(({ client }) => client),
      ['new/1'],
    )
  })

  test('is everybody who goes on with the old key of an overlap, which any reset ends at once', async () => {
    await use('old/1')
    await use('moved/1')
    await use('both/1')
    world.clock.advance(1)
    const fresh = await reset(DAY_MS / 1_000)
    await use('moved/1', fresh)
    await use('both/1', fresh)
    world.clock.advance(1)
    await use('both/1')
    await use('new/1', fresh)
    assert.deepEqual(await stopping(), { 'old/1': true, 'both/1': true, 'moved/1': false, 'new/1': false })
    const { activeCallers, activeOnOldKey } = await impact()
    assert.deepEqual([activeCallers, activeOnOldKey], [4, 2])
    // And so it comes: with the longest overlap, too.
    await reset(DAY_MS / 1_000)
    assert.equal(await use('old/1'), false)
    assert.equal(await use('new/1', fresh), true)
  })

  test('counts those on the old key as active for a day, as all others', async () => {
    await use('old/1')
    await reset((3 * DAY_MS) / 1_000)
    world.clock.advance(DAY_MS)
    const { callers, activeOnOldKey } = await impact()
    assert.deepEqual([callers.length, activeOnOldKey], [1, 0])
  })

  test('names nobody for the old key once that has ended', async () => {
    await use('old/1')
    await reset(3_600)
    await endOverlap(world.deps, OPERATOR, holder.userId)
    assert.deepEqual((await impact()).callers, [])
  })

  test('is one row for an application in whatever dialects, with the calls of all', async () => {
    for (const dialect of ['native', 'identity-v2.0', 'native']) {
      await use('curl/8', holder.apiKey, '192.0.2.1', dialect)
    }
    await use('curl/8', holder.apiKey, '192.0.2.2')
    const { callers, activeCallers } = await impact()
    const found = callers.map(({ network, dialects, calls }) => [network, dialects, calls])
    assert.deepEqual(found.sort(), [
      ['192.0.2.1', ['identity-v2.0', 'native'], 3],
      ['192.0.2.2', ['native'], 1],
    ])
    assert.equal(activeCallers, 2)
  })

  test('is also what calls itself the panel: a thief could', async () => {
    await use('Keyward-panel')
    const { callers, activeCallers } = await impact()
    assert.deepEqual([callers.map(({ client }) => client), activeCallers], [['Keyward-panel'], 1])
  })

  test('tells since when calls are known: the user’s first day, and never more than 90 days', async () => {
    const bornMs = world.clock.now() - MINUTE_MS
    assert.equal((await impact()).recordedSinceMs, bornMs)
    world.clock.advance(90 * DAY_MS)
    assert.equal((await impact()).recordedSinceMs, world.clock.now() - 90 * DAY_MS)
  })

  test('cannot be asked for without a key', async () => {
    await deleteKey(world.deps, OPERATOR, holder.userId)
    await refusedWith('key.not_found', impact())
  })

  test('leaves nobody out whom the next reset refuses, whatever the clients did before', async () => {
    const calls = fc.array(fc.record({ client: fc.constantFrom('a/1', 'b/1', 'c/1'), isFresh: fc.boolean() }))
    await fc.assert(
      fc.asyncProperty(calls, calls, async (before, during) => {
        holder = await world.someone()
        const lastKey = new Map<string, string>()
        const come = async (client: string, secret: string) => {
          world.clock.advance(1)
          await use(client, secret)
          lastKey.set(client, secret)
        }
        for (const { client } of before) await come(client, holder.apiKey)
        const fresh = await reset(DAY_MS / 1_000)
        for (const { client, isFresh } of during) await come(client, isFresh ? fresh : holder.apiKey)
        const told = await stopping()
        await reset(DAY_MS / 1_000)
        for (const [client, secret] of lastKey) {
          assert.ok(client in told)
          if (!(await use(client, secret))) assert.ok(told[client])
        }
      }),
      { numRuns: count(60) },
    )
  })
})

import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { makeOwner, makeUser, OPERATOR, openTestDeps, type TestDeps } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { HOUR_MS, MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { deleteKey, endOverlap } from '../keys/end-key.ts'
import { resetKey } from '../keys/reset-key.ts'
import { authenticateKey } from '../login/verify-key.ts'
import { disableUser } from '../users/disable-user.ts'
import { impactOfReset } from './impact.ts'
import { reconnectAfterReset } from './reconnect.ts'
import { usageOf } from './usage.ts'

const DAY_MS = 24 * HOUR_MS
let world: TestDeps
let accountId: string
let userId: string
let apiKey: string
let counter = 0

before(async () => {
  world = await openTestDeps()
  accountId = (await makeOwner(world.deps)).account.id
})
after(() => world.close())
beforeEach(async () => {
  const made = await makeUser(world.deps, accountId, `ulla${++counter}`)
  apiKey = made.apiKey
  userId = made.user.id
  world.clock.advance(MINUTE_MS)
})

/** A client presents a key; whether that was good. */
const use = (client: string, secret = apiKey, address = '192.0.2.1', dialect = 'native') =>
  authenticateKey(world.deps, { secret, username: null }, { dialect, address, userAgent: client }).then(
    () => true,
    () => false,
  )
const reset = async (overlapSeconds = 0) =>
  (await resetKey(world.deps, OPERATOR, userId, { overlapSeconds })).secret
const reconnect = () => reconnectAfterReset(world.deps, OPERATOR, userId)
const impact = () => impactOfReset(world.deps, OPERATOR, userId)

async function states(): Promise<Record<string, string>> {
  return Object.fromEntries((await reconnect()).callers.map(({ client, state }) => [client, state]))
}

async function stopping(): Promise<Record<string, boolean>> {
  return Object.fromEntries((await impact()).callers.map(({ client, stopsAtOnce }) => [client, stopsAtOnce]))
}

async function callsSince(): Promise<Record<string, number | null>> {
  return Object.fromEntries((await reconnect()).callers.map(({ client, calls }) => [client, calls]))
}

describe('after a reset a caller', () => {
  test('has moved when it comes with the new key, whatever it did before', async () => {
    await use('a/1')
    const fresh = await reset()
    assert.equal(await use('a/1'), false)
    world.clock.advance(1)
    assert.equal(await use('a/1', fresh), true)
    assert.deepEqual(await states(), { 'a/1': 'moved' })
  })

  test('that was never seen with the old key is new: it had nothing to come back from', async () => {
    await use('a/1')
    world.clock.advance(1)
    const fresh = await reset()
    await use('a/1', fresh)
    await use('new/1', fresh)
    assert.deepEqual(await states(), { 'a/1': 'moved', 'new/1': 'new' })
  })

  test('that nobody knew before fails when it comes with the old key, and has moved after that', async () => {
    const fresh = await reset()
    await use('late/1')
    assert.deepEqual(await states(), { 'late/1': 'failing' })
    world.clock.advance(1)
    await use('late/1', fresh)
    assert.deepEqual(await states(), { 'late/1': 'moved' })
  })

  test('is one in whatever dialects it calls, and is as far as it is in the worst of them', async () => {
    await use('a/1', apiKey, '192.0.2.1', 'identity-v2.0')
    await use('a/1', apiKey, '192.0.2.1', 'native')
    world.clock.advance(1)
    const fresh = await reset()
    await use('a/1', fresh)
    const [first, ...others] = (await reconnect()).callers
    assert.deepEqual([first?.dialects, first?.state, others], [['identity-v2.0', 'native'], 'moved', []])
    await use('a/1', apiKey, '192.0.2.1', 'identity-v2.0')
    world.clock.advance(1)
    await use('a/1', fresh)
    assert.deepEqual(await states(), { 'a/1': 'failing' })
  })

  test('that came in one dialect before and in another afterwards has moved', async () => {
    await use('a/1', apiKey, '192.0.2.1', 'identity-v1.0')
    world.clock.advance(1)
    await use('a/1', await reset())
    assert.deepEqual(await states(), { 'a/1': 'moved' })
  })

  test('is not the panel with which a person tries the key', async () => {
    await use('Keyward-panel')
    await use('Keyward-panel', await reset())
    assert.deepEqual((await reconnect()).callers, [])
  })

  test('is not one that logs in with an application credential: no reset concerns it', async () => {
    const { user } = await makeUser(world.deps, accountId, `delegating${counter}`)
    const holder = { userId: user.id, accountId, keyId: 'c'.repeat(32) }
    world.deps.calls.record(holder, { dialect: 'native', address: '192.0.2.1', userAgent: 'app/1' }, 'valid')
    await resetKey(world.deps, OPERATOR, user.id, { overlapSeconds: 0 })
    assert.deepEqual((await reconnectAfterReset(world.deps, OPERATOR, user.id)).callers, [])
  })

  test('still has the old key while an overlap lets it in, and fails from its end on', async () => {
    await use('a/1')
    await reset(3_600)
    world.clock.advance(1)
    assert.equal(await use('a/1'), true)
    assert.deepEqual(await states(), { 'a/1': 'old-key' })
    world.clock.advance(HOUR_MS)
    assert.equal(await use('a/1'), false)
    assert.deepEqual(await states(), { 'a/1': 'failing' })
  })

  test('fails when it comes with the old key after the overlap was ended by hand', async () => {
    await use('a/1')
    await reset(3_600)
    await endOverlap(world.deps, OPERATOR, userId)
    world.clock.advance(1)
    assert.equal(await use('a/1'), false)
    assert.deepEqual(await states(), { 'a/1': 'failing' })
  })

  test('fails when it goes back to the old key: the last call counts', async () => {
    await use('a/1')
    const fresh = await reset()
    await use('a/1', fresh)
    world.clock.advance(1)
    await use('a/1')
    assert.deepEqual(await states(), { 'a/1': 'failing' })
  })

  test('fails with the new key, too, while the user is disabled', async () => {
    await use('a/1')
    const fresh = await reset()
    await disableUser(world.deps, OPERATOR, userId)
    world.clock.advance(1)
    assert.equal(await use('a/1', fresh), false)
    assert.deepEqual(await states(), { 'a/1': 'failing' })
  })

  test('is silent while it has not come, however often it came before', async () => {
    for (let at = 0; at < 3; at++) await use('a/1')
    world.clock.advance(1)
    await reset()
    const { callers } = await reconnect()
    assert.deepEqual(
      callers.map(({ state, calls }) => [state, calls]),
      [['silent', 0]],
    )
  })

  test('has as many calls as came since, refused ones included, in whatever hour the reset was', async () => {
    for (let at = 0; at < 3; at++) await use('a/1')
    world.clock.advance(1)
    const fresh = await reset()
    for (let at = 0; at < 2; at++) await use('a/1')
    for (let at = 0; at < 4; at++) await use('a/1', fresh)
    assert.deepEqual(await callsSince(), { 'a/1': 6 })
  })

  test('has no number of calls where those before an overlap cannot be told from those in it', async () => {
    await use('straddles/1')
    world.clock.advance(1)
    await reset(7_200)
    await use('straddles/1')
    await use('begins/1')
    await use('begins/1')
    assert.deepEqual(await callsSince(), { 'straddles/1': null, 'begins/1': 2 })
  })

  test('has a number of calls in an overlap when its first one came in an hour of its own', async () => {
    await use('a/1')
    world.clock.advance(1)
    await reset(7_200)
    world.clock.advance(HOUR_MS)
    await use('a/1')
    const [{ calls, state } = {}] = (await reconnect()).callers
    assert.deepEqual([calls, state], [1, 'old-key'])
  })

  test('is one for each network and client, and none of another user', async () => {
    const other = await makeUser(world.deps, accountId, `other${counter}`)
    await use('a/1')
    await use('a/1', apiKey, '192.0.2.2')
    await use('b/1')
    await use('theirs/1', other.apiKey)
    world.clock.advance(1)
    const fresh = await reset()
    await use('a/1', fresh, '192.0.2.2')
    const found = (await reconnect()).callers.map(({ client, network, state }) => [client, network, state])
    assert.deepEqual(found.sort(), [
      ['a/1', '192.0.2.1', 'silent'],
      ['a/1', '192.0.2.2', 'moved'],
      ['b/1', '192.0.2.1', 'silent'],
    ])
  })

  test('is looked for 30 days back from the reset', async () => {
    await use('long-ago/1')
    world.clock.advance(31 * DAY_MS)
    await use('lately/1')
    world.clock.advance(1)
    await reset()
    assert.deepEqual(await states(), { 'lately/1': 'silent' })
  })

  test('is told of the last reset only', async () => {
    await use('a/1')
    const second = await reset()
    await use('a/1', second)
    world.clock.advance(1)
    const third = await reset()
    assert.deepEqual(await states(), { 'a/1': 'silent' })
    world.clock.advance(1)
    await use('a/1', second)
    assert.deepEqual(await states(), { 'a/1': 'failing' })
    world.clock.advance(1)
    await use('a/1', third)
    assert.deepEqual(await states(), { 'a/1': 'moved' })
  })

  test('is nobody without a reset, and not to be asked for without a key', async () => {
    await use('a/1')
    assert.deepEqual(await reconnect(), { resetAtMs: null, callers: [] })
    await deleteKey(world.deps, OPERATOR, userId)
    await refusedWith('key.not_found', reconnect())
  })
})

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
    await endOverlap(world.deps, OPERATOR, userId)
    assert.deepEqual((await impact()).callers, [])
  })

  test('is one row for an application in whatever dialects, with the calls of all', async () => {
    for (const dialect of ['native', 'identity-v2.0', 'native']) {
      await use('curl/8', apiKey, '192.0.2.1', dialect)
    }
    await use('curl/8', apiKey, '192.0.2.2')
    const { callers, activeCallers } = await impact()
    const found = callers.map(({ network, dialects, calls }) => [network, dialects, calls])
    assert.deepEqual(found.sort(), [
      ['192.0.2.1', ['identity-v2.0', 'native'], 3],
      ['192.0.2.2', ['native'], 1],
    ])
    assert.equal(activeCallers, 2)
  })

  test('is not the panel with which a person tries the key', async () => {
    await use('Keyward-panel')
    const { callers, activeCallers } = await impact()
    assert.deepEqual([callers, activeCallers], [[], 0])
  })

  test('tells since when calls are known: the user’s first day, and never more than 90 days', async () => {
    const bornMs = world.clock.now() - MINUTE_MS
    assert.equal((await impact()).recordedSinceMs, bornMs)
    world.clock.advance(90 * DAY_MS)
    assert.equal((await impact()).recordedSinceMs, world.clock.now() - 90 * DAY_MS)
  })

  test('cannot be asked for without a key', async () => {
    await deleteKey(world.deps, OPERATOR, userId)
    await refusedWith('key.not_found', impact())
  })
})

describe('usage', () => {
  for (const [window, days] of [
    ['24h', 1],
    ['7d', 7],
    ['30d', 30],
  ] as const) {
    test(`of ${window} adds up alike by time, dialect and caller, and leaves out what is older`, async () => {
      await use('old/1')
      world.clock.advance((days + 1) * DAY_MS)
      for (let at = 0; at < 5; at++) {
        await use(at % 2 === 0 ? 'a/1' : 'b/1')
        world.clock.advance(HOUR_MS)
      }
      const usage = await usageOf(world.deps, OPERATOR, userId, window)
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
})

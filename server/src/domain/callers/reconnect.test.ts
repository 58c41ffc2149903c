import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { type Clients, type Holder, openClients } from '../../../../tests/support/callers.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { deleteKey, endOverlap } from '../keys/end-key.ts'
import { disableUser } from '../users/disable-user.ts'
import { reconnectAfterReset } from './reconnect.ts'

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
const reconnect = () => reconnectAfterReset(world.deps, OPERATOR, holder.userId)

async function states(): Promise<Record<string, string>> {
  return Object.fromEntries((await reconnect()).callers.map(({ client, state }) => [client, state]))
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
    await use('a/1', holder.apiKey, '192.0.2.1', 'identity-v2.0')
    await use('a/1', holder.apiKey, '192.0.2.1', 'native')
    world.clock.advance(1)
    const fresh = await reset()
    await use('a/1', fresh)
    const [first, ...others] = (await reconnect()).callers
    assert.deepEqual([first?.dialects, first?.state, others], [['identity-v2.0', 'native'], 'moved', []])
    await use('a/1', holder.apiKey, '192.0.2.1', 'identity-v2.0')
    world.clock.advance(1)
    await use('a/1', fresh)
    assert.deepEqual(await states(), { 'a/1': 'failing' })
  })

  test('that came in one dialect before and in another afterwards has moved', async () => {
    await use('a/1', holder.apiKey, '192.0.2.1', 'identity-v1.0')
    world.clock.advance(1)
    await use('a/1', await reset())
    assert.deepEqual(await states(), { 'a/1': 'moved' })
  })

  test('is also what calls itself the panel: a thief could', async () => {
    await use('Keyward-panel')
    world.clock.advance(1)
    await use('Keyward-panel', await reset())
    assert.deepEqual(await states(), { 'Keyward-panel': 'moved' })
  })

  test('is not one that logs in with an application credential: no reset concerns it', async () => {
    const { userId } = holder
    const credential = { userId, accountId: world.accountId, keyId: 'c'.repeat(32) }
    const origin = { dialect: 'native', address: '192.0.2.1', userAgent: 'app/1' }
    world.deps.calls.record(credential, origin, 'valid')
    await reset()
    assert.deepEqual((await reconnect()).callers, [])
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
    await endOverlap(world.deps, OPERATOR, holder.userId)
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
    await disableUser(world.deps, OPERATOR, holder.userId)
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
    const other = await world.someone()
    await use('a/1')
    await use('a/1', holder.apiKey, '192.0.2.2')
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
    await deleteKey(world.deps, OPERATOR, holder.userId)
    await refusedWith('key.not_found', reconnect())
  })
})

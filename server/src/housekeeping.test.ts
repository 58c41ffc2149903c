import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { makeOwner, makeUser, OPERATOR, openTestDeps, visitFrom } from '../../tests/support/deps.ts'
import { HOUR_MS, MINUTE_MS } from '../../tests/support/test-clock.ts'
import { resetKey } from './domain/keys/reset-key.ts'
import { authenticateKey } from './domain/login/verify-key.ts'
import { openSession } from './domain/sessions/open-session.ts'
import { startHousekeeping } from './housekeeping.ts'

const DAY_MS = 24 * HOUR_MS
const SECOND_MS = 1_000
const ORIGIN = { dialect: 'native', address: '192.0.2.1', userAgent: 'curl/8.5.0' }

/** Housekeeping on the real parts, whose timers the test moves. */
async function setUp(t: TestContext) {
  const world = await openTestDeps()
  t.after(() => world.close())
  const { account } = await makeOwner(world.deps)
  const { user, apiKey } = await makeUser(world.deps, account.id, 'ulla')
  t.mock.timers.enable({ apis: ['setInterval'] })
  const errors: string[] = []
  let renew = async () => {}
  let renewals = 0
  const stop = startHousekeeping(
    world.keyward,
    world.dataDir,
    () => {
      renewals++
      return renew()
    },
    (task, error) => errors.push(`${task}: ${error instanceof Error ? error.message : error}`),
  )
  t.after(stop)
  /** Lets this much time pass at once, and what it started come to an end. */
  const pass = async (ms: number) => {
    world.clock.advance(ms)
    t.mock.timers.tick(ms)
    for (let turn = 0; turn < 100; turn++) await nextTurn()
  }
  const calls = async () => (await world.deps.store.calls.ofUser(user.id, 0)).length
  const use = () => authenticateKey(world.deps, { secret: apiKey, username: null }, ORIGIN)
  return {
    ...world,
    user,
    errors,
    stop,
    pass,
    calls,
    use,
    renewals: () => renewals,
    onRenewing: (act: typeof renew) => {
      renew = act
    },
  }
}

test('calls are written after five seconds, and not before', async (t) => {
  const { use, pass, calls } = await setUp(t)
  await use()
  await pass(5 * SECOND_MS - 1)
  assert.equal(await calls(), 0)
  await pass(1)
  assert.equal(await calls(), 1)
})

test('nothing is done any more once it was stopped', async (t) => {
  const { use, pass, calls, stop, renewals } = await setUp(t)
  await use()
  stop()
  await pass(2 * HOUR_MS)
  assert.equal(await calls(), 0)
  assert.equal(renewals(), 0)
})

test('calls are kept for 90 days, and so is the key that was retired', async (t) => {
  const { use, pass, calls, deps, user, clock } = await setUp(t)
  await use()
  await pass(5 * SECOND_MS)
  await resetKey(deps, OPERATOR, user.id, { overlapSeconds: 0 })
  clock.advance(90 * DAY_MS - 2 * HOUR_MS)
  await pass(HOUR_MS)
  assert.equal(await calls(), 1)
  assert.equal((await deps.store.keys.ofUser(user.id)).length, 2)
  await pass(2 * HOUR_MS)
  assert.equal(await calls(), 0)
  const left = await deps.store.keys.ofUser(user.id)
  assert.deepEqual(
    left.map(({ endsAtMs }) => endsAtMs),
    [null],
  )
})

test('answer times are kept as long as calls', async (t) => {
  const { pass, deps, clock } = await setUp(t)
  const kept = async () => {
    const span = { fromMs: 0, hoursBeforeMs: clock.now() }
    return (await deps.store.answerTimes.byDialect(span)).length
  }
  deps.calls.answers.add('native', 1)
  await pass(5 * SECOND_MS)
  clock.advance(90 * DAY_MS - 2 * HOUR_MS)
  await pass(HOUR_MS)
  assert.equal(await kept(), 1)
  await pass(2 * HOUR_MS)
  assert.equal(await kept(), 0)
})

test('that it was a key is kept for five years more', async (t) => {
  const { pass, deps, user, clock } = await setUp(t)
  const digest = (await deps.store.keys.current(user.id))?.digest ?? ''
  const isRemembered = async () => (await deps.store.forgottenKeys.find([digest])) !== null
  await resetKey(deps, OPERATOR, user.id, { overlapSeconds: 0 })
  clock.advance(90 * DAY_MS)
  assert.equal(await isRemembered(), false)
  await pass(HOUR_MS)
  assert.equal(await isRemembered(), true)
  clock.advance((5 * 365 - 90) * DAY_MS - 2 * HOUR_MS)
  await pass(HOUR_MS)
  assert.equal(await isRemembered(), true)
  await pass(HOUR_MS)
  assert.equal(await isRemembered(), false)
})

test('sessions that have ended and answers that were remembered for a day are taken away', async (t) => {
  const { pass, deps, user } = await setUp(t)
  await deps.store.transaction((tx) => openSession(deps, tx, user, visitFrom()))
  await resetKey(deps, OPERATOR, user.id, { overlapSeconds: 0, idempotencyKey: 'click' })
  await pass(11 * HOUR_MS)
  assert.equal((await deps.store.sessions.ofUser(user.id)).length, 1)
  await pass(2 * HOUR_MS)
  assert.equal((await deps.store.sessions.ofUser(user.id)).length, 0)
  assert.ok(await deps.store.results.find(user.id, 'click'))
  await pass(12 * HOUR_MS)
  assert.equal(await deps.store.results.find(user.id, 'click'), null)
})

test('the heads of the log are signed after an hour with something new in it', async (t) => {
  const { pass, deps, user } = await setUp(t)
  const signed = async () => (await deps.store.audit.checkpoints(user.accountId)).length
  await pass(MINUTE_MS)
  assert.equal(await signed(), 1)
  await pass(2 * HOUR_MS)
  assert.equal(await signed(), 1)
  await resetKey(deps, OPERATOR, user.id, { overlapSeconds: 0 })
  await pass(MINUTE_MS)
  assert.equal(await signed(), 2)
})

test('a task that fails is told by its name, holds up no other, and is tried again', async (t) => {
  const { pass, errors, onRenewing, renewals, use, calls } = await setUp(t)
  onRenewing(() => Promise.reject(new Error('no such file')))
  await use()
  await pass(5 * SECOND_MS)
  assert.deepEqual(errors, ['renew certificate: no such file'])
  assert.equal(await calls(), 1)
  onRenewing(async () => {})
  await pass(5 * SECOND_MS)
  assert.equal(errors.length, 1)
  assert.equal(renewals(), 2)
})

test('a task that is still at work is not started a second time', async (t) => {
  const { pass, onRenewing, renewals } = await setUp(t)
  const gate = Promise.withResolvers<void>()
  onRenewing(() => gate.promise)
  for (let at = 0; at < 5; at++) await pass(5 * SECOND_MS)
  assert.equal(renewals(), 1)
  gate.resolve()
  await pass(0)
  await pass(5 * SECOND_MS)
  assert.equal(renewals(), 2)
})

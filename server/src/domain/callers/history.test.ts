import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Clients, type Holder, openClients } from '../../../../tests/support/callers.ts'
import { keyActor, makeUser, OPERATOR } from '../../../../tests/support/deps.ts'
import { addMailArea } from '../../../../tests/support/mail-area.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import { historyOf, historyOfAccount } from './history.ts'
import { monthOf, monthsBefore } from './month.ts'
import { CALLS_KEPT_MS } from './recording.ts'
import { usageOf } from './usage.ts'

let world: Clients
let holder: Holder

before(async () => {
  world = await openClients()
  holder = await world.someone()
})
after(() => world.close())

test('a month is one of UTC, and months before it are counted over the end of a year', () => {
  assert.equal(monthOf(Date.UTC(2026, 1, 28, 23, 59)), Date.UTC(2026, 1))
  assert.equal(monthsBefore(Date.UTC(2026, 0, 31), 0), Date.UTC(2026, 0))
  assert.equal(monthsBefore(Date.UTC(2026, 0, 31), 35), Date.UTC(2023, 1))
})

test('the history still has by the month and by the key what is forgotten by the hour', async () => {
  const firstMonthMs = monthOf(world.clock.now())
  await holder.use('a/1')
  await holder.use('b/1', undefined, '192.0.2.9', 'identity-v2.0')
  await historyOf(world.deps, OPERATOR, holder.userId)
  world.clock.advance(CALLS_KEPT_MS + HOUR_MS)
  await world.deps.store.calls.forgetBefore(world.clock.now() - CALLS_KEPT_MS)
  const old = await holder.reset()
  await holder.use('a/1')
  await holder.use('a/1', old)
  const { months, byKey } = await historyOf(world.deps, OPERATOR, holder.userId)
  const nowMs = monthOf(world.clock.now())
  const sorted = months.map(({ monthMs, dialect, outcome, calls }) => [monthMs, dialect, outcome, calls])
  assert.deepEqual(sorted, [
    [firstMonthMs, 'identity-v2.0', 'valid', 1],
    [firstMonthMs, 'native', 'valid', 1],
    [nowMs, 'native', 'revoked', 1],
    [nowMs, 'native', 'valid', 1],
  ])
  assert.deepEqual(
    byKey.map(({ calls, current }) => [calls, current]),
    [
      [3, false],
      [1, true],
    ],
  )
  const { byKey: lately } = await usageOf(world.deps, OPERATOR, holder.userId, '30d')
  assert.equal(
    lately.reduce((sum, { calls }) => sum + calls, 0),
    2,
  )
})

test('a month that has served its time is not told, be it forgotten yet or not', async () => {
  const ann = await world.someone()
  await ann.use('a/1')
  const madeMs = monthOf(world.clock.now())
  const monthsLater = (months: number) =>
    world.clock.advance(monthsBefore(madeMs, -months) - world.clock.now())
  await historyOf(world.deps, OPERATOR, ann.userId)
  monthsLater(35)
  assert.equal((await historyOf(world.deps, OPERATOR, ann.userId)).months.length, 1)
  monthsLater(36)
  const { months, keptSinceMs } = await historyOf(world.deps, OPERATOR, ann.userId)
  assert.deepEqual([months, keptSinceMs], [[], monthsBefore(madeMs, -1)])
})

test('the history of an account is that of those whom its reader may act on', async () => {
  const [owner, manager, joe] = await Promise.all([
    makeUser(world.deps, world.accountId, 'history-owner', { roles: [USER_ADMIN] }),
    makeUser(world.deps, world.accountId, 'history-manager', { roles: [USER_MANAGE] }),
    makeUser(world.deps, world.accountId, 'history-joe'),
  ])
  const origin = { dialect: 'native', address: '192.0.2.1', userAgent: 'curl/8' }
  for (const { user } of [owner, joe]) {
    const key = { keyId: `key of ${user.name}`, userId: user.id, accountId: user.accountId }
    world.deps.calls.record(key, origin, 'valid')
  }
  const seenBy = async ({ user }: typeof owner) => {
    const { byKey } = await historyOfAccount(world.deps, keyActor(user))
    return new Set(byKey.map(({ userName }) => userName))
  }
  assert.ok((await seenBy(owner)).has('history-owner'))
  const seen = await seenBy(manager)
  assert.deepEqual([seen.has('history-owner'), seen.has('history-joe')], [false, true])
  await refusedWith('actor.forbidden', historyOfAccount(world.deps, keyActor(joe.user)))
})

test('what there is of hosted mail is told of the account, to whoever may see all of it', async () => {
  const [owner, administrator] = await Promise.all([
    makeUser(world.deps, world.accountId, 'mail-owner', { roles: [USER_ADMIN] }),
    makeUser(world.deps, world.accountId, 'mail-manager', { roles: [USER_MANAGE] }),
  ])
  await addMailArea(world.deps, owner.user)
  assert.deepEqual((await historyOfAccount(world.deps, keyActor(owner.user))).mail, {
    mailboxes: 1,
    usageMb: 0,
  })
  assert.equal((await historyOfAccount(world.deps, keyActor(administrator.user))).mail, null)
  assert.equal((await historyOf(world.deps, keyActor(owner.user), owner.user.id)).mail, null)
})

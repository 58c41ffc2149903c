import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import {
  keyActor,
  makeOwner,
  makeUser,
  OPERATOR,
  openTestDeps,
  type TestDeps,
} from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { addAccount } from '../accounts/create-account.ts'
import { USER_ADMIN, USER_MANAGE } from '../roles/roles.ts'
import type { CreatedUser } from '../users/create-user.ts'
import { changeThreshold, readThreshold } from './own-threshold.ts'
import { tellReached } from './tell-reached.ts'

const DAY_MS = 24 * HOUR_MS

let world: TestDeps
let accountId: string
let owner: CreatedUser
let manager: CreatedUser
let joe: CreatedUser
let counter = 0

before(async () => {
  world = await openTestDeps({ sendsMail: true })
  await makeOwner(world.deps)
})
after(() => world.close())
beforeEach(async () => {
  // Noon of the third of a month, so that hours later it is the same day.
  const at = new Date(world.clock.now())
  world.clock.advance(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 3, 12) - world.clock.now())
  accountId = (await addAccount(world.deps, OPERATOR, { name: 'Example' })).id
  const n = ++counter
  const email = (name: string) => `${name}${n}@example.com`
  owner = await makeUser(world.deps, accountId, `owner${n}`, { roles: [USER_ADMIN], email: email('owner') })
  manager = await makeUser(world.deps, accountId, `manager${n}`, {
    roles: [USER_MANAGE],
    email: email('manager'),
  })
  joe = await makeUser(world.deps, accountId, `joe${n}`, { email: email('joe') })
})

async function call(times: number, outcome: 'valid' | 'expired' = 'valid'): Promise<void> {
  const { calls } = world.deps
  const key = { keyId: 'k', userId: joe.user.id, accountId }
  const origin = { dialect: 'native', address: '192.0.2.1', userAgent: 'curl/8' }
  for (let n = 0; n < times; n++) calls.record(key, origin, outcome)
  await calls.flush()
}

/** Looks whether anybody has to be told, and takes what they are: who, and what. */
async function told(): Promise<readonly (readonly [string | null, string])[]> {
  await tellReached(world.deps)
  const { outbox } = world.deps.store
  const mails = await outbox.due(world.clock.now(), 99)
  for (const { id } of mails) await outbox.delete(id)
  const own = mails.filter(({ kind }) => kind === 'usage_notice')
  return own.map(({ address, content }) => [address, String(content)])
}

const set = (change: Parameters<typeof changeThreshold>[2]) =>
  changeThreshold(world.deps, keyActor(owner.user), change)
const addresses = async () => (await told()).map(([address]) => address).sort()

describe('a threshold of calls', () => {
  test('is reached by as many calls as it says, rejected ones among them', async () => {
    await set({ callsPerDay: 3 })
    await call(1)
    await call(1, 'expired')
    const before = await readThreshold(world.deps, keyActor(owner.user))
    assert.deepEqual([before.callsToday, before.reached], [2, { day: false, month: false }])
    assert.deepEqual(await told(), [])
    await call(1)
    const { reached, callsToday, callsThisMonth } = await readThreshold(world.deps, keyActor(manager.user))
    assert.deepEqual([callsToday, callsThisMonth, reached], [3, 3, { day: true, month: false }])
    const [[address, text] = [], ...more] = await told()
    assert.deepEqual([address, more], [owner.user.email, []])
    assert.match(text ?? '', /3 calls today; the threshold is 3/)
  })

  test('is told once a day, and again on the next day that reaches it', async () => {
    await set({ callsPerDay: 2 })
    await call(5)
    assert.equal((await told()).length, 1)
    await call(5)
    assert.deepEqual(await told(), [])
    world.clock.advance(DAY_MS)
    assert.deepEqual(await told(), [])
    await call(2)
    assert.equal((await told()).length, 1)
  })

  test('of a month adds up its days, and is told once a month', async () => {
    await set({ callsPerMonth: 4 })
    await call(2)
    world.clock.advance(DAY_MS)
    assert.deepEqual(await told(), [])
    await call(2)
    assert.match((await told())[0]?.[1] ?? '', /4 calls this month; the threshold is 4/)
    world.clock.advance(DAY_MS)
    await call(2)
    assert.deepEqual(await told(), [])
    world.clock.advance(31 * DAY_MS)
    assert.deepEqual(await told(), [])
    await call(4)
    assert.equal((await told()).length, 1)
  })

  test('is told to the owners, to managers where that is wished, to nobody where that is', async () => {
    await call(3)
    await set({ callsPerDay: 1 })
    assert.deepEqual(await addresses(), [owner.user.email])
    await set({ callsPerDay: 2, notify: 'managers' })
    assert.deepEqual(await addresses(), [manager.user.email, owner.user.email])
    await set({ callsPerDay: 3, notify: 'nobody' })
    assert.deepEqual(await addresses(), [])
    assert.ok((await readThreshold(world.deps, keyActor(owner.user))).reached.day)
  })

  test('that is changed is told anew; one that stays the same is not', async () => {
    await call(3)
    await set({ callsPerDay: 1 })
    assert.equal((await told()).length, 1)
    await set({ callsPerDay: 1, notify: 'managers' })
    assert.deepEqual(await told(), [])
    await set({ callsPerDay: 9 })
    assert.deepEqual(await told(), [])
    await set({ callsPerDay: 2 })
    assert.equal((await told()).length, 2)
  })

  test('of two servers that look at once one tells of it', async () => {
    await set({ callsPerDay: 1 })
    await call(1)
    await Promise.all([tellReached(world.deps), tellReached(world.deps)])
    assert.equal((await told()).length, 1)
  })

  test('is set by owners and read by managers; nobody else knows of it', async () => {
    await refusedWith(
      'actor.forbidden',
      changeThreshold(world.deps, keyActor(manager.user), { callsPerDay: 1 }),
    )
    await refusedWith('actor.forbidden', readThreshold(world.deps, keyActor(joe.user)))
    for (const callsPerDay of [0, -1, 1.5, 1e13]) await refusedWith('input.invalid', set({ callsPerDay }))
    assert.equal((await readThreshold(world.deps, keyActor(manager.user))).callsPerDay, null)
  })

  test('is in the audit log with what was there before, and a change of nothing is not', async () => {
    await set({ callsPerDay: 5 })
    await set({ callsPerDay: 5 })
    await set({ callsPerDay: null, callsPerMonth: 7 })
    const entries = (await world.deps.store.audit.page(accountId, 0, 99)).filter(
      ({ action }) => action === 'usage.threshold',
    )
    assert.deepEqual(
      entries.map(({ details }) => [
        details['callsPerDayBefore'],
        details['callsPerDay'],
        details['callsPerMonth'],
      ]),
      [
        [null, 5, null],
        [5, null, 7],
      ],
    )
  })
})

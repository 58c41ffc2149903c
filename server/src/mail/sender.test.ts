import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, mock, test } from 'node:test'
import { makeOwner, makeUser, openTestDeps, type TestDeps, visitFrom } from '../../../tests/support/deps.ts'
import type { FailedAttempt } from '../domain/mail/deliver-due.ts'
import { forgotPassword } from '../domain/mail/forgot-password.ts'
import { MailFault, type Post } from '../domain/mail/outgoing.ts'
import { startSender } from './sender.ts'

let world: TestDeps
const faults: FailedAttempt[] = []
const errors: unknown[] = []

beforeEach(async () => {
  world = await openTestDeps({ sendsMail: true })
  const { account } = await makeOwner(world.deps)
  await makeUser(world.deps, account.id, 'ulla', { email: 'ulla@example.com' })
  mock.timers.enable({ apis: ['setInterval'] })
  faults.length = 0
  errors.length = 0
})
afterEach(async () => {
  mock.timers.reset()
  await world.close()
})

const start = (post: Post) =>
  startSender(world.deps, post, {
    onFault: (attempt) => faults.push(attempt),
    onError: (error) => errors.push(error),
  })
const forgot = () => forgotPassword(world.deps, 'ulla', visitFrom())

/** Lets the sender look, and waits until something holds. */
async function until(holds: () => boolean): Promise<void> {
  for (let turns = 0; !holds(); turns++) {
    assert.ok(turns < 10_000, 'nothing happened')
    mock.timers.tick(1_000)
    await new Promise(setImmediate)
  }
}

describe('the sender', () => {
  test('sends what is put out, one look after the other', async () => {
    const letters: unknown[] = []
    const sender = start(async (letter) => void letters.push(letter))
    await forgot()
    await until(() => letters.length === 1)
    await forgot()
    await until(() => letters.length === 2)
    await sender.stop(1_000)
    assert.deepEqual([faults, errors], [[], []])
  })

  test('tells of a mail server that refuses, and goes on', async () => {
    const sender = start(() => Promise.reject(new MailFault('EAUTH 535', false)))
    await forgot()
    await until(() => faults.length === 1)
    assert.deepEqual(faults, [{ outcome: 'delayed', fault: 'EAUTH 535' }])
    world.clock.advance(30_000)
    await until(() => faults.length === 2)
    await sender.stop(1_000)
  })

  test('sends at once, after a start, what was put off before it; what is put off later waits', async () => {
    const refusing = start(() => Promise.reject(new MailFault('EAUTH 535', false)))
    await forgot()
    await until(() => faults.length === 1)
    await refusing.stop(1_000)
    let posts = 0
    const again = start(() => {
      posts++
      return Promise.reject(new MailFault('EAUTH 535', false))
    })
    await until(() => posts === 1 && faults.length === 2)
    for (let looks = 0; looks < 5; looks++) {
      mock.timers.tick(1_000)
      await new Promise(setImmediate)
    }
    assert.equal(posts, 1)
    await again.stop(1_000)
    assert.deepEqual(errors, [])
  })

  test('outlives a fault of its own', async () => {
    let isBroken = true
    const letters: unknown[] = []
    const sender = start(async (letter) => {
      if (isBroken) throw new Error('broken')
      letters.push(letter)
    })
    await forgot()
    await until(() => errors.length === 1)
    isBroken = false
    world.clock.advance(5 * 60_000)
    await until(() => letters.length === 1)
    await sender.stop(1_000)
  })

  test('stopped, looks no more, and waits for what is in the air', async () => {
    const air = Promise.withResolvers<void>()
    let posts = 0
    const sender = start(() => {
      posts++
      return air.promise
    })
    await forgot()
    await until(() => posts === 1)
    let stopped = false
    const stop = sender.stop(60_000).then(() => {
      stopped = true
    })
    await new Promise(setImmediate)
    assert.equal(stopped, false)
    air.resolve()
    await stop
    await forgot()
    mock.timers.tick(60_000)
    await new Promise(setImmediate)
    assert.equal(posts, 1)
    assert.equal((await world.deps.store.outbox.state()).waiting, 1)
  })

  test('does not wait for ever for a mail server that says nothing', async () => {
    const air = Promise.withResolvers<void>()
    let posts = 0
    const sender = start(() => {
      posts++
      return air.promise
    })
    await forgot()
    await until(() => posts === 1)
    await sender.stop(1)
    air.resolve()
  })
})

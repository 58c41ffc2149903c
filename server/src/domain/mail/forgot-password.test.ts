import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import fc from 'fast-check'
import { anyCharacter } from '../../../../tests/support/any-character.ts'
import { freshOrigin, withStore } from '../../../../tests/support/core.ts'
import { count } from '../../../../tests/support/counts.ts'
import {
  makeOwner,
  makeUser,
  openTestDeps,
  type TestDeps,
  visitFrom,
} from '../../../../tests/support/deps.ts'
import { lettersOf } from '../../../../tests/support/mail.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { HOUR_MS, MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { forgotPassword } from './forgot-password.ts'

let world: TestDeps

beforeEach(async () => {
  world = await openTestDeps({ sendsMail: true })
  const { account } = await makeOwner(world.deps)
  await makeUser(world.deps, account.id, 'ulla', { email: 'ulla@example.com' })
})
afterEach(() => world.close())

const freshVisit = () => ({ ...visitFrom(), origin: freshOrigin('panel') })
const forgot = (name: string, visit = freshVisit()) => forgotPassword(world.deps, name, visit)
const waiting = async () => (await world.deps.store.outbox.state()).waiting

describe('asking for a forgotten password', () => {
  test('does the same for every name: nobody is looked up before the answer (S-33)', async () => {
    const asked: string[] = []
    const refuse = (name: string) => {
      asked.push(name)
      return Promise.reject(new Error('looked up'))
    }
    const { users } = world.deps.store
    const blind = withStore(world.deps, {
      users: { ...users, byName: refuse, byId: refuse, list: () => refuse('list') },
    })
    for (const name of ['ulla', 'nobody']) await forgotPassword(blind, name, freshVisit())
    assert.deepEqual(asked, [])
    const [first, second] = await world.deps.store.outbox.due(world.clock.now(), 10)
    const shape = (mail: typeof first) => ({ ...mail, id: '', userName: '', doneFrom: '' })
    assert.deepEqual(shape(first), shape(second))
  })

  test('is heard three times for a name, and then once in twenty minutes, without a word about it', async () => {
    for (let times = 0; times < 6; times++) await forgot(times % 2 === 0 ? 'ulla' : 'ULLA')
    assert.equal(await waiting(), 3)
    await forgot('vera')
    assert.equal(await waiting(), 4, 'another name has its own')
    world.clock.advance(20 * MINUTE_MS)
    await forgot('ulla')
    await forgot('ulla')
    assert.equal(await waiting(), 5)
  })

  test('is refused after ten from one place, whatever the names, and heard from elsewhere', async () => {
    const visit = freshVisit()
    for (let times = 0; times < 10; times++) await forgot(`name${times}`, visit)
    const refused = await refusedWith('throttled', forgot('ulla', visit))
    assert.equal(refused.facts.retryAfterSeconds, 30)
    assert.equal(await waiting(), 10)
    await forgot('ulla')
    world.clock.advance(30_000)
    await forgot('vera', visit)
    assert.equal(await waiting(), 12)
  })

  test('takes nothing from what failed passwords are counted by', async () => {
    const visit = freshVisit()
    for (let times = 0; times < 10; times++) await forgot('ulla', visit)
    world.deps.limiter.passwordAttempt(visit.origin.address, 'ulla', false)
  })

  test('writes nothing where no mail is sent', async () => {
    await forgotPassword({ ...world.deps, sendsMail: false }, 'ulla', freshVisit())
    assert.equal(await waiting(), 0)
  })

  test('never fails and never mails anybody else, whatever is typed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: anyCharacter }),
          fc.constantFrom('ulla', 'ulla ', "u'--", 'x'.repeat(300)),
        ),
        async (name) => {
          world.clock.advance(HOUR_MS)
          await forgot(name)
          const letters = await lettersOf(world.deps)
          assert.equal(await waiting(), 0)
          const isUlla = name.normalize('NFKC').toLowerCase() === 'ulla'
          assert.deepEqual(
            letters.map(({ to }) => to),
            isUlla ? ['ulla@example.com'] : [],
          )
        },
      ),
      { numRuns: count(100) },
    )
  })
})

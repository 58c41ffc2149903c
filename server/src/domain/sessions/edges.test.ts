import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import fc from 'fast-check'
import { count } from '../../../../tests/support/counts.ts'
import {
  makeOwner,
  makeUser,
  OPERATOR,
  OTHER_PASSWORD,
  openTestDeps,
  PASSWORD,
  type TestDeps,
  visitFrom,
} from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { HOUR_MS, MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { addAccount } from '../accounts/create-account.ts'
import { updateAccount } from '../accounts/update-account.ts'
import { createKey } from '../keys/create-key.ts'
import { resetKey } from '../keys/reset-key.ts'
import { revealKey } from '../keys/reveal-key.ts'
import { presenceMs } from '../policy.ts'
import { IDENTITY_ADMIN, USER_ADMIN } from '../roles/roles.ts'
import { changeOwnEmail } from '../users/change-own-email.ts'
import { changeOwnPassword } from '../users/change-own-password.ts'
import { deleteUser } from '../users/delete-user.ts'
import { disableUser } from '../users/disable-user.ts'
import { setPassword } from '../users/set-password.ts'
import { updateUser } from '../users/update-user.ts'
import type { User } from '../users/user.ts'
import { checkSession, type LiveSession } from './check-session.ts'
import { describeSession } from './describe-session.ts'
import { endSessions } from './end-sessions.ts'
import { endStepUp } from './end-step-up.ts'
import { openSession, sessionActor } from './open-session.ts'
import type { OpenedSession } from './session.ts'
import { signOut } from './sign-out.ts'
import { stepUp } from './step-up.ts'

let world: TestDeps
let accountId: string
let user: User
let counter = 0

before(async () => {
  world = await openTestDeps()
  await makeOwner(world.deps)
})
after(() => world.close())

beforeEach(async () => {
  const { deps } = world
  accountId = (await addAccount(deps, OPERATOR, { name: `Account ${++counter}` })).id
  // The first user of an account owns it; the tests are about somebody else.
  await makeUser(deps, accountId, `owner${counter}`, { roles: [USER_ADMIN] })
  user = (await makeUser(deps, accountId, `ulla${counter}`, { email: 'u@example.com' })).user
})

const visit = visitFrom()
/** As after a sign-in, without the hashing. */
const open = (of = user): Promise<OpenedSession> =>
  world.deps.store.transaction((tx) => openSession(world.deps, tx, of, visit))
const isGood = async ({ secret }: OpenedSession) => (await checkSession(world.deps, secret)) !== null

async function live(opened: OpenedSession): Promise<LiveSession> {
  return (await checkSession(world.deps, opened.secret)) ?? assert.fail('the session has ended')
}

describe('the end of a session, to the millisecond', () => {
  for (const [name, edgeMs, keepAwake] of [
    ['idle', 30 * MINUTE_MS, false],
    ['absolute', 12 * HOUR_MS, true],
  ] as const) {
    for (const [offMs, expected] of [
      [-1, true],
      [0, false],
      [1, false],
    ] as const) {
      test(`the ${name} end ${offMs} ms: ${expected ? 'good' : 'over'}`, async () => {
        const session = await open()
        const untilMs = world.clock.now() + edgeMs + offMs
        while (keepAwake && untilMs - world.clock.now() > 29 * MINUTE_MS) {
          world.clock.advance(29 * MINUTE_MS)
          assert.ok(await isGood(session))
        }
        world.clock.advance(untilMs - world.clock.now())
        assert.equal(await isGood(session), expected)
      })
    }
  }

  test('does not move for looking at it when it is over', async () => {
    const session = await open()
    world.clock.advance(30 * MINUTE_MS)
    for (let look = 0; look < 3; look++) assert.equal(await isGood(session), false)
  })

  test('is what the two limits say after any uses, renewals included', async () => {
    const step = fc.record({
      waitMs: fc.oneof(
        fc.integer({ min: 0, max: 2 * MINUTE_MS }),
        fc.integer({ min: 28 * MINUTE_MS, max: 31 * MINUTE_MS }),
        fc.constantFrom(59_999, 60_000, 30 * MINUTE_MS - 1, 30 * MINUTE_MS),
      ),
    })
    const runs = fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const session = await open()
      const bornMs = world.clock.now()
      let seenMs = bornMs
      for (const { waitMs } of steps) {
        world.clock.advance(waitMs)
        const nowMs = world.clock.now()
        const expected = nowMs < Math.min(seenMs + 30 * MINUTE_MS, bornMs + 12 * HOUR_MS)
        assert.equal(await isGood(session), expected)
        if (!expected) return
        // Being seen is written down at most once a minute.
        if (nowMs - seenMs >= MINUTE_MS) seenMs = nowMs
      }
    })
    await fc.assert(runs, { numRuns: count(200) })
  })
})

describe('the window of a proof of presence', () => {
  const actor = async (opened: OpenedSession) => {
    const { session, user: known } = await live(opened)
    return sessionActor(known, session, visit)
  }
  const acts = [
    ['shown', async (of: OpenedSession) => revealKey(world.deps, await actor(of), user.id)],
    [
      'reset',
      async (of: OpenedSession) => resetKey(world.deps, await actor(of), user.id, { overlapSeconds: 0 }),
    ],
  ] as const

  for (const [minutes, windowMs] of [
    [0, 30_000],
    [1, MINUTE_MS],
    [2, 2 * MINUTE_MS],
    [5, 5 * MINUTE_MS],
    [29, 29 * MINUTE_MS],
    [60, HOUR_MS],
  ] as const) {
    test(`of ${minutes} minutes is open until ${windowMs} ms, and closed from then on`, async () => {
      await updateAccount(world.deps, OPERATOR, accountId, { stepUpMinutes: minutes })
      assert.equal(presenceMs(minutes), windowMs)
      const opened = await open()
      const endsAtMs = world.clock.now() + windowMs
      assert.equal(
        (await describeSession(world.deps, (await live(opened)).session)).confirmedUntilMs,
        endsAtMs,
      )
      while (endsAtMs - 1 - world.clock.now() > 20 * MINUTE_MS) {
        world.clock.advance(20 * MINUTE_MS)
        await live(opened)
      }
      world.clock.advance(endsAtMs - 1 - world.clock.now())
      for (const [, act] of acts) await act(opened)
      world.clock.advance(1)
      for (const [, act] of acts) await refusedWith('step_up.needed', act(opened))
      assert.equal((await describeSession(world.deps, (await live(opened)).session)).confirmedUntilMs, null)
    })
  }

  for (const minutes of [-1, 61, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    test(`cannot be ${minutes} minutes`, async () => {
      await refusedWith(
        'input.invalid',
        updateAccount(world.deps, OPERATOR, accountId, { stepUpMinutes: minutes }),
      )
    })
  }

  test('made narrower closes at once, made wider opens no further than the session lives', async () => {
    const opened = await open()
    world.clock.advance(4 * MINUTE_MS)
    await updateAccount(world.deps, OPERATOR, accountId, { stepUpMinutes: 1 })
    await refusedWith('step_up.needed', acts[0][1](opened))
    await updateAccount(world.deps, OPERATOR, accountId, { stepUpMinutes: 60 })
    await acts[0][1](opened)
    world.clock.advance(30 * MINUTE_MS)
    assert.equal(await isGood(opened), false)
  })

  test('is the one of the asker’s account, whomever it is about', async () => {
    const staff = (await makeUser(world.deps, accountId, `staff${counter}`, { roles: [IDENTITY_ADMIN] })).user
    const there = await addAccount(world.deps, OPERATOR, { name: `There ${counter}` })
    const other = (await makeUser(world.deps, there.id, `other${counter}`)).user
    await updateAccount(world.deps, OPERATOR, there.id, { stepUpMinutes: 60 })
    const opened = await open(staff)
    world.clock.advance(5 * MINUTE_MS)
    await refusedWith('step_up.needed', revealKey(world.deps, await actor(opened), other.id))
  })

  test('given back is closed, for this session alone', async () => {
    const [here, elsewhere] = [await open(), await open()]
    await endStepUp(world.deps, await live(here), visit)
    for (const [, act] of acts) await refusedWith('step_up.needed', act(here))
    await refusedWith('step_up.needed', createKey(world.deps, await actor(here), user.id))
    await acts[0][1](elsewhere)
  })

  test('opens again by the password only, and for this session alone', async () => {
    const [here, elsewhere] = [await open(), await open()]
    world.clock.advance(5 * MINUTE_MS)
    await refusedWith(
      'password.wrong',
      stepUp(world.deps, await live(here), { kind: 'password', password: OTHER_PASSWORD }, visit),
    )
    await refusedWith('step_up.needed', acts[0][1](here))
    const renewed = await stepUp(
      world.deps,
      await live(here),
      { kind: 'password', password: PASSWORD },
      visit,
    )
    await acts[0][1](renewed)
    await refusedWith('step_up.needed', acts[0][1](elsewhere))
  })
})

describe('what ends sessions (S-37)', () => {
  // Whose sessions are still good afterwards: the one that acts, another of the same person, somebody else's.
  const CAUSES: readonly (readonly [string, (own: LiveSession) => Promise<unknown>, readonly boolean[]])[] = [
    ['signing out', (own) => signOut(world.deps, own, visit), [false, true, true]],
    [
      'signing out everywhere else',
      (own) => endSessions(world.deps, ownActor(own), user.id),
      [true, false, true],
    ],
    ['disabling the user', () => disableUser(world.deps, OPERATOR, user.id), [false, false, true]],
    ['deleting the user', () => deleteUser(world.deps, OPERATOR, user.id), [false, false, true]],
    [
      'suspending the account',
      () => updateAccount(world.deps, OPERATOR, accountId, { enabled: false }),
      [false, false, false],
    ],
    [
      'a password set by somebody else',
      () => setPassword(world.deps, OPERATOR, user.id, OTHER_PASSWORD),
      [false, false, true],
    ],
    [
      'a new e-mail address of one’s own',
      (own) => changeOwnEmail(world.deps, ownActor(own), 'new@example.com'),
      [true, false, true],
    ],
    [
      'a wrong attempt to change the password',
      (own) =>
        changeOwnPassword(
          world.deps,
          own,
          { currentPassword: OTHER_PASSWORD, newPassword: OTHER_PASSWORD },
          visit,
        ).catch(() => undefined),
      [true, true, true],
    ],
    [
      'a change of the account’s name',
      () => updateAccount(world.deps, OPERATOR, accountId, { name: `Renamed ${counter}` }),
      [true, true, true],
    ],
    [
      'a reset of the key',
      (own) => resetKey(world.deps, ownActor(own), user.id, { overlapSeconds: 0 }),
      [true, true, true],
    ],
  ]
  const ownActor = ({ session, user: known }: LiveSession) => sessionActor(known, session, visit)

  for (const [cause, act, expected] of CAUSES) {
    const [own, other] = expected
    test(`${cause}: this one ${own ? 'goes on' : 'ends'}, another ${other ? 'goes on' : 'ends'}`, async () => {
      const colleague = (await makeUser(world.deps, accountId, `vera${counter}`)).user
      const sessions = [await open(), await open(), await open(colleague)] as const
      await act(await live(sessions[0]))
      const good = []
      for (const session of sessions) good.push(await isGood(session))
      assert.deepEqual(good, expected)
    })
  }

  test('a password changed by oneself: others end, this one goes on under a new secret', async () => {
    const [own, other] = [await open(), await open()]
    const passwords = { currentPassword: PASSWORD, newPassword: OTHER_PASSWORD }
    const renewed = await changeOwnPassword(world.deps, await live(own), passwords, visit)
    assert.deepEqual([await isGood(own), await isGood(other), await isGood(renewed)], [false, false, true])
  })

  test('a renamed user goes on with the new name', async () => {
    const opened = await open()
    await updateUser(world.deps, OPERATOR, user.id, { name: `renamed${counter}` })
    assert.equal((await live(opened)).user.name, `renamed${counter}`)
  })
})

import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import {
  actionsOf,
  auditOf,
  enterBy,
  keyActor,
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
import { disableUser } from '../users/disable-user.ts'
import { enableUser } from '../users/enable-user.ts'
import { setPassword } from '../users/set-password.ts'
import type { User } from '../users/user.ts'
import { checkSession, type LiveSession } from './check-session.ts'
import { csrfTokenOf, describeSession } from './describe-session.ts'
import { endSessions } from './end-sessions.ts'
import { endStepUp } from './end-step-up.ts'
import type { OpenedSession } from './session.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { stepUp } from './step-up.ts'

let world: TestDeps
let owner: User
let user: User
let counter = 0

before(async () => {
  world = await openTestDeps()
  owner = (await makeOwner(world.deps)).user
})
after(() => world.close())

beforeEach(async () => {
  // A name of its own for every test: failures are counted by name.
  user = (await makeUser(world.deps, owner.accountId, `ulla${++counter}`)).user
  world.clock.advance(24 * HOUR_MS)
})

const visit = visitFrom()

function enter(name = user.name, brought: string | null = null): Promise<OpenedSession> {
  return enterBy(world.deps, name, PASSWORD, brought)
}

async function live(opened: OpenedSession): Promise<LiveSession> {
  const session = await checkSession(world.deps, opened.secret)
  assert.ok(session, 'the session is good')
  return session
}

describe('signing in', () => {
  test('gives a session that is good, with the user it belongs to', async () => {
    const { session, user: known } = await live(await enter())
    assert.equal(session.userId, user.id)
    assert.equal(known.name, user.name)
    assert.equal(session.client, 'Chrome/156')
  })

  test('takes the name in any spelling', async () => {
    assert.equal((await live(await enter(user.name.toUpperCase()))).user.id, user.id)
  })

  test('is written into the log of the account with address and browser', async () => {
    await enter()
    const entry = (await auditOf(world.deps, owner.accountId)).at(-1)
    assert.equal(entry?.action, 'session.start')
    assert.equal(entry.actor, `user:${user.id}`)
    assert.match(entry.source, /^panel 192\.0\.2\.1 r1$/)
    assert.deepEqual(entry.details, { client: 'Chrome/156', method: 'password' })
  })

  test('stores a digest, never the secret', async () => {
    const { secret, session } = await enter()
    assert.notEqual(session.digest, secret)
    assert.equal(session.digest, world.deps.vault.digest('session', secret))
    const stored = await world.deps.store.sessions.ofUser(user.id)
    assert.doesNotMatch(JSON.stringify(stored), new RegExp(secret))
  })

  test('never takes over a secret that the browser brought along (F-17)', async () => {
    const planted = 'A'.repeat(43)
    const { secret } = await enter(user.name, planted)
    assert.notEqual(secret, planted)
    assert.equal(await checkSession(world.deps, planted), null)
  })

  test('ends the session that the browser brought along', async () => {
    const first = await enter()
    await enter(user.name, first.secret)
    assert.equal(await checkSession(world.deps, first.secret), null)
  })

  test('leaves the sessions of other browsers alone', async () => {
    const first = await enter()
    await enter()
    await live(first)
  })

  test('with a wrong password, an unknown user and a user without password is refused alike', async () => {
    const { id } = user
    await world.deps.store.users.update(id, { passwordHash: null })
    for (const [username, password] of [
      [owner.name, OTHER_PASSWORD],
      ['nobody', PASSWORD],
      [user.name, PASSWORD],
    ] as const) {
      await refusedWith('credential.wrong', signIn(world.deps, { username, password }, visit, null))
    }
    assert.equal((await world.deps.store.sessions.ofUser(id)).length, 0)
  })

  test('of a disabled user is refused, and no session is left', async () => {
    await disableUser(world.deps, OPERATOR, user.id)
    await refusedWith('user.disabled', enter())
    assert.equal((await world.deps.store.sessions.ofUser(user.id)).length, 0)
  })

  /** A sign-in during whose comparison of the password something else happens. */
  function signInMeanwhile(act: () => Promise<unknown>) {
    const { hasher } = world.deps
    const slow = {
      hash: (password: string) => hasher.hash(password),
      verify: async (password: string, phc: string | null) => {
        const verdict = await hasher.verify(password, phc)
        await act()
        return verdict
      },
    }
    const deps = { ...world.deps, hasher: slow }
    return signIn(deps, { username: user.name, password: PASSWORD }, visit, null)
  }

  test('with a password that was replaced while it was compared opens nothing', async () => {
    const attempt = signInMeanwhile(() => setPassword(world.deps, OPERATOR, user.id, OTHER_PASSWORD))
    await refusedWith('credential.wrong', attempt)
    assert.equal((await world.deps.store.sessions.ofUser(user.id)).length, 0)
  })

  test('into an account that is suspended meanwhile leaves no session for when it is let back in', async () => {
    const account = await addAccount(world.deps, OPERATOR, { name: 'Suspended' })
    user = (await makeUser(world.deps, account.id, `susi${counter}`)).user
    const set = (enabled: boolean) => updateAccount(world.deps, OPERATOR, account.id, { enabled })
    let accounts = 0
    const { accounts: store } = world.deps.store
    const byId = store.byId.bind(store)
    // After the password was right and the account was looked at, before the session is opened.
    Object.assign(store, {
      byId: async (id: string) => {
        const found = await byId(id)
        if (id === account.id && accounts++ === 0) await set(false)
        return found
      },
    })
    const attempt = signIn(world.deps, { username: user.name, password: PASSWORD }, visit, null)
    await refusedWith('user.disabled', attempt)
    Object.assign(store, { byId })
    await set(true)
    assert.equal((await world.deps.store.sessions.ofUser(user.id)).length, 0)
  })
})

describe('the work behind a refused sign-in (S-33)', () => {
  test('is the same for unknown, wrong, disabled and passwordless users: one hash each', async () => {
    const [disabled, bare] = [
      (await makeUser(world.deps, owner.accountId, `dora${counter}`)).user,
      (await makeUser(world.deps, owner.accountId, `bert${counter}`)).user,
    ]
    await disableUser(world.deps, OPERATOR, disabled.id)
    await world.deps.store.users.update(bare.id, { passwordHash: null })
    const { hasher } = world.deps
    for (const username of [user.name, 'nobody', disabled.name, bare.name]) {
      let hashes = 0
      const counting = {
        hash: (password: string) => hasher.hash(password),
        verify: (password: string, phc: string | null) => {
          hashes += 1
          return hasher.verify(password, phc)
        },
      }
      const deps = { ...world.deps, hasher: counting }
      const attempt = signIn(deps, { username, password: OTHER_PASSWORD }, visitFrom('198.51.100.250'), null)
      await refusedWith('credential.wrong', attempt)
      assert.equal(hashes, 1, username)
    }
  })
})

describe('throttling of sign-ins (S-42)', () => {
  const fail = (address: string) =>
    signIn(world.deps, { username: user.name, password: OTHER_PASSWORD }, visitFrom(address), null)

  test('delays a name after five failures, in any spelling', async () => {
    for (let at = 0; at < 5; at++) await refusedWith('credential.wrong', fail(`198.51.100.${at}`))
    await refusedWith('throttled', fail('198.51.100.77'))
    const shouted = { username: user.name.toUpperCase(), password: PASSWORD }
    await refusedWith('throttled', signIn(world.deps, shouted, visitFrom('198.51.100.78'), null))
  })

  test('by strangers does not keep the owner out of a network where the password was right before', async () => {
    await signIn(world.deps, { username: user.name, password: PASSWORD }, visitFrom('203.0.113.9'), null)
    for (let at = 0; at < 7; at++) await fail(`198.51.100.${100 + at}`).catch(() => undefined)
    await refusedWith('throttled', fail('198.51.100.99'))
    await signIn(world.deps, { username: user.name, password: PASSWORD }, visitFrom('203.0.113.9'), null)
  })

  test('ends by itself: nothing is ever locked', async () => {
    for (let at = 0; at < 6; at++) await fail(`198.51.100.${200 + at}`).catch(() => undefined)
    world.clock.advance(15 * MINUTE_MS)
    await live(await enter())
  })

  test('counts names that nobody has, too', async () => {
    const ghost = (at: number) => {
      const presented = { username: `ghost${counter}`, password: PASSWORD }
      return signIn(world.deps, presented, visitFrom(`203.0.113.${100 + at}`), null)
    }
    for (let at = 0; at < 5; at++) await refusedWith('credential.wrong', ghost(at))
    await refusedWith('throttled', ghost(9))
  })
})

describe('a session', () => {
  test('is good until 30 minutes without use have passed', async () => {
    const opened = await enter()
    world.clock.advance(30 * MINUTE_MS - 1)
    await live(opened)
  })

  test('ends 30 minutes after its last use', async () => {
    const opened = await enter()
    world.clock.advance(20 * MINUTE_MS)
    await live(opened)
    world.clock.advance(20 * MINUTE_MS)
    await live(opened)
    world.clock.advance(30 * MINUTE_MS)
    assert.equal(await checkSession(world.deps, opened.secret), null)
  })

  test('ends 12 hours after the sign-in, however much it is used', async () => {
    const opened = await enter()
    for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
      world.clock.advance(20 * MINUTE_MS)
      await live(opened)
    }
    world.clock.advance(20 * MINUTE_MS)
    assert.equal(await checkSession(world.deps, opened.secret), null)
  })

  test('is written down as seen at most once a minute', async () => {
    const opened = await enter()
    const seenAt = async () => (await world.deps.store.sessions.byDigest(opened.session.digest))?.lastSeenAtMs
    world.clock.advance(59_000)
    await live(opened)
    assert.equal(await seenAt(), opened.session.lastSeenAtMs)
    world.clock.advance(1_000)
    await live(opened)
    assert.equal(await seenAt(), world.clock.now())
  })

  test('ends after half an hour in which the page asked by itself, every five seconds (S-37)', async () => {
    const opened = await enter()
    for (let seconds = 5; seconds < 30 * 60; seconds += 5) {
      world.clock.advance(5_000)
      assert.ok(await checkSession(world.deps, opened.secret, true))
    }
    world.clock.advance(5_000)
    assert.equal(await checkSession(world.deps, opened.secret, true), null)
    assert.equal(await checkSession(world.deps, opened.secret), null)
  })

  for (const secret of [
    '',
    'x',
    'A'.repeat(42),
    'A'.repeat(44),
    `${'A'.repeat(42)}=`,
    `${'A'.repeat(42)}\0`,
  ]) {
    test(`is not what ${JSON.stringify(secret.slice(-3))} with ${secret.length} characters names`, async () => {
      assert.equal(await checkSession(world.deps, secret), null)
    })
  }

  test('of a user who is disabled ends at once, and stays ended when the user is enabled again', async () => {
    const opened = await enter()
    await disableUser(world.deps, OPERATOR, user.id)
    assert.equal(await checkSession(world.deps, opened.secret), null)
    await enableUser(world.deps, OPERATOR, user.id)
    assert.equal(await checkSession(world.deps, opened.secret), null)
  })

  test('of a suspended account ends at once', async () => {
    const { deps } = world
    const account = await addAccount(deps, OPERATOR, { name: 'Other' })
    const guest = (await makeUser(deps, account.id, `guest${counter}`)).user
    const opened = await enter(guest.name)
    await updateAccount(deps, OPERATOR, account.id, { enabled: false })
    assert.equal(await checkSession(deps, opened.secret), null)
  })

  test('is described with its end and until when presence is confirmed', async () => {
    const opened = await enter()
    const facts = await describeSession(world.deps, opened.session)
    assert.equal(facts.user.id, user.id)
    assert.equal(facts.endsAtMs, world.clock.now() + 30 * MINUTE_MS)
    assert.equal(facts.confirmedUntilMs, world.clock.now() + 5 * MINUTE_MS)
    world.clock.advance(5 * MINUTE_MS)
    assert.equal((await describeSession(world.deps, opened.session)).confirmedUntilMs, null)
  })

  test('has a token against forgery that is its own and tells nothing of the secret', async () => {
    const [one, two] = [await enter(), await enter(owner.name)]
    const token = csrfTokenOf(world.deps, one.session)
    assert.match(token, /^[A-Za-z0-9_-]{43}$/)
    assert.notEqual(token, csrfTokenOf(world.deps, two.session))
    assert.notEqual(token, one.secret)
    assert.equal(await checkSession(world.deps, token), null)
  })
})

describe('step-up', () => {
  test('renews the proof and the secret; the old secret is dead', async () => {
    const opened = await enter()
    world.clock.advance(10 * MINUTE_MS)
    const renewed = await stepUp(
      world.deps,
      await live(opened),
      { kind: 'password', password: PASSWORD },
      visit,
    )
    assert.notEqual(renewed.secret, opened.secret)
    assert.equal(await checkSession(world.deps, opened.secret), null)
    assert.equal((await live(renewed)).session.provenAtMs, world.clock.now())
  })

  test('keeps the 12 hours running from the sign-in, and the token of open pages', async () => {
    const opened = await enter()
    world.clock.advance(10 * MINUTE_MS)
    const renewed = await stepUp(
      world.deps,
      await live(opened),
      { kind: 'password', password: PASSWORD },
      visit,
    )
    assert.equal(renewed.session.createdAtMs, opened.session.createdAtMs)
    assert.equal(csrfTokenOf(world.deps, renewed.session), csrfTokenOf(world.deps, opened.session))
  })

  test('with a wrong password is refused and leaves the session as it was', async () => {
    const opened = await enter()
    await refusedWith(
      'password.wrong',
      stepUp(world.deps, await live(opened), { kind: 'password', password: OTHER_PASSWORD }, visit),
    )
    await live(opened)
  })

  test('is throttled like a sign-in: a stolen session cannot guess on', async () => {
    const session = await live(await enter())
    for (let at = 0; at < 5; at++) {
      await refusedWith(
        'password.wrong',
        stepUp(world.deps, session, { kind: 'password', password: OTHER_PASSWORD }, visit),
      )
    }
    await refusedWith(
      'throttled',
      stepUp(world.deps, session, { kind: 'password', password: PASSWORD }, visit),
    )
  })

  test('of a session that has ended meanwhile gives nothing', async () => {
    const session = await live(await enter())
    await signOut(world.deps, session, visit)
    await refusedWith(
      'session.not_found',
      stepUp(world.deps, session, { kind: 'password', password: PASSWORD }, visit),
    )
  })

  test('of a user who was disabled meanwhile gives nothing', async () => {
    const session = await live(await enter())
    await disableUser(world.deps, OPERATOR, user.id)
    await refusedWith(
      'session.not_found',
      stepUp(world.deps, session, { kind: 'password', password: PASSWORD }, visit),
    )
  })

  test('twice at the same moment leaves one session', async () => {
    const session = await live(await enter())
    const both = await Promise.allSettled([
      stepUp(world.deps, session, { kind: 'password', password: PASSWORD }, visit),
      stepUp(world.deps, session, { kind: 'password', password: PASSWORD }, visit),
    ])
    assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1)
    assert.equal((await world.deps.store.sessions.ofUser(user.id)).length, 1)
  })

  test('can be given back, which is logged once', async () => {
    const session = await live(await enter())
    await endStepUp(world.deps, session, visit)
    const after = await world.deps.store.sessions.byDigest(session.session.digest)
    assert.equal(after?.provenAtMs, null)
    const logged = (await actionsOf(world.deps, owner.accountId)).length
    await endStepUp(world.deps, { ...session, session: { ...session.session, provenAtMs: null } }, visit)
    assert.equal((await actionsOf(world.deps, owner.accountId)).length, logged)
  })
})

describe('signing out', () => {
  test('ends the session before it is answered, and only that one', async () => {
    const [one, two] = [await enter(), await enter()]
    await signOut(world.deps, await live(one), visit)
    assert.equal(await checkSession(world.deps, one.secret), null)
    await live(two)
    assert.equal((await actionsOf(world.deps, owner.accountId)).at(-1), 'session.end')
  })

  test('twice is no error and is logged once', async () => {
    const session = await live(await enter())
    await signOut(world.deps, session, visit)
    const logged = (await actionsOf(world.deps, owner.accountId)).length
    await signOut(world.deps, session, visit)
    assert.equal((await actionsOf(world.deps, owner.accountId)).length, logged)
  })

  test('everywhere ends every session of the user', async () => {
    const opened = [await enter(), await enter()]
    assert.equal(await endSessions(world.deps, OPERATOR, user.id), 2)
    for (const { secret } of opened) assert.equal(await checkSession(world.deps, secret), null)
    assert.equal(await endSessions(world.deps, OPERATOR, user.id), 0)
  })

  test('everywhere is not for another user to do', async () => {
    await enter(owner.name)
    await refusedWith('actor.forbidden', endSessions(world.deps, keyActor(user), owner.id))
    await refusedWith('user.not_found', endSessions(world.deps, keyActor(user), 'f'.repeat(32)))
  })
})

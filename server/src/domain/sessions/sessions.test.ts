import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { actionsOf, keyActor, makeUser, OPERATOR } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { addAccount } from '../accounts/create-account.ts'
import { updateAccount } from '../accounts/update-account.ts'
import { disableUser } from '../users/disable-user.ts'
import { enableUser } from '../users/enable-user.ts'
import { checkSession } from './check-session.ts'
import { csrfTokenOf, describeSession } from './describe-session.ts'
import { endSessions } from './end-sessions.ts'
import { counter, enter, live, owner, user, visit, world } from './sessions-testing.ts'
import { signOut } from './sign-out.ts'

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

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { actionsOf, OPERATOR, OTHER_PASSWORD, PASSWORD } from '../../../../tests/support/deps.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { disableUser } from '../users/disable-user.ts'
import { checkSession } from './check-session.ts'
import { csrfTokenOf } from './describe-session.ts'
import { endStepUp } from './end-step-up.ts'
import { enter, live, owner, user, visit, world } from './sessions-testing.ts'
import { signOut } from './sign-out.ts'
import { stepUp } from './step-up.ts'

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

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { OPERATOR, OTHER_PASSWORD } from '../../../../tests/support/deps.ts'
import { failDue, lettersOf } from '../../../../tests/support/mail.ts'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { HOUR_MS, MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { choosePassword } from '../links/password-link.ts'
import { swapLink } from '../links/swap-link.ts'
import { inviteUser } from '../users/invite-user.ts'
import { revokeInvitation } from '../users/revoke-invitation.ts'
import { deliverDue, hurryLeftOver, pauseMs } from './deliver-due.ts'
import { forgot, guest, opens, secretOf, ulla, visit, waiting, world } from './deliver-testing.ts'

describe('a mail server that does not take a mail', () => {
  test('gets it again later, with a link that works then', async () => {
    await forgot()
    assert.deepEqual(await failDue(world.deps), [{ outcome: 'delayed', fault: 'EENVELOPE 451 at RCPT TO' }])
    assert.deepEqual(await lettersOf(world.deps), [], 'not before its time')
    assert.equal((await world.deps.store.outbox.state()).fault, 'EENVELOPE 451 at RCPT TO')
    world.clock.advance(30_000)
    const [letter] = await lettersOf(world.deps)
    assert.equal((await opens('reset', secretOf(letter))).user.id, ulla.id)
    assert.equal(await waiting(), 0)
  })

  test('is asked less and less often, and at last given up, not silently', async () => {
    await forgot()
    const pauses: number[] = []
    for (;;) {
      const startMs = world.clock.now()
      const [attempt] = await failDue(world.deps)
      if (attempt?.outcome === 'given_up') break
      while ((await world.deps.store.outbox.due(world.clock.now(), 1)).length === 0)
        world.clock.advance(1_000)
      pauses.push((world.clock.now() - startMs) / 1_000)
    }
    assert.deepEqual(pauses.slice(0, 8), [30, 60, 120, 240, 480, 960, 1_920, 3_600])
    assert.ok(pauses.slice(7).every((pause) => pause === 3_600))
    assert.equal(await waiting(), 0)
  })

  test('that refuses for good is asked once', async () => {
    await forgot()
    const [attempt] = await failDue(world.deps, true)
    assert.equal(attempt?.outcome, 'given_up')
    assert.equal(await waiting(), 0)
  })

  test('does not hold up what is for others', async () => {
    await forgot()
    await forgot('nobody')
    await inviteUser(world.deps, OPERATOR, (await guest('guest')).id)
    const taken: string[] = []
    const stuck = Promise.withResolvers<void>()
    const round = deliverDue(world.deps, (letter) => {
      if (letter.kind === 'reset') return stuck.promise
      if ('to' in letter) taken.push(letter.to)
      return Promise.resolve()
    })
    for (let turns = 0; taken.length === 0; turns++) {
      assert.ok(turns < 1_000, 'the invitation waits for the other mail')
      await new Promise(setImmediate)
    }
    assert.deepEqual(taken, ['guest@example.com'])
    stuck.resolve()
    await round
  })

  test('never waits longer than an hour, however often it failed', () => {
    assert.deepEqual([pauseMs(0), pauseMs(7), pauseMs(1_000_000)], [30_000, 3_600_000, 3_600_000])
  })
})

describe('the outbox', () => {
  test('seen by two servers at once sends a mail once', async () => {
    await forgot()
    const both = await Promise.all([lettersOf(world.deps), lettersOf(world.deps)])
    assert.equal(both.flat().length, 1)
  })

  test('sends again what a server died over, after a while', async () => {
    await forgot()
    await assert.rejects(
      deliverDue(world.deps, () => Promise.reject(new Error('killed'))),
      /killed/,
    )
    world.clock.advance(5 * MINUTE_MS - 1)
    assert.deepEqual(await lettersOf(world.deps), [])
    world.clock.advance(1)
    assert.equal((await lettersOf(world.deps)).length, 1)
  })

  test('tries at a start what was put off, unless other servers work on the same data', async () => {
    await forgot()
    await failDue(world.deps)
    await hurryLeftOver({ ...world.deps, store: { ...world.deps.store, exclusive: false } })
    assert.deepEqual(await lettersOf(world.deps), [])
    await hurryLeftOver(world.deps)
    assert.equal((await lettersOf(world.deps)).length, 1)
  })

  test('forgets mails of a user who is deleted', async () => {
    const { id } = await guest('guest')
    await inviteUser(world.deps, OPERATOR, id)
    assert.equal(await waiting(), 1)
    await world.deps.store.users.delete(id, 1)
    assert.equal(await waiting(), 0)
  })
})

describe('an invitation', () => {
  test('is mailed to those who have an address, beside the link that is shown; both work', async () => {
    const { id } = await guest('guest')
    const shown = await inviteUser(world.deps, OPERATOR, id)
    assert.equal(shown.mailedTo, 'guest@example.com')
    const [letter] = await lettersOf(world.deps)
    assert.deepEqual([letter?.kind, letter?.to], ['invitation', 'guest@example.com'])
    assert.equal(letter?.link?.endsAtMs, shown.endsAtMs)
    assert.notEqual(secretOf(letter), shown.secret)
    for (const secret of [shown.secret, secretOf(letter)]) {
      assert.equal((await opens('invitation', secret)).user.id, id)
    }
  })

  test('taken by one link leaves nothing to the other', async () => {
    const { id } = await guest('guest')
    const shown = await inviteUser(world.deps, OPERATOR, id)
    const [letter] = await lettersOf(world.deps)
    const ticket = await swapLink(world.deps, 'invitation', secretOf(letter))
    await choosePassword(world.deps, 'invitation', ticket, OTHER_PASSWORD, visit)
    await refusedWith('link.not_found', swapLink(world.deps, 'invitation', shown.secret))
    assert.deepEqual(
      await lettersOf(world.deps),
      [],
      'a first password is no change that anybody has to be told of',
    )
  })

  test('without an address is not mailed, and that is said', async () => {
    const { mailedTo } = await inviteUser(world.deps, OPERATOR, (await guest('guest', null)).id)
    assert.deepEqual([mailedTo, await waiting()], [null, 0])
  })

  test('taken back before the mail was sent is not mailed; taken back after, its link is dead', async () => {
    const { id } = await guest('guest')
    await inviteUser(world.deps, OPERATOR, id)
    await revokeInvitation(world.deps, OPERATOR, id)
    assert.deepEqual(await lettersOf(world.deps), [])
    await inviteUser(world.deps, OPERATOR, id)
    const [letter] = await lettersOf(world.deps)
    await revokeInvitation(world.deps, OPERATOR, id)
    await refusedWith('link.not_found', swapLink(world.deps, 'invitation', secretOf(letter)))
  })

  test('made anew takes the place of a mail that waits', async () => {
    const { id } = await guest('guest')
    await inviteUser(world.deps, OPERATOR, id)
    world.clock.advance(HOUR_MS)
    const { endsAtMs } = await inviteUser(world.deps, OPERATOR, id)
    const letters = await lettersOf(world.deps)
    assert.deepEqual(
      letters.map(({ link }) => link?.endsAtMs),
      [endsAtMs],
    )
  })

  test('is not mailed when it has ended', async () => {
    await inviteUser(world.deps, OPERATOR, (await guest('guest')).id)
    world.clock.advance(48 * HOUR_MS)
    assert.deepEqual(await lettersOf(world.deps), [])
  })
})

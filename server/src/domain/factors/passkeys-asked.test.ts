import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { type Oddities, Passkeys } from '../../../../tests/support/authenticator.ts'
import { answerOf, entriesOf } from '../../../../tests/support/core.ts'
import { answer, RP, setUpPasskey } from '../../../../tests/support/passkeys.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { stepUp } from '../sessions/step-up.ts'
import { askAtSignIn, askAtStepUp } from './ask-passkey.ts'
import { completeByPasskey } from './complete-sign-in.ts'
import { type PasskeyTest, passkeysOnBothEngines, REFUSED, UNVERIFIED, VISIT, WRONG } from './testing.ts'

function suite(world: PasskeyTest): void {
  describe('after the password', () => {
    let keys: Passkeys
    beforeEach(async () => {
      keys = (await setUpPasskey(world.core.deps, world.mia.user, { actor: world.mia.actor })).keys
    })

    async function complete(odd?: Oddities, by = keys) {
      const secret = await world.pending(world.mia.user)
      const { challenge } = await askAtSignIn(world.core.deps, RP, secret)
      return completeByPasskey(world.core.deps, RP, secret, answer(by, challenge, odd), VISIT)
    }

    test('signs in with presence proved, also after a mere touch, and notes the use', async () => {
      const opened = await complete({ unverified: true })
      assert.deepEqual(
        [opened.session.method, opened.session.provenAtMs],
        ['passkey', world.core.clock.now()],
      )
      const stored = await world.core.deps.store.passkeys.byId(keys.id)
      assert.deepEqual([stored?.lastUsedAtMs, stored?.counter], [world.core.clock.now(), keys.counter])
    })

    for (const [what, odd] of Object.entries(WRONG)) {
      test(`refuses ${what}, and writes it down`, async () => {
        const entries = await entriesOf(world.core.deps, world.core.accountId, () =>
          assert.rejects(complete(odd), REFUSED),
        )
        assert.ok(entries.some(({ action, outcome }) => action === 'factor.fail' && outcome === 'refused'))
      })
    }

    test("another user's passkey is none of this user's", async () => {
      const ola = await world.atPanel()
      const theirs = await setUpPasskey(world.core.deps, ola.user, { actor: ola.actor })
      await assert.rejects(complete({}, theirs.keys), REFUSED)
      await assert.rejects(complete({ userHandle: keys.userHandle }, theirs.keys), REFUSED)
    })

    test('an answer is good once, and only for the sign-in that asked', async () => {
      const { deps } = world.core
      const [first, second] = [await world.pending(world.mia.user), await world.pending(world.mia.user)]
      const { challenge } = await askAtSignIn(deps, RP, first)
      const signed = answer(keys, challenge)
      await assert.rejects(completeByPasskey(deps, RP, second, signed, VISIT), REFUSED)
      await completeByPasskey(deps, RP, first, signed, VISIT)
      await assert.rejects(completeByPasskey(deps, RP, first, signed, VISIT), { code: 'session.not_found' })
    })

    test('of two who send the same answer at once one comes in', async () => {
      const secret = await world.pending(world.mia.user)
      const { challenge } = await askAtSignIn(world.core.deps, RP, secret)
      const signed = answer(keys, challenge)
      const outcomes = await Promise.all(
        [1, 2, 3].map(() => answerOf(completeByPasskey(world.core.deps, RP, secret, signed, VISIT))),
      )
      assert.equal(outcomes.filter((outcome) => outcome === 'valid').length, 1, outcomes.join())
    })

    test('an answer after five minutes is too late', async () => {
      const secret = await world.pending(world.mia.user)
      const { challenge } = await askAtSignIn(world.core.deps, RP, secret)
      world.core.clock.advance(5 * MINUTE_MS)
      const late = completeByPasskey(world.core.deps, RP, secret, answer(keys, challenge), VISIT)
      await assert.rejects(late, { code: 'passkey.wrong', message: /too long/ })
    })

    test('a counter that does not count on is refused and written down, by which nobody is throttled', async () => {
      await complete()
      for (const counter of [keys.counter, keys.counter - 1, 0]) {
        const entries = await entriesOf(world.core.deps, world.core.accountId, () =>
          assert.rejects(complete({ counter }), REFUSED),
        )
        assert.deepEqual(
          entries.map(({ action, details }) => [action, details]),
          [['factor.passkey_copied', { name: 'laptop' }]],
        )
      }
      await complete({ counter: keys.counter + 100 })
    })

    test('a passkey that does not count goes on saying 0', async () => {
      const silent = new Passkeys(RP, { counter: 0 })
      await setUpPasskey(world.core.deps, world.mia.user, { actor: world.mia.actor, keys: silent })
      for (let at = 0; at < 3; at++) await complete({}, silent)
    })

    test('after five wrong answers the right one waits', async () => {
      for (let at = 0; at < 5; at++) await assert.rejects(complete({ absent: true }), REFUSED)
      await assert.rejects(complete(), { code: 'throttled' })
      world.core.clock.advance(15 * MINUTE_MS)
      await complete()
    })

    test('without a passkey there is nothing to ask, and without an address neither', async () => {
      const ola = await world.atPanel()
      const secret = await world.pending(ola.user)
      await assert.rejects(askAtSignIn(world.core.deps, RP, secret), { code: 'factor.not_found' })
      await assert.rejects(askAtSignIn(world.core.deps, null, await world.pending(world.mia.user)), {
        code: 'actor.forbidden',
      })
    })
  })

  describe('to prove presence', () => {
    let keys: Passkeys
    beforeEach(async () => {
      keys = (await setUpPasskey(world.core.deps, world.mia.user, { actor: world.mia.actor })).keys
    })

    async function prove(odd?: Oddities) {
      const { challenge } = await askAtStepUp(world.core.deps, RP, world.mia.opened.session)
      const proof = { kind: 'passkey', assertion: answer(keys, challenge, odd), rp: RP } as const
      return stepUp(world.core.deps, await world.live(world.mia), proof, VISIT)
    }

    test('gives the session a new secret; the old one is dead', async () => {
      world.core.clock.advance(6 * MINUTE_MS)
      const { session, secret } = await prove()
      assert.equal(session.provenAtMs, world.core.clock.now())
      assert.notEqual(secret, world.mia.opened.secret)
      assert.equal(await world.core.deps.store.sessions.byDigest(world.mia.opened.session.digest), null)
    })

    for (const [what, odd] of Object.entries({ ...WRONG, ...UNVERIFIED })) {
      test(`is refused for ${what}, and the session stays as it is`, async () => {
        await assert.rejects(prove(odd), REFUSED)
        assert.deepEqual(
          await world.core.deps.store.sessions.byDigest(world.mia.opened.session.digest),
          world.mia.opened.session,
        )
      })
    }

    test('nothing weaker will do, and no passkey for those who have none', async () => {
      const password = { kind: 'password', password: 'x' } as const
      await assert.rejects(stepUp(world.core.deps, await world.live(world.mia), password, VISIT), {
        code: 'input.invalid',
      })
      const ola = await world.atPanel()
      const proof = { kind: 'passkey', assertion: answer(keys, 'x'), rp: RP } as const
      await assert.rejects(stepUp(world.core.deps, await world.live(ola), proof, VISIT), {
        code: 'input.invalid',
      })
      await assert.rejects(askAtStepUp(world.core.deps, RP, ola.opened.session), { code: 'factor.not_found' })
    })
  })
}

passkeysOnBothEngines(suite)

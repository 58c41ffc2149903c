import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { type Oddities, Passkeys } from '../../../../tests/support/authenticator.ts'
import { answerOf, entriesOf } from '../../../../tests/support/core.ts'
import { auditOf } from '../../../../tests/support/deps.ts'
import { answer, RP, setUpPasskey } from '../../../../tests/support/passkeys.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { passkeyRef, removePasskey } from './change-passkey.ts'
import { askForAnyPasskey, signInByPasskey } from './passkey-sign-in.ts'
import { type PasskeyTest, passkeysOnBothEngines, REFUSED, UNVERIFIED, VISIT, WRONG } from './testing.ts'

function suite(world: PasskeyTest): void {
  describe('alone', () => {
    const BROWSER = 'b'.repeat(43)
    let keys: Passkeys
    beforeEach(async () => {
      keys = (await setUpPasskey(world.core.deps, world.mia.user, { actor: world.mia.actor })).keys
    })

    function signIn(
      odd?: Oddities,
      change: { browserSecret?: string; expiresAtMs?: number } = {},
      by = keys,
    ) {
      const { options, expiresAtMs } = askForAnyPasskey(world.core.deps, RP, BROWSER)
      const assertion = answer(by, options.challenge, odd)
      const given = { browserSecret: BROWSER, expiresAtMs, assertion, ...change }
      return signInByPasskey(world.core.deps, RP, given, VISIT, null)
    }

    test('signs in; strangers are asked for any passkey, and nothing is written for the asking', async () => {
      const entries = (await auditOf(world.core.deps, world.core.accountId)).length
      const { options } = askForAnyPasskey(world.core.deps, RP, BROWSER)
      assert.match(options.challenge, /^[\w-]{43}$/)
      assert.deepEqual([options.allowCredentials, options.userVerification], [[], 'required'])
      assert.equal((await auditOf(world.core.deps, world.core.accountId)).length, entries)
      const { session } = await signIn()
      assert.deepEqual([session.userId, session.method], [world.mia.user.id, 'passkey'])
    })

    for (const [what, odd] of Object.entries({ ...WRONG, ...UNVERIFIED })) {
      test(`is refused for ${what}`, async () => {
        await assert.rejects(signIn(odd), REFUSED)
        world.core.clock.advance(15 * MINUTE_MS)
      })
    }

    test('a question is good for the browser that was asked, once, and for five minutes', async () => {
      const { deps, clock } = world.core
      await assert.rejects(signIn({}, { browserSecret: 'c'.repeat(43) }), REFUSED)
      for (const expiresAtMs of [
        clock.now(),
        clock.now() - 1,
        clock.now() + 5 * MINUTE_MS + 1,
        Number.NaN,
        0,
      ]) {
        await assert.rejects(signIn({}, { expiresAtMs }), REFUSED)
      }
      const { options, expiresAtMs } = askForAnyPasskey(deps, RP, BROWSER)
      const given = { browserSecret: BROWSER, expiresAtMs, assertion: answer(keys, options.challenge) }
      clock.advance(5 * MINUTE_MS - 1)
      const outcomes = await Promise.all(
        [1, 2].map(() => answerOf(signInByPasskey(deps, RP, given, VISIT, null))),
      )
      assert.deepEqual(outcomes.sort(), ['passkey.wrong', 'valid'])
      clock.advance(15 * MINUTE_MS)
    })

    test('somebody who is shut out, or whose account is, looks like a wrong passkey', async () => {
      await world.core.deps.store.users.update(world.mia.user.id, { enabled: false })
      await assert.rejects(signIn(), REFUSED)
      await world.core.deps.store.users.update(world.mia.user.id, { enabled: true })
      await world.core.deps.store.accounts.update(world.core.accountId, { enabled: false })
      await assert.rejects(signIn(), REFUSED)
      await world.core.deps.store.accounts.update(world.core.accountId, { enabled: true })
      assert.equal((await signIn()).session.userId, world.mia.user.id)
    })

    test('a passkey that was taken away opens nothing', async () => {
      const stored = await world.core.deps.store.passkeys.byId(keys.id)
      assert.ok(stored)
      await removePasskey(world.core.deps, world.mia.actor, passkeyRef(stored))
      await assert.rejects(signIn(), REFUSED)
    })

    test('a copied passkey is refused and written down', async () => {
      await signIn()
      // Within the same millisecond a browser would be asked the same again.
      world.core.clock.advance(1)
      const again = () => signIn({ counter: keys.counter })
      const entries = await entriesOf(world.core.deps, world.core.accountId, () =>
        assert.rejects(again, REFUSED),
      )
      assert.ok(entries.some(({ action }) => action === 'factor.passkey_copied'))
    })

    test('the session that the browser brought along ends', async () => {
      const { options, expiresAtMs } = askForAnyPasskey(world.core.deps, RP, BROWSER)
      const given = { browserSecret: BROWSER, expiresAtMs, assertion: answer(keys, options.challenge) }
      await signInByPasskey(world.core.deps, RP, given, VISIT, world.mia.opened.secret)
      assert.equal(await world.core.deps.store.sessions.byDigest(world.mia.opened.session.digest), null)
    })

    test('guessing ends at the source, and costs the user nothing', async () => {
      const stranger = { ...VISIT, origin: { ...VISIT.origin, address: '203.0.113.9' } }
      const guess = () => {
        const { options, expiresAtMs } = askForAnyPasskey(world.core.deps, RP, BROWSER)
        const assertion = answer(keys, options.challenge, { signedBy: new Passkeys(RP) })
        return answerOf(
          signInByPasskey(
            world.core.deps,
            RP,
            { browserSecret: BROWSER, expiresAtMs, assertion },
            stranger,
            null,
          ),
        )
      }
      for (let at = 0; at < 20; at++) assert.equal(await guess(), 'passkey.wrong')
      assert.equal(await guess(), 'throttled')
      assert.equal((await signIn()).session.userId, world.mia.user.id)
    })
  })
}

passkeysOnBothEngines(suite)

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Passkeys } from '../../../../tests/support/authenticator.ts'
import {
  answerOf,
  entriesOf,
  isLive,
  tokenByKey,
  tokenByPassword,
  withFailingAudit,
} from '../../../../tests/support/core.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { setUpApp } from '../../../../tests/support/factors.ts'
import { attest, RP, setUpPasskey } from '../../../../tests/support/passkeys.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { updateAccount } from '../accounts/update-account.ts'
import type { UserActor } from '../actor.ts'
import { openSession } from '../sessions/open-session.ts'
import { setPassword } from '../users/set-password.ts'
import { addPasskey, offerPasskey } from './add-passkey.ts'
import { askAtSignIn, askAtStepUp } from './ask-passkey.ts'
import { passkeyRef, removePasskey, renamePasskey } from './change-passkey.ts'
import { listFactors } from './list-factors.ts'
import { type PasskeyTest, passkeysOnBothEngines, REFUSED, UNVERIFIED, VISIT, WRONG } from './testing.ts'

function suite(world: PasskeyTest): void {
  describe('adding a passkey', () => {
    test('what is asked for names nobody, makes sure of the person and shuts out what is there', async () => {
      const first = await offerPasskey(world.core.deps, world.mia.actor, RP)
      assert.match(first.challenge, /^[\w-]{43}$/)
      assert.equal(Buffer.from(first.user.id, 'base64url').toString('hex'), world.mia.user.id)
      assert.equal(first.authenticatorSelection.userVerification, 'required')
      assert.deepEqual([first.rp.id, first.attestation, first.excludeCredentials], ['localhost', 'none', []])
      const { passkey } = await setUpPasskey(world.core.deps, world.mia.user, { actor: world.mia.actor })
      const second = await offerPasskey(world.core.deps, world.mia.actor, RP)
      assert.deepEqual(
        second.excludeCredentials.map(({ id }) => id),
        [passkey.id],
      )
      assert.notEqual(second.challenge, first.challenge)
    })

    test('the first factor comes with recovery codes, the next without', async () => {
      const first = await setUpPasskey(world.core.deps, world.mia.user, { actor: world.mia.actor })
      assert.equal(new Set(first.recoveryCodes).size, 10)
      assert.equal((await world.current(world.mia.user)).secondFactor, true)
      world.core.clock.advance(1)
      const second = await setUpPasskey(world.core.deps, world.mia.user, { actor: world.mia.actor, name: '' })
      assert.deepEqual(second.recoveryCodes, [])
      const { passkeys, codesLeft } = await listFactors(world.core.deps, world.mia.user.id)
      assert.deepEqual([passkeys.map(({ name }) => name), codesLeft], [['laptop', 'Passkey'], 10])
    })

    test('other sessions, half-done sign-ins and tokens got by password end; the own session and the key go on', async () => {
      const { deps } = world.core
      const other = await deps.store.transaction((tx) => openSession(deps, tx, world.mia.user, VISIT))
      const waiting = await world.pending(world.mia.user)
      const [byPassword, byKey] = [
        await tokenByPassword(deps, world.mia.user),
        await tokenByKey(deps, world.mia.apiKey),
      ]
      await setUpPasskey(deps, world.mia.user, { actor: world.mia.actor })
      assert.equal(await deps.store.sessions.byDigest(other.session.digest), null)
      assert.ok(await deps.store.sessions.byDigest(world.mia.opened.session.digest))
      await assert.rejects(askAtSignIn(deps, RP, waiting), { code: 'session.not_found' })
      assert.deepEqual([await isLive(deps, byPassword), await isLive(deps, byKey)], [false, true])
    })

    const UNFIT = { ...WRONG, ...UNVERIFIED }
    for (const what of [
      'another challenge',
      'another origin',
      'another host',
      'a mere touch',
      'nobody at the device',
    ] as const) {
      test(`is refused for ${what}, and nothing counts`, async () => {
        const { challenge } = await offerPasskey(world.core.deps, world.mia.actor, RP)
        const made = { name: '', attestation: attest(new Passkeys(RP), challenge, UNFIT[what]) }
        await assert.rejects(addPasskey(world.core.deps, world.mia.actor, RP, made), REFUSED)
        assert.equal((await world.current(world.mia.user)).secondFactor, false)
      })
    }

    test('a challenge is good once, for five minutes to the millisecond, and for the session that asked', async () => {
      const { deps, clock } = world.core
      const add = (actor: UserActor, challenge: string) =>
        answerOf(addPasskey(deps, actor, RP, { name: '', attestation: attest(new Passkeys(RP), challenge) }))
      const first = await offerPasskey(deps, world.mia.actor, RP)
      assert.equal(await add(world.mia.actor, first.challenge), 'valid')
      assert.equal(await add(world.mia.actor, first.challenge), 'passkey.wrong', 'a second time')
      const ola = await world.atPanel()
      const second = await offerPasskey(deps, ola.actor, RP)
      assert.equal(await add(world.mia.actor, second.challenge), 'passkey.wrong', 'of another session')
      await updateAccount(deps, OPERATOR, world.core.accountId, { stepUpMinutes: 60 })
      clock.advance(5 * MINUTE_MS)
      assert.equal(await add(ola.actor, second.challenge), 'passkey.wrong', 'after five minutes')
      const third = await offerPasskey(deps, ola.actor, RP)
      clock.advance(5 * MINUTE_MS - 1)
      assert.equal(await add(ola.actor, third.challenge), 'valid')
      await updateAccount(deps, OPERATOR, world.core.accountId, { stepUpMinutes: 5 })
    })

    test('a wrong answer uses the challenge up', async () => {
      const { challenge } = await offerPasskey(world.core.deps, world.mia.actor, RP)
      const keys = new Passkeys(RP)
      for (const odd of [{ unverified: true }, {}]) {
        const made = { name: '', attestation: attest(keys, challenge, odd) }
        await assert.rejects(addPasskey(world.core.deps, world.mia.actor, RP, made), REFUSED)
      }
    })

    test('a challenge for proving presence adds no passkey', async () => {
      await setUpPasskey(world.core.deps, world.mia.user, { actor: world.mia.actor })
      const { challenge } = await askAtStepUp(world.core.deps, RP, world.mia.opened.session)
      const made = { name: '', attestation: attest(new Passkeys(RP), challenge) }
      await assert.rejects(addPasskey(world.core.deps, world.mia.actor, RP, made), REFUSED)
    })

    test('a credential that somebody has is refused, whoever that is; so are too many, and a bad name', async () => {
      const { keys } = await setUpPasskey(world.core.deps, world.mia.user, { actor: world.mia.actor })
      const ola = await world.atPanel()
      for (const one of [world.mia, ola]) {
        const again = setUpPasskey(world.core.deps, one.user, { actor: one.actor, keys })
        await assert.rejects(again, { code: 'factor.exists' })
      }
      for (const name of ['x'.repeat(65), 'a\nb']) {
        await assert.rejects(
          setUpPasskey(world.core.deps, world.mia.user, { actor: world.mia.actor, name }),
          {
            code: 'input.invalid',
          },
        )
      }
      for (let at = 1; at < 10; at++)
        await setUpPasskey(world.core.deps, world.mia.user, { actor: world.mia.actor })
      await assert.rejects(offerPasskey(world.core.deps, world.mia.actor, RP), { code: 'factor.exists' })
    })

    test('needs presence, and an address that browsers let have passkeys', async () => {
      await assert.rejects(offerPasskey(world.core.deps, world.mia.actor, null), { code: 'actor.forbidden' })
      const { challenge } = await offerPasskey(world.core.deps, world.mia.actor, RP)
      world.core.clock.advance(6 * MINUTE_MS)
      const made = { name: '', attestation: attest(new Passkeys(RP), challenge) }
      await assert.rejects(offerPasskey(world.core.deps, world.mia.actor, RP), { code: 'step_up.needed' })
      await assert.rejects(addPasskey(world.core.deps, world.mia.actor, RP, made), { code: 'step_up.needed' })
    })

    test('is undone when it cannot be written down', async () => {
      const { challenge } = await offerPasskey(world.core.deps, world.mia.actor, RP)
      const made = { name: '', attestation: attest(new Passkeys(RP), challenge) }
      await assert.rejects(addPasskey(withFailingAudit(world.core.deps), world.mia.actor, RP, made), {
        code: 'storage.full',
      })
      assert.deepEqual(await world.core.deps.store.passkeys.ofUser(world.mia.user.id), [])
    })
  })

  describe('renaming and removing', () => {
    test('a passkey gets another name, written down with the old one', async () => {
      const { passkey } = await setUpPasskey(world.core.deps, world.mia.user, { actor: world.mia.actor })
      const entries = await entriesOf(world.core.deps, world.core.accountId, () =>
        renamePasskey(world.core.deps, world.mia.actor, passkeyRef(passkey), ' tablet '),
      )
      assert.equal((await world.core.deps.store.passkeys.byId(passkey.id))?.name, 'tablet')
      assert.deepEqual(
        entries.map(({ action, details }) => [action, details]),
        [['factor.passkey_rename', { name: 'tablet', before: 'laptop' }]],
      )
    })

    test('the last factor takes recovery codes along, and the password is enough again', async () => {
      const { passkey } = await setUpPasskey(world.core.deps, world.mia.user, { actor: world.mia.actor })
      await removePasskey(world.core.deps, world.mia.actor, passkeyRef(passkey))
      assert.equal((await world.current(world.mia.user)).secondFactor, false)
      assert.equal((await listFactors(world.core.deps, world.mia.user.id)).codesLeft, 0)
    })

    test('the last factor of somebody who must have one stays; beside an app it goes', async () => {
      const { passkey } = await setUpPasskey(world.core.deps, world.mia.user, { actor: world.mia.actor })
      await world.core.deps.store.users.update(world.mia.user.id, { secondFactorRule: 'required' })
      const remove = () => answerOf(removePasskey(world.core.deps, world.mia.actor, passkeyRef(passkey)))
      assert.equal(await remove(), 'factor.required')
      assert.ok(await world.core.deps.store.passkeys.byId(passkey.id))
      await setUpApp(world.core.deps, await world.current(world.mia.user))
      assert.equal(await remove(), 'valid')
      assert.equal((await world.current(world.mia.user)).secondFactor, true)
    })

    test("another's passkey is not there, in whose hands so ever", async () => {
      const ola = await world.atPanel()
      const { passkey } = await setUpPasskey(world.core.deps, ola.user, { actor: ola.actor })
      for (const ref of [passkeyRef(passkey), passkey.id, 'f'.repeat(32)]) {
        assert.equal(await answerOf(removePasskey(world.core.deps, world.mia.actor, ref)), 'factor.not_found')
        assert.equal(
          await answerOf(renamePasskey(world.core.deps, world.mia.actor, ref, 'x')),
          'factor.not_found',
        )
      }
      assert.equal((await world.core.deps.store.passkeys.byId(passkey.id))?.name, 'laptop')
    })

    test('a new password leaves passkeys as they are (S-36)', async () => {
      const { passkey } = await setUpPasskey(world.core.deps, world.mia.user, { actor: world.mia.actor })
      await setPassword(world.core.deps, OPERATOR, world.mia.user.id, 'nine wet hens stayed outside')
      assert.ok(await world.core.deps.store.passkeys.byId(passkey.id))
      assert.equal((await world.current(world.mia.user)).secondFactor, true)
    })
  })
}

passkeysOnBothEngines(suite)

import assert from 'node:assert/strict'
import { after, beforeEach, describe, test } from 'node:test'
import { type Oddities, Passkeys } from '../../../../tests/support/authenticator.ts'
import {
  answerOf,
  type Core,
  entriesOf,
  isLive,
  openCore,
  tokenByKey,
  tokenByPassword,
  withFailingAudit,
} from '../../../../tests/support/core.ts'
import { auditOf, OPERATOR, visitFrom } from '../../../../tests/support/deps.ts'
import { setUpApp } from '../../../../tests/support/factors.ts'
import { answer, attest, RP, setUpPasskey } from '../../../../tests/support/passkeys.ts'
import { freshDatabase, postgresMissing } from '../../../../tests/support/postgres.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { updateAccount } from '../accounts/update-account.ts'
import type { UserActor } from '../actor.ts'
import { checkSession } from '../sessions/check-session.ts'
import { openSession, sessionActor } from '../sessions/open-session.ts'
import type { OpenedSession } from '../sessions/session.ts'
import { stepUp } from '../sessions/step-up.ts'
import { setPassword } from '../users/set-password.ts'
import type { User } from '../users/user.ts'
import { addPasskey, offerPasskey } from './add-passkey.ts'
import { askAtSignIn, askAtStepUp } from './ask-passkey.ts'
import { passkeyRef, removePasskey, renamePasskey } from './change-passkey.ts'
import { completeByPasskey } from './complete-sign-in.ts'
import { listFactors } from './list-factors.ts'
import { askForAnyPasskey, signInByPasskey } from './passkey-sign-in.ts'
import { startPending } from './pending-login.ts'

const VISIT = visitFrom('192.0.2.7')
const REFUSED = { code: 'passkey.wrong' }

/** Wrong for everything that a passkey signs, after the password too. */
const WRONG: Readonly<Record<string, Oddities>> = {
  'another challenge': { challenge: 'x'.repeat(43) },
  'another origin': { origin: 'https://evil.example' },
  'another host': { rpId: 'evil.example' },
  'a page within another page': { crossOrigin: true },
  'the making of a new one': { type: 'webauthn.create' },
  'another key': { signedBy: new Passkeys(RP) },
  'an unknown credential': { id: new Passkeys(RP).id },
  'the handle of another user': { userHandle: Buffer.alloc(16).toString('base64url') },
  'nobody at the device': { absent: true },
}
const UNVERIFIED: Readonly<Record<string, Oddities>> = { 'a mere touch': { unverified: true } }

interface AtPanel {
  readonly user: User
  readonly apiKey: string
  readonly opened: OpenedSession
  readonly actor: UserActor
}

function suite(open: () => Promise<Core>): void {
  let core: Core
  let mia: AtPanel

  const current = async ({ id }: User) => (await core.deps.store.users.byId(id)) ?? assert.fail('gone')

  async function atPanel(): Promise<AtPanel> {
    const { user, apiKey } = await core.person()
    const { deps } = core
    const opened = await deps.store.transaction((tx) => openSession(deps, tx, user, VISIT))
    return { user, apiKey, opened, actor: sessionActor(user, opened.session, VISIT) }
  }

  const live = async ({ opened }: AtPanel) =>
    (await checkSession(core.deps, opened.secret, true)) ?? assert.fail('signed out')

  /** A sign-in whose password was right. */
  async function pending(user: User): Promise<string> {
    const { deps } = core
    const now = await current(user)
    return deps.store.transaction((tx) => startPending(deps, tx, now))
  }

  beforeEach(async () => {
    core ??= await open()
    core.clock.advance(60 * MINUTE_MS)
    mia = await atPanel()
  })
  after(() => core.close())

  describe('adding a passkey', () => {
    test('what is asked for names nobody, makes sure of the person and shuts out what is there', async () => {
      const first = await offerPasskey(core.deps, mia.actor, RP)
      assert.match(first.challenge, /^[\w-]{43}$/)
      assert.equal(Buffer.from(first.user.id, 'base64url').toString('hex'), mia.user.id)
      assert.equal(first.authenticatorSelection.userVerification, 'required')
      assert.deepEqual([first.rp.id, first.attestation, first.excludeCredentials], ['localhost', 'none', []])
      const { passkey } = await setUpPasskey(core.deps, mia.user, { actor: mia.actor })
      const second = await offerPasskey(core.deps, mia.actor, RP)
      assert.deepEqual(
        second.excludeCredentials.map(({ id }) => id),
        [passkey.id],
      )
      assert.notEqual(second.challenge, first.challenge)
    })

    test('the first factor comes with recovery codes, the next without', async () => {
      const first = await setUpPasskey(core.deps, mia.user, { actor: mia.actor })
      assert.equal(new Set(first.recoveryCodes).size, 10)
      assert.equal((await current(mia.user)).secondFactor, true)
      core.clock.advance(1)
      const second = await setUpPasskey(core.deps, mia.user, { actor: mia.actor, name: '' })
      assert.deepEqual(second.recoveryCodes, [])
      const { passkeys, codesLeft } = await listFactors(core.deps, mia.user.id)
      assert.deepEqual([passkeys.map(({ name }) => name), codesLeft], [['laptop', 'Passkey'], 10])
    })

    test('other sessions, half-done sign-ins and tokens got by password end; the own session and the key go on', async () => {
      const { deps } = core
      const other = await deps.store.transaction((tx) => openSession(deps, tx, mia.user, VISIT))
      const waiting = await pending(mia.user)
      const [byPassword, byKey] = [await tokenByPassword(deps, mia.user), await tokenByKey(deps, mia.apiKey)]
      await setUpPasskey(deps, mia.user, { actor: mia.actor })
      assert.equal(await deps.store.sessions.byDigest(other.session.digest), null)
      assert.ok(await deps.store.sessions.byDigest(mia.opened.session.digest))
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
        const { challenge } = await offerPasskey(core.deps, mia.actor, RP)
        const made = { name: '', attestation: attest(new Passkeys(RP), challenge, UNFIT[what]) }
        await assert.rejects(addPasskey(core.deps, mia.actor, RP, made), REFUSED)
        assert.equal((await current(mia.user)).secondFactor, false)
      })
    }

    test('a challenge is good once, for five minutes to the millisecond, and for the session that asked', async () => {
      const { deps, clock } = core
      const add = (actor: UserActor, challenge: string) =>
        answerOf(addPasskey(deps, actor, RP, { name: '', attestation: attest(new Passkeys(RP), challenge) }))
      const first = await offerPasskey(deps, mia.actor, RP)
      assert.equal(await add(mia.actor, first.challenge), 'valid')
      assert.equal(await add(mia.actor, first.challenge), 'passkey.wrong', 'a second time')
      const ola = await atPanel()
      const second = await offerPasskey(deps, ola.actor, RP)
      assert.equal(await add(mia.actor, second.challenge), 'passkey.wrong', 'of another session')
      await updateAccount(deps, OPERATOR, core.accountId, { stepUpMinutes: 60 })
      clock.advance(5 * MINUTE_MS)
      assert.equal(await add(ola.actor, second.challenge), 'passkey.wrong', 'after five minutes')
      const third = await offerPasskey(deps, ola.actor, RP)
      clock.advance(5 * MINUTE_MS - 1)
      assert.equal(await add(ola.actor, third.challenge), 'valid')
      await updateAccount(deps, OPERATOR, core.accountId, { stepUpMinutes: 5 })
    })

    test('a wrong answer uses the challenge up', async () => {
      const { challenge } = await offerPasskey(core.deps, mia.actor, RP)
      const keys = new Passkeys(RP)
      for (const odd of [{ unverified: true }, {}]) {
        const made = { name: '', attestation: attest(keys, challenge, odd) }
        await assert.rejects(addPasskey(core.deps, mia.actor, RP, made), REFUSED)
      }
    })

    test('a challenge for proving presence adds no passkey', async () => {
      await setUpPasskey(core.deps, mia.user, { actor: mia.actor })
      const { challenge } = await askAtStepUp(core.deps, RP, mia.opened.session)
      const made = { name: '', attestation: attest(new Passkeys(RP), challenge) }
      await assert.rejects(addPasskey(core.deps, mia.actor, RP, made), REFUSED)
    })

    test('a credential that somebody has is refused, whoever that is; so are too many, and a bad name', async () => {
      const { keys } = await setUpPasskey(core.deps, mia.user, { actor: mia.actor })
      const ola = await atPanel()
      for (const one of [mia, ola]) {
        const again = setUpPasskey(core.deps, one.user, { actor: one.actor, keys })
        await assert.rejects(again, { code: 'factor.exists' })
      }
      for (const name of ['x'.repeat(65), 'a\nb']) {
        await assert.rejects(setUpPasskey(core.deps, mia.user, { actor: mia.actor, name }), {
          code: 'input.invalid',
        })
      }
      for (let at = 1; at < 10; at++) await setUpPasskey(core.deps, mia.user, { actor: mia.actor })
      await assert.rejects(offerPasskey(core.deps, mia.actor, RP), { code: 'factor.exists' })
    })

    test('needs presence, and an address that browsers let have passkeys', async () => {
      await assert.rejects(offerPasskey(core.deps, mia.actor, null), { code: 'actor.forbidden' })
      const { challenge } = await offerPasskey(core.deps, mia.actor, RP)
      core.clock.advance(6 * MINUTE_MS)
      const made = { name: '', attestation: attest(new Passkeys(RP), challenge) }
      await assert.rejects(offerPasskey(core.deps, mia.actor, RP), { code: 'step_up.needed' })
      await assert.rejects(addPasskey(core.deps, mia.actor, RP, made), { code: 'step_up.needed' })
    })

    test('is undone when it cannot be written down', async () => {
      const { challenge } = await offerPasskey(core.deps, mia.actor, RP)
      const made = { name: '', attestation: attest(new Passkeys(RP), challenge) }
      await assert.rejects(addPasskey(withFailingAudit(core.deps), mia.actor, RP, made), {
        code: 'storage.full',
      })
      assert.deepEqual(await core.deps.store.passkeys.ofUser(mia.user.id), [])
    })
  })

  describe('renaming and removing', () => {
    test('a passkey gets another name, written down with the old one', async () => {
      const { passkey } = await setUpPasskey(core.deps, mia.user, { actor: mia.actor })
      const entries = await entriesOf(core.deps, core.accountId, () =>
        renamePasskey(core.deps, mia.actor, passkeyRef(passkey), ' tablet '),
      )
      assert.equal((await core.deps.store.passkeys.byId(passkey.id))?.name, 'tablet')
      assert.deepEqual(
        entries.map(({ action, details }) => [action, details]),
        [['factor.passkey_rename', { name: 'tablet', before: 'laptop' }]],
      )
    })

    test('the last factor takes recovery codes along, and the password is enough again', async () => {
      const { passkey } = await setUpPasskey(core.deps, mia.user, { actor: mia.actor })
      await removePasskey(core.deps, mia.actor, passkeyRef(passkey))
      assert.equal((await current(mia.user)).secondFactor, false)
      assert.equal((await listFactors(core.deps, mia.user.id)).codesLeft, 0)
    })

    test('the last factor of somebody who must have one stays; beside an app it goes', async () => {
      const { passkey } = await setUpPasskey(core.deps, mia.user, { actor: mia.actor })
      await core.deps.store.users.update(mia.user.id, { secondFactorRule: 'required' })
      const remove = () => answerOf(removePasskey(core.deps, mia.actor, passkeyRef(passkey)))
      assert.equal(await remove(), 'factor.required')
      assert.ok(await core.deps.store.passkeys.byId(passkey.id))
      await setUpApp(core.deps, await current(mia.user))
      assert.equal(await remove(), 'valid')
      assert.equal((await current(mia.user)).secondFactor, true)
    })

    test("another's passkey is not there, in whose hands so ever", async () => {
      const ola = await atPanel()
      const { passkey } = await setUpPasskey(core.deps, ola.user, { actor: ola.actor })
      for (const ref of [passkeyRef(passkey), passkey.id, 'f'.repeat(32)]) {
        assert.equal(await answerOf(removePasskey(core.deps, mia.actor, ref)), 'factor.not_found')
        assert.equal(await answerOf(renamePasskey(core.deps, mia.actor, ref, 'x')), 'factor.not_found')
      }
      assert.equal((await core.deps.store.passkeys.byId(passkey.id))?.name, 'laptop')
    })

    test('a new password leaves passkeys as they are (S-36)', async () => {
      const { passkey } = await setUpPasskey(core.deps, mia.user, { actor: mia.actor })
      await setPassword(core.deps, OPERATOR, mia.user.id, 'nine wet hens stayed outside')
      assert.ok(await core.deps.store.passkeys.byId(passkey.id))
      assert.equal((await current(mia.user)).secondFactor, true)
    })
  })

  describe('after the password', () => {
    let keys: Passkeys
    beforeEach(async () => {
      keys = (await setUpPasskey(core.deps, mia.user, { actor: mia.actor })).keys
    })

    async function complete(odd?: Oddities, by = keys) {
      const secret = await pending(mia.user)
      const { challenge } = await askAtSignIn(core.deps, RP, secret)
      return completeByPasskey(core.deps, RP, secret, answer(by, challenge, odd), VISIT)
    }

    test('signs in with presence proved, also after a mere touch, and notes the use', async () => {
      const opened = await complete({ unverified: true })
      assert.deepEqual([opened.session.method, opened.session.provenAtMs], ['passkey', core.clock.now()])
      const stored = await core.deps.store.passkeys.byId(keys.id)
      assert.deepEqual([stored?.lastUsedAtMs, stored?.counter], [core.clock.now(), keys.counter])
    })

    for (const [what, odd] of Object.entries(WRONG)) {
      test(`refuses ${what}, and writes it down`, async () => {
        const entries = await entriesOf(core.deps, core.accountId, () =>
          assert.rejects(complete(odd), REFUSED),
        )
        assert.ok(entries.some(({ action, outcome }) => action === 'factor.fail' && outcome === 'refused'))
      })
    }

    test("another user's passkey is none of this user's", async () => {
      const ola = await atPanel()
      const theirs = await setUpPasskey(core.deps, ola.user, { actor: ola.actor })
      await assert.rejects(complete({}, theirs.keys), REFUSED)
      await assert.rejects(complete({ userHandle: keys.userHandle }, theirs.keys), REFUSED)
    })

    test('an answer is good once, and only for the sign-in that asked', async () => {
      const { deps } = core
      const [first, second] = [await pending(mia.user), await pending(mia.user)]
      const { challenge } = await askAtSignIn(deps, RP, first)
      const signed = answer(keys, challenge)
      await assert.rejects(completeByPasskey(deps, RP, second, signed, VISIT), REFUSED)
      await completeByPasskey(deps, RP, first, signed, VISIT)
      await assert.rejects(completeByPasskey(deps, RP, first, signed, VISIT), { code: 'session.not_found' })
    })

    test('of two who send the same answer at once one comes in', async () => {
      const secret = await pending(mia.user)
      const { challenge } = await askAtSignIn(core.deps, RP, secret)
      const signed = answer(keys, challenge)
      const outcomes = await Promise.all(
        [1, 2, 3].map(() => answerOf(completeByPasskey(core.deps, RP, secret, signed, VISIT))),
      )
      assert.equal(outcomes.filter((outcome) => outcome === 'valid').length, 1, outcomes.join())
    })

    test('an answer after five minutes is too late', async () => {
      const secret = await pending(mia.user)
      const { challenge } = await askAtSignIn(core.deps, RP, secret)
      core.clock.advance(5 * MINUTE_MS)
      const late = completeByPasskey(core.deps, RP, secret, answer(keys, challenge), VISIT)
      await assert.rejects(late, { code: 'passkey.wrong', message: /too long/ })
    })

    test('a counter that does not count on is refused and written down, by which nobody is throttled', async () => {
      await complete()
      for (const counter of [keys.counter, keys.counter - 1, 0]) {
        const entries = await entriesOf(core.deps, core.accountId, () =>
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
      await setUpPasskey(core.deps, mia.user, { actor: mia.actor, keys: silent })
      for (let at = 0; at < 3; at++) await complete({}, silent)
    })

    test('after five wrong answers the right one waits', async () => {
      for (let at = 0; at < 5; at++) await assert.rejects(complete({ absent: true }), REFUSED)
      await assert.rejects(complete(), { code: 'throttled' })
      core.clock.advance(15 * MINUTE_MS)
      await complete()
    })

    test('without a passkey there is nothing to ask, and without an address neither', async () => {
      const ola = await atPanel()
      const secret = await pending(ola.user)
      await assert.rejects(askAtSignIn(core.deps, RP, secret), { code: 'factor.not_found' })
      await assert.rejects(askAtSignIn(core.deps, null, await pending(mia.user)), { code: 'actor.forbidden' })
    })
  })

  describe('to prove presence', () => {
    let keys: Passkeys
    beforeEach(async () => {
      keys = (await setUpPasskey(core.deps, mia.user, { actor: mia.actor })).keys
    })

    async function prove(odd?: Oddities) {
      const { challenge } = await askAtStepUp(core.deps, RP, mia.opened.session)
      const proof = { kind: 'passkey', assertion: answer(keys, challenge, odd), rp: RP } as const
      return stepUp(core.deps, await live(mia), proof, VISIT)
    }

    test('gives the session a new secret; the old one is dead', async () => {
      core.clock.advance(6 * MINUTE_MS)
      const { session, secret } = await prove()
      assert.equal(session.provenAtMs, core.clock.now())
      assert.notEqual(secret, mia.opened.secret)
      assert.equal(await core.deps.store.sessions.byDigest(mia.opened.session.digest), null)
    })

    for (const [what, odd] of Object.entries({ ...WRONG, ...UNVERIFIED })) {
      test(`is refused for ${what}, and the session stays as it is`, async () => {
        await assert.rejects(prove(odd), REFUSED)
        assert.deepEqual(
          await core.deps.store.sessions.byDigest(mia.opened.session.digest),
          mia.opened.session,
        )
      })
    }

    test('nothing weaker will do, and no passkey for those who have none', async () => {
      const password = { kind: 'password', password: 'x' } as const
      await assert.rejects(stepUp(core.deps, await live(mia), password, VISIT), { code: 'input.invalid' })
      const ola = await atPanel()
      const proof = { kind: 'passkey', assertion: answer(keys, 'x'), rp: RP } as const
      await assert.rejects(stepUp(core.deps, await live(ola), proof, VISIT), { code: 'input.invalid' })
      await assert.rejects(askAtStepUp(core.deps, RP, ola.opened.session), { code: 'factor.not_found' })
    })
  })

  describe('alone', () => {
    const BROWSER = 'b'.repeat(43)
    let keys: Passkeys
    beforeEach(async () => {
      keys = (await setUpPasskey(core.deps, mia.user, { actor: mia.actor })).keys
    })

    function signIn(
      odd?: Oddities,
      change: { browserSecret?: string; expiresAtMs?: number } = {},
      by = keys,
    ) {
      const { options, expiresAtMs } = askForAnyPasskey(core.deps, RP, BROWSER)
      const assertion = answer(by, options.challenge, odd)
      const given = { browserSecret: BROWSER, expiresAtMs, assertion, ...change }
      return signInByPasskey(core.deps, RP, given, VISIT, null)
    }

    test('signs in; strangers are asked for any passkey, and nothing is written for the asking', async () => {
      const entries = (await auditOf(core.deps, core.accountId)).length
      const { options } = askForAnyPasskey(core.deps, RP, BROWSER)
      assert.match(options.challenge, /^[\w-]{43}$/)
      assert.deepEqual([options.allowCredentials, options.userVerification], [[], 'required'])
      assert.equal((await auditOf(core.deps, core.accountId)).length, entries)
      const { session } = await signIn()
      assert.deepEqual([session.userId, session.method], [mia.user.id, 'passkey'])
    })

    for (const [what, odd] of Object.entries({ ...WRONG, ...UNVERIFIED })) {
      test(`is refused for ${what}`, async () => {
        await assert.rejects(signIn(odd), REFUSED)
        core.clock.advance(15 * MINUTE_MS)
      })
    }

    test('a question is good for the browser that was asked, once, and for five minutes', async () => {
      const { deps, clock } = core
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
      await core.deps.store.users.update(mia.user.id, { enabled: false })
      await assert.rejects(signIn(), REFUSED)
      await core.deps.store.users.update(mia.user.id, { enabled: true })
      await core.deps.store.accounts.update(core.accountId, { enabled: false })
      await assert.rejects(signIn(), REFUSED)
      await core.deps.store.accounts.update(core.accountId, { enabled: true })
      assert.equal((await signIn()).session.userId, mia.user.id)
    })

    test('a passkey that was taken away opens nothing', async () => {
      const stored = await core.deps.store.passkeys.byId(keys.id)
      assert.ok(stored)
      await removePasskey(core.deps, mia.actor, passkeyRef(stored))
      await assert.rejects(signIn(), REFUSED)
    })

    test('a copied passkey is refused and written down', async () => {
      await signIn()
      // Within the same millisecond a browser would be asked the same again.
      core.clock.advance(1)
      const again = () => signIn({ counter: keys.counter })
      const entries = await entriesOf(core.deps, core.accountId, () => assert.rejects(again, REFUSED))
      assert.ok(entries.some(({ action }) => action === 'factor.passkey_copied'))
    })

    test('the session that the browser brought along ends', async () => {
      const { options, expiresAtMs } = askForAnyPasskey(core.deps, RP, BROWSER)
      const given = { browserSecret: BROWSER, expiresAtMs, assertion: answer(keys, options.challenge) }
      await signInByPasskey(core.deps, RP, given, VISIT, mia.opened.secret)
      assert.equal(await core.deps.store.sessions.byDigest(mia.opened.session.digest), null)
    })

    test('guessing ends at the source, and costs the user nothing', async () => {
      const stranger = { ...VISIT, origin: { ...VISIT.origin, address: '203.0.113.9' } }
      const guess = () => {
        const { options, expiresAtMs } = askForAnyPasskey(core.deps, RP, BROWSER)
        const assertion = answer(keys, options.challenge, { signedBy: new Passkeys(RP) })
        return answerOf(
          signInByPasskey(core.deps, RP, { browserSecret: BROWSER, expiresAtMs, assertion }, stranger, null),
        )
      }
      for (let at = 0; at < 20; at++) assert.equal(await guess(), 'passkey.wrong')
      assert.equal(await guess(), 'throttled')
      assert.equal((await signIn()).session.userId, mia.user.id)
    })
  })
}

describe('passkeys on SQLite', () => suite(() => openCore()))
describe('passkeys on PostgreSQL', { skip: postgresMissing() }, () =>
  suite(async () => openCore(await freshDatabase())),
)

import assert from 'node:assert/strict'
import { after, beforeEach, describe, test } from 'node:test'
import { answerOf, entriesOf, openCore } from '../../../../tests/support/core.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { codeAt, STEP_MS, setUpApp, wrongCode } from '../../../../tests/support/factors.ts'
import { setUpPasskey } from '../../../../tests/support/passkeys.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import type { User } from '../users/user.ts'
import { completeByCode, nextStep } from './complete-sign-in.ts'
import { completeBySetUp, offerDevice, offeredAgain } from './forced-set-up.ts'
import { listFactors } from './list-factors.ts'
import { currentUser, pendingOf, VISIT } from './testing.ts'
import { setUserRule } from './user-rule.ts'

const core = await openCore()
const { deps, clock } = core
after(core.close)

let user: User
beforeEach(async () => {
  user = (await core.person()).user
})

const begin = () => pendingOf(core, user)
const sessions = async () => (await deps.store.sessions.ofUser(user.id)).length

async function withApp() {
  const app = await setUpApp(deps, user)
  clock.advance(STEP_MS)
  return app
}

describe('a sign-in that waits for a second factor', () => {
  test('tells what is to come, and what the user has of it', async () => {
    const needs = async () => {
      const { needs: what, has, waiting } = await nextStep(deps, await begin())
      assert.equal(waiting.user.id, user.id)
      return [what, has]
    }
    assert.deepEqual(await needs(), ['set-up', { app: false, passkey: false }])
    await withApp()
    assert.deepEqual(await needs(), ['second-factor', { app: true, passkey: false }])
    await setUpPasskey(deps, await currentUser(core, user))
    assert.deepEqual(await needs(), ['second-factor', { app: true, passkey: true }])
  })

  test('waits ten minutes to the millisecond', async () => {
    const app = await withApp()
    const [early, late] = [await begin(), await begin()]
    clock.advance(10 * MINUTE_MS - 1)
    assert.equal((await completeByCode(deps, early, app.code(), VISIT)).session.userId, user.id)
    clock.advance(1)
    assert.equal(await answerOf(nextStep(deps, late)), 'session.not_found')
    assert.equal(await answerOf(completeByCode(deps, late, app.code(1), VISIT)), 'session.not_found')
  })

  test('is completed once, by whichever way, with presence proved', async () => {
    const app = await withApp()
    const secret = await begin()
    const { session } = await completeByCode(deps, secret, app.code(), VISIT)
    assert.deepEqual([session.method, session.provenAtMs], ['totp', clock.now()])
    const again = completeByCode(deps, secret, app.recoveryCodes[0] ?? '', VISIT)
    assert.equal(await answerOf(again), 'session.not_found')
    assert.equal((await listFactors(deps, user.id)).codesLeft, 10)
    const other = await completeByCode(deps, await begin(), app.recoveryCodes[0] ?? '', VISIT)
    assert.equal(other.session.method, 'recovery-code')
  })

  test('goes on waiting after a wrong code', async () => {
    const app = await withApp()
    const secret = await begin()
    const wrong = wrongCode(app.secret, clock.now())
    assert.equal(await answerOf(completeByCode(deps, secret, wrong, VISIT)), 'factor.wrong')
    assert.equal(await sessions(), 0)
    assert.equal(await answerOf(completeByCode(deps, secret, app.code(), VISIT)), 'valid')
  })

  test('is over when the password, the user or the account is no longer what it was', async () => {
    const app = await withApp()
    const { accountId } = user
    const { passwordId } = await currentUser(core, user)
    for (const [change, back] of [
      [
        () => deps.store.users.update(user.id, { passwordId: 'f'.repeat(32) }),
        () => deps.store.users.update(user.id, { passwordId }),
      ],
      [
        () => deps.store.users.update(user.id, { enabled: false }),
        () => deps.store.users.update(user.id, { enabled: true }),
      ],
      [
        () => deps.store.accounts.update(accountId, { enabled: false }),
        () => deps.store.accounts.update(accountId, { enabled: true }),
      ],
    ] as const) {
      const secret = await begin()
      await change()
      const heard = await answerOf(completeByCode(deps, secret, app.recoveryCodes[0] ?? '', VISIT))
      await back()
      assert.equal(heard, 'session.not_found')
    }
    assert.equal(await sessions(), 0)
  })

  test('begins for nobody without a password, and is found by no other text', async () => {
    await withApp()
    await begin()
    for (const secret of ['', 'x', 'a'.repeat(43), 'a'.repeat(2_000)]) {
      assert.equal(await answerOf(nextStep(deps, secret)), 'session.not_found')
    }
    await deps.store.users.update(user.id, { passwordId: null, passwordHash: null })
    assert.equal(await answerOf(begin()), 'credential.wrong')
  })
})

describe('a sign-in that has to set an app up first', () => {
  test('takes no code before that', async () => {
    assert.equal(await answerOf(completeByCode(deps, await begin(), '123456', VISIT)), 'factor.set_up_needed')
  })

  test('signs in by the first code, with recovery codes, and is over then', async () => {
    await setUserRule(deps, OPERATOR, user.id, 'required')
    const secret = await begin()
    const offer = await offerDevice(deps, secret)
    assert.deepEqual(await offeredAgain(deps, secret, offer.sealed), offer)
    assert.deepEqual(await deps.store.totp.ofUser(user.id), [])
    const given = { sealed: offer.sealed, code: codeAt(offer.secret, clock.now()) }
    const entries = await entriesOf(deps, core.accountId, async () => {
      const { opened, codes } = await completeBySetUp(deps, secret, given, VISIT)
      assert.deepEqual([opened.session.method, opened.session.provenAtMs], ['totp', clock.now()])
      assert.equal(codes.length, 10)
    })
    assert.ok(entries.some(({ action }) => action === 'factor.totp_add'))
    const { devices, required, codesLeft } = await listFactors(deps, user.id)
    assert.deepEqual([devices[0]?.name, required, codesLeft], ['Authenticator app', true, 10])
    assert.equal(await sessions(), 1)
    assert.equal(await answerOf(completeBySetUp(deps, secret, given, VISIT)), 'session.not_found')
    assert.equal(await answerOf(completeByCode(deps, await begin(), given.code, VISIT)), 'factor.wrong')
  })

  test('leaves nothing behind after a wrong code, which is counted, and goes on with the same app', async () => {
    const secret = await begin()
    const { sealed, secret: shared } = await offerDevice(deps, secret)
    const wrong = { sealed, code: wrongCode(shared, clock.now()) }
    assert.equal(await answerOf(completeBySetUp(deps, secret, wrong, VISIT)), 'factor.wrong')
    assert.deepEqual(await deps.store.totp.ofUser(user.id), [])
    assert.equal((await deps.store.factorFailures.since(user.id, 0)).length, 1)
    assert.equal(await sessions(), 0)
    const right = { sealed, code: codeAt(shared, clock.now()) }
    assert.equal(await answerOf(completeBySetUp(deps, secret, right, VISIT)), 'valid')
  })

  test('takes no app that was offered to another sign-in, or altered', async () => {
    const [mine, other] = [await begin(), await begin()]
    const offer = await offerDevice(deps, other)
    const code = codeAt(offer.secret, clock.now())
    for (const sealed of [offer.sealed, '', `${offer.sealed.slice(0, -2)}AA`]) {
      assert.equal(await answerOf(completeBySetUp(deps, mine, { sealed, code }, VISIT)), 'secret.unreadable')
      assert.equal(await answerOf(offeredAgain(deps, mine, sealed)), 'secret.unreadable')
    }
    assert.deepEqual(await deps.store.totp.ofUser(user.id), [])
  })

  test('is refused to somebody who has a factor: that one is to be used', async () => {
    const first = await begin()
    const offer = await offerDevice(deps, first)
    await withApp()
    const secret = await begin()
    assert.equal(await answerOf(offerDevice(deps, secret)), 'factor.exists')
    assert.equal(await answerOf(offeredAgain(deps, secret, offer.sealed)), 'factor.exists')
    const given = { sealed: offer.sealed, code: codeAt(offer.secret, clock.now()) }
    assert.equal(await answerOf(completeBySetUp(deps, secret, given, VISIT)), 'factor.exists')
    assert.equal(await answerOf(completeBySetUp(deps, first, given, VISIT)), 'session.not_found')
  })

  test('waits like any other after five wrong codes', async () => {
    const secret = await begin()
    const { sealed, secret: shared } = await offerDevice(deps, secret)
    const attempt = (code: string) => answerOf(completeBySetUp(deps, secret, { sealed, code }, VISIT))
    for (let at = 0; at < 5; at++) assert.equal(await attempt('nothing'), 'factor.wrong')
    assert.equal(await attempt(codeAt(shared, clock.now())), 'throttled')
    assert.deepEqual(await deps.store.totp.ofUser(user.id), [])
  })
})

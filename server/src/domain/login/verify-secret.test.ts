import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answerOf, type Core, freshOrigin, openCore } from '../../../../tests/support/core.ts'
import { OPERATOR, OTHER_PASSWORD, PASSWORD } from '../../../../tests/support/deps.ts'
import { STEP_MS, setUpApp, wrongCode } from '../../../../tests/support/factors.ts'
import { updateAccount } from '../accounts/update-account.ts'
import { setUserRule } from '../factors/user-rule.ts'
import { resetKey } from '../keys/reset-key.ts'
import { disableUser } from '../users/disable-user.ts'
import type { User } from '../users/user.ts'
import { authenticateSecret, type Passcode, type Whom } from './verify-secret.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

const show = (whom: Whom, secret: string, passcode: Passcode | null = null) =>
  authenticateSecret(core.deps, whom, secret, freshOrigin(), passcode)
const heard = (whom: Whom, secret: string, passcode: Passcode | null = null) =>
  answerOf(show(whom, secret, passcode))
const ways = ({ id, name }: User): readonly Whom[] => [{ id }, { name }]

async function careful() {
  const { user, apiKey } = await core.person()
  const app = await setUpApp(core.deps, user)
  core.clock.advance(STEP_MS)
  return { user, apiKey, app }
}

describe('a secret that may be key or password', () => {
  test('says by which of the two it was', async () => {
    const { user, apiKey } = await core.person()
    const key = await core.deps.store.keys.current(user.id)
    for (const whom of ways(user)) {
      assert.deepEqual(await show(whom, apiKey), {
        ...{ userId: user.id, accountId: user.accountId, credentialId: key?.id, method: 'APIKEY' },
      })
      assert.deepEqual(await show(whom, PASSWORD), {
        ...{ userId: user.id, accountId: user.accountId, credentialId: user.passwordId, method: 'PASSWORD' },
      })
    }
  })

  test('is counted where it is the key, also an ended one, which is none', async () => {
    const { user, apiKey } = await core.person()
    const outcomes = async () => {
      await core.deps.calls.settle()
      return (await core.deps.store.calls.ofUser(user.id, 0)).map(({ outcome }) => outcome)
    }
    await show({ id: user.id }, apiKey)
    assert.deepEqual(await outcomes(), ['valid'])
    await resetKey(core.deps, OPERATOR, user.id, { overlapSeconds: 0 })
    for (const whom of ways(user)) assert.equal(await heard(whom, apiKey), 'credential.wrong')
    assert.ok((await outcomes()).includes('revoked'))
  })

  test('is wrong for another user, for nobody, and where it is neither', async () => {
    const ola = await core.person()
    for (const way of [0, 1]) {
      const mia = await core.person()
      const whom = ways(mia.user)[way] ?? { id: '' }
      assert.equal(await heard(whom, ola.apiKey), 'credential.wrong')
      assert.equal(await heard(whom, OTHER_PASSWORD), 'credential.wrong')
      assert.equal(await heard(whom, ''), 'credential.wrong')
    }
    for (const whom of [{ id: 'f'.repeat(32) }, { name: 'nobody at all' }]) {
      assert.equal(await heard(whom, ola.apiKey), 'credential.wrong')
      assert.equal(await heard(whom, PASSWORD), 'credential.wrong')
    }
  })

  test('of somebody disabled is told so after it proved right', async () => {
    const { user, apiKey } = await core.person()
    await disableUser(core.deps, OPERATOR, user.id)
    for (const whom of ways(user)) {
      assert.equal(await heard(whom, apiKey), 'user.disabled')
      assert.equal(await heard(whom, PASSWORD), 'user.disabled')
      assert.equal(await heard(whom, OTHER_PASSWORD), 'credential.wrong')
    }
  })

  test('that is a password is not enough where there is, or must be, a second factor; a key is', async () => {
    const { user, apiKey } = await careful()
    assert.equal(await heard({ id: user.id }, PASSWORD), 'factor.needed')
    assert.equal(await heard({ id: user.id }, apiKey), 'valid')
    const bare = await core.person()
    await setUserRule(core.deps, OPERATOR, bare.user.id, 'required')
    assert.equal(await heard({ id: bare.user.id }, PASSWORD), 'factor.set_up_needed')
    assert.equal(await heard({ id: bare.user.id }, bare.apiKey), 'valid')
  })

  test('that is a password is refused once it is older than the account allows; a key is not', async () => {
    const accountId = await core.account()
    const { user, apiKey } = await core.person(undefined, accountId)
    await core.deps.store.users.update(user.id, { passwordChangedAtMs: core.clock.now() })
    await updateAccount(core.deps, OPERATOR, accountId, { passwordLifeSeconds: 86_400 })
    core.clock.advance(86_400_000 - 1)
    assert.equal(await heard({ id: user.id }, PASSWORD), 'valid')
    core.clock.advance(1)
    assert.equal(await heard({ id: user.id }, PASSWORD), 'actor.forbidden')
    assert.equal(await heard({ id: user.id }, apiKey), 'valid')
  })
})

describe('a passcode beside the secret', () => {
  test('completes a password, and says so', async () => {
    const { user, app } = await careful()
    for (const [at, whom] of ways(user).entries()) {
      const code = app.recoveryCodes[at] ?? ''
      const { method, credentialId } = await show(whom, PASSWORD, { whom, code })
      const { passwordId } = (await core.deps.store.users.byId(user.id)) ?? user
      assert.deepEqual([method, credentialId], ['PASSCODE', passwordId])
    }
  })

  test('that is wrong is refused beside a key too; a right one changes nothing about the key', async () => {
    const { user, apiKey, app } = await careful()
    const whom = { id: user.id }
    const wrong = { whom, code: wrongCode(app.secret, core.clock.now()) }
    assert.equal(await heard(whom, apiKey, wrong), 'factor.wrong')
    assert.equal(await heard(whom, PASSWORD, wrong), 'factor.wrong')
    assert.equal((await show(whom, apiKey, { whom, code: app.code() })).method, 'APIKEY')
  })

  test('of another user than the secret is refused, and is not used up', async () => {
    const [mia, ola] = [await careful(), await careful()]
    const [code = ''] = ola.app.recoveryCodes
    for (const whom of ways(ola.user)) {
      for (const secret of [mia.apiKey, PASSWORD]) {
        assert.equal(await heard({ id: mia.user.id }, secret, { whom, code }), 'credential.wrong')
      }
    }
    assert.equal(await heard({ id: ola.user.id }, PASSWORD, { whom: { id: ola.user.id }, code }), 'valid')
  })

  test('is neither used up nor guessed at without the right secret', async () => {
    const { user, app } = await careful()
    const whom = { name: user.name.toUpperCase() }
    const [code = ''] = app.recoveryCodes
    for (let at = 0; at < 4; at++) {
      assert.equal(await heard(whom, OTHER_PASSWORD, { whom, code: 'nothing' }), 'credential.wrong')
    }
    assert.deepEqual(await core.deps.store.factorFailures.since(user.id, 0), [])
    assert.equal(await heard(whom, PASSWORD, { whom, code }), 'valid')
  })
})

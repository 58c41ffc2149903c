import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answerOf, type Core, freshOrigin, openCore } from '../../../../tests/support/core.ts'
import { auditOf, PASSWORD, visitFrom } from '../../../../tests/support/deps.ts'
import { type App, STEP_MS, setUpApp } from '../../../../tests/support/factors.ts'
import { logInWithPasscode, logInWithPassword } from '../login/log-in.ts'
import { signIn } from '../sessions/sign-in.ts'
import type { User } from '../users/user.ts'
import { completeByCode } from './complete-sign-in.ts'
import { awaitPasscode, proveBeside } from './passcode-login.ts'

let core: Core
before(async () => {
  core = await openCore()
})
after(() => core.close())

async function somebody(): Promise<{ user: User; app: App }> {
  const { user } = await core.person()
  const app = await setUpApp(core.deps, user)
  core.clock.advance(STEP_MS)
  return { user: (await core.deps.store.users.byId(user.id)) ?? user, app }
}

async function begin({ name: username }: User, tenant: string | null = null): Promise<string> {
  const presented = { username, password: PASSWORD }
  const answer = await logInWithPassword(core.deps, presented, tenant, freshOrigin())
  assert.equal(answer.kind, 'passcode-needed')
  return answer.secret
}

const finish = (secret: string, passcode: string, tenant: string | null = null) =>
  logInWithPasscode(core.deps, { secret, passcode }, tenant, freshOrigin())

describe('a login in two calls', () => {
  test('gives a token of the password that says there was a second factor', async () => {
    const { user, app } = await somebody()
    const { claims } = await finish(await begin(user, user.accountId), app.code(), user.accountId)
    assert.deepEqual(
      [claims.method, claims.credentialId, claims.userId],
      ['PASSCODE', user.passwordId, user.id],
    )
  })

  test('cannot end at the panel, nor end there what began here', async () => {
    const { user, app } = await somebody()
    const visit = visitFrom()
    const begun = await begin(user)
    const panel = await signIn(core.deps, { username: user.name, password: PASSWORD }, visit, null)
    assert.equal(panel.kind, 'pending')
    const [here, there] = [
      finish(panel.secret, app.code()),
      completeByCode(core.deps, begun, app.code(), visit),
    ]
    assert.deepEqual(
      [await answerOf(here), await answerOf(there)],
      ['session.not_found', 'session.not_found'],
    )
    assert.equal(await answerOf(finish(begun, app.code())), 'valid')
  })

  test('does not begin by a password that was changed while it was compared', async () => {
    const { user } = await somebody()
    await core.deps.store.users.update(user.id, { passwordId: 'f'.repeat(32) })
    assert.equal(await answerOf(awaitPasscode(core.deps, user)), 'credential.wrong')
    assert.equal(await answerOf(proveBeside(core.deps, user, '123456', freshOrigin())), 'credential.wrong')
  })

  test("is refused for another account's number, and the code is used up", async () => {
    const { user, app } = await somebody()
    assert.equal(await answerOf(finish(await begin(user), app.code(), '999999')), 'credential.wrong')
    assert.equal(await answerOf(finish(await begin(user), app.code())), 'factor.wrong')
  })

  test('counts a wrong code in the audit log, and keeps no code there', async () => {
    const { user, app } = await somebody()
    await answerOf(finish(await begin(user), '000000'))
    await finish(await begin(user), app.recoveryCodes[0] ?? '')
    const entries = await auditOf(core.deps, user.accountId)
    const own = entries.filter(({ actor }) => actor === `user:${user.id}`).slice(-2)
    assert.deepEqual(
      own.map(({ action, outcome, details }) => [action, outcome, details]),
      [
        ['factor.fail', 'refused', {}],
        ['factor.recovery_use', 'done', {}],
      ],
    )
  })
})

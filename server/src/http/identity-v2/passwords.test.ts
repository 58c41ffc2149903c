import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp } from '../../../../tests/support/app.ts'
import { setUpApp } from '../../../../tests/support/factors.ts'
import {
  assertFault,
  call,
  passwordLogin,
  passwordTokenOf,
  tokenOf,
} from '../../../../tests/support/identity.ts'

const app = await openTestApp()
const OLD = 'fifteen or more of these'
const NEW = 'quite another long sentence'

const change = (username: string, password: string, newPassword: string) =>
  call(app, 'POST', '/v2.0/users/RAX-AUTH/change-pwd', {
    body: { 'RAX-AUTH:changePasswordCredentials': { username, password, newPassword } },
  })

const loginStatus = async (username: string, password: string) =>
  (await call(app, 'POST', '/v2.0/tokens', { body: passwordLogin(username, password) })).statusCode

describe('changing a password without a token', () => {
  test('is 204; the old one and its tokens end at once, the key goes on', async () => {
    const user = await app.addUser('changes', { password: OLD })
    const byPassword = await passwordTokenOf(app, 'changes', OLD)
    const byKey = await tokenOf(app, user)
    const answer = await change('CHANGES', OLD, NEW)
    assert.deepEqual([answer.statusCode, answer.body], [204, ''])
    assert.equal(await loginStatus('changes', OLD), 401)
    assert.equal(await loginStatus('changes', NEW), 200)
    assertFault(await call(app, 'GET', '/v2.0/tenants', { token: byPassword }), 401, 'unauthorized')
    assert.equal((await call(app, 'GET', '/v2.0/tenants', { token: byKey })).statusCode, 200)
  })

  test('lets nobody past a second factor: the new password gives no more than the old one did', async () => {
    const { userId } = await app.addUser('has-factor', { password: OLD })
    const user = await app.deps.store.users.byId(userId)
    assert.ok(user)
    await setUpApp(app.deps, user)
    assert.equal(await loginStatus('has-factor', OLD), 401)
    const answer = await change('has-factor', OLD, NEW)
    assert.deepEqual([answer.statusCode, answer.body], [204, ''])
    assert.equal(answer.headers['set-cookie'], undefined)
    assert.equal(await loginStatus('has-factor', NEW), 401)
    assert.deepEqual(await app.deps.store.sessions.ofUser(userId), [])
    assert.equal((await app.deps.store.users.byId(userId))?.secondFactor, true)
  })

  test('is in the audit log under the name of the user', async () => {
    const { userId, accountId } = await app.addUser('is-logged', { password: OLD })
    await change('is-logged', OLD, NEW)
    const last = (await app.deps.store.audit.page(accountId, 0, 10_000)).at(-1)
    assert.deepEqual([last?.action, last?.target], ['user.password', `user:${userId}`])
    assert.match(String(last?.actor), new RegExp(`^user:${userId}`))
  })

  test('with a wrong one, of nobody, or of somebody without a password is one and the same 401', async () => {
    await app.addUser('has-one', { password: OLD })
    await app.addUser('has-none')
    const answers = await Promise.all([
      change('has-one', 'not the one that is set', NEW),
      change('nobody', OLD, NEW),
      change('has-none', OLD, NEW),
    ])
    for (const answer of answers) assertFault(answer, 401, 'unauthorized')
    assert.equal(new Set(answers.map(({ body }) => body)).size, 1)
    assert.equal(await loginStatus('has-one', OLD), 200)
  })

  for (const [what, weak] of [
    ['short', 'Secret1'],
    ['the name', 'keeps-the-old-one'],
    ['too long', 'long '.repeat(300)],
  ] as const) {
    test(`to one that is ${what} is 400 and changes nothing`, async () => {
      const username = `keeps-the-old-one-${what.replaceAll(' ', '-')}`
      await app.addUser(username, { password: OLD })
      assertFault(await change(username, OLD, weak), 400, 'badRequest')
      assert.equal(await loginStatus(username, OLD), 200)
    })
  }

  test('of a disabled user is told only to who knows the password', async () => {
    const user = await app.addUser('shut-out', { password: OLD })
    const token = await tokenOf(app, app.owner)
    const url = `/v2.0/users/${user.userId}`
    await call(app, 'POST', url, { token, body: { user: { enabled: false } } })
    assertFault(await change('shut-out', OLD, NEW), 403, 'userDisabled')
    assertFault(await change('shut-out', 'not the one that is set', NEW), 401, 'unauthorized')
  })

  test('without what it needs is 400', async () => {
    for (const body of [{}, { 'RAX-AUTH:changePasswordCredentials': { username: 'a', password: 'b' } }, []]) {
      const answer = await call(app, 'POST', '/v2.0/users/RAX-AUTH/change-pwd', { body })
      assertFault(answer, 400, 'badRequest')
    }
  })
})

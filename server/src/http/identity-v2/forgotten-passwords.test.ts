import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, TESTER } from '../../../../tests/support/app.ts'
import { changingNothing } from '../../../../tests/support/changing-nothing.ts'
import { setUpApp } from '../../../../tests/support/factors.ts'
import {
  assertFault,
  call,
  passwordLogin,
  passwordTokenOf,
  tokenOf,
} from '../../../../tests/support/identity.ts'
import { lettersOf, makeResetLink } from '../../../../tests/support/mail.ts'
import { inviteUser } from '../../domain/users/invite-user.ts'

const app = await openTestApp(undefined, { sendsMail: true })
const OLD = 'fifteen or more of these'
const NEW = 'quite another long sentence'

let people = 0
async function person() {
  const username = `forgets${++people}`
  return app.addUser(username, { password: OLD, email: `${username}@example.com` })
}

const forgot = (username: unknown, more: object = {}) =>
  call(app, 'POST', '/v2.0/users/RAX-AUTH/forgot-pwd', {
    body: { 'RAX-AUTH:forgotPasswordCredentials': { username, ...more } },
  })
const reset = (token: string | undefined, password: unknown) =>
  call(app, 'POST', '/v2.0/users/RAX-AUTH/pwd-reset', {
    ...(token !== undefined && { token }),
    body: { 'RAX-AUTH:passwordReset': { password } },
  })
const loginStatus = async (username: string, password: string) =>
  (await call(app, 'POST', '/v2.0/tokens', { body: passwordLogin(username, password) })).statusCode

describe('forgot-pwd', () => {
  test('is 204 without a body for a user, for nobody and for what is no name; the user alone gets a mail', async () => {
    const { username } = await person()
    for (const name of [username, 'nobody', '', '<b>', 'x'.repeat(1_000)]) {
      const answer = await forgot(name, { portal: 'panel' })
      assert.deepEqual([answer.statusCode, answer.body], [204, ''], name)
    }
    const letters = await lettersOf(app.deps)
    assert.deepEqual(
      letters.map(({ to }) => to),
      [`${username}@example.com`],
    )
    app.wait(3_600_000)
  })

  test('is 413 after too many from one place, as every throttle of this dialect', async () => {
    for (let times = 0; times < 10; times++) assert.equal((await forgot(`name${times}`)).statusCode, 204)
    const answer = await forgot('more')
    assertFault(answer, 413, 'overLimit')
    assert.equal(answer.headers['retry-after'], '30')
    app.wait(3_600_000)
    await lettersOf(app.deps)
  })

  test('is 400 for a body that is something else', async () => {
    assertFault(await forgot(1), 400, 'badRequest')
    assertFault(await forgot('ulla', { portal: 1 }), 400, 'badRequest')
    const url = '/v2.0/users/RAX-AUTH/forgot-pwd'
    assertFault(await call(app, 'POST', url, { body: {} }), 400, 'badRequest')
  })
})

describe('pwd-reset', () => {
  test('is 204 with the token of the mail; the old password and its tokens end, the key goes on', async () => {
    const user = await person()
    const byPassword = await passwordTokenOf(app, user.username, OLD)
    const byKey = await tokenOf(app, user)
    await forgot(user.username)
    const [letter] = await lettersOf(app.deps)
    const answer = await reset(letter?.link?.secret, NEW)
    assert.deepEqual([answer.statusCode, answer.body], [204, ''])
    assert.equal(await loginStatus(user.username, OLD), 401)
    assert.equal(await loginStatus(user.username, NEW), 200)
    assertFault(await call(app, 'GET', '/v2.0/tenants', { token: byPassword }), 401, 'unauthorized')
    assert.equal((await call(app, 'GET', '/v2.0/tenants', { token: byKey })).statusCode, 200)
    const [notice] = await lettersOf(app.deps)
    assert.equal(notice?.kind, 'password_changed')
  })

  test('works once, also when sent twice at the same moment', async () => {
    const token = await makeResetLink(app.deps, { id: (await person()).userId })
    const both = await Promise.all([reset(token, NEW), reset(token, NEW)])
    assert.deepEqual(both.map(({ statusCode }) => statusCode).toSorted(), [204, 401])
    assertFault(await reset(token, 'yet another long sentence'), 401, 'unauthorized')
  })

  test('is 400 for a weak password, which leaves the token as it was', async () => {
    const token = await makeResetLink(app.deps, { id: (await person()).userId })
    assertFault(await reset(token, 'short'), 400, 'badRequest')
    assert.equal((await reset(token, NEW)).statusCode, 204)
  })

  test('is 403 with an ordinary token and 401 with none or any other text; nothing changes', async () => {
    const user = await person()
    const ordinary = await tokenOf(app, user)
    const ended = await makeResetLink(app.deps, { id: user.userId })
    app.wait(30 * 60_000)
    await changingNothing(app, async () => {
      assertFault(await reset(ordinary, NEW), 403, 'forbidden')
      for (const token of [undefined, 'nothing', `${ended}x`, ended, user.apiKey]) {
        assertFault(await reset(token, NEW), 401, 'unauthorized')
      }
    })
  })

  test('lets nobody past a second factor, and leaves it on (S-36)', async () => {
    const { userId, username } = await person()
    const user = await app.deps.store.users.byId(userId)
    assert.ok(user)
    await setUpApp(app.deps, user)
    assert.equal((await reset(await makeResetLink(app.deps, user), NEW)).statusCode, 204)
    assert.equal(await loginStatus(username, NEW), 401)
    assert.equal((await app.deps.store.users.byId(userId))?.secondFactor, true)
    assert.deepEqual(await app.deps.store.sessions.ofUser(userId), [])
  })

  test('takes no link of another kind, and its token opens nothing else', async () => {
    const { userId } = await person()
    const token = await makeResetLink(app.deps, { id: userId })
    assertFault(await call(app, 'GET', '/v2.0/tenants', { token }), 401, 'unauthorized')
    assertFault(await call(app, 'GET', `/v2.0/tokens/${token}`, { token }), 401, 'unauthorized')
    const { secret } = await inviteUser(app.deps, TESTER, userId)
    assertFault(await reset(secret, NEW), 401, 'unauthorized')
  })
})

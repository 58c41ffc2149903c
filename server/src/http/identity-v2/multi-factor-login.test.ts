import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { openTestApp, TESTER } from '../../../../tests/support/app.ts'
import {
  addCareful,
  answerChallenge,
  type CarefulUser,
  challenge,
  passcodeTokenOf,
  STEP_MS,
  wrongCode,
} from '../../../../tests/support/factors.ts'
import { assertFault, call, passwordLogin, tokenOf } from '../../../../tests/support/identity.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { disableUser } from '../../domain/users/disable-user.ts'
import { setPassword } from '../../domain/users/set-password.ts'

const app = await openTestApp()
await app.addService('cloudFiles', 'object-store', 'DFW')
let names = 0
const careful = () => addCareful(app, `careful-${++names}`)

const first = ({ username }: { username: string }, password: string, more: object = {}) =>
  call(app, 'POST', '/v2.0/tokens', { body: passwordLogin(username, password, more) })
const wrong = ({ otp }: CarefulUser) => wrongCode(otp.secret, app.nowMs())
const nextCode = ({ otp }: CarefulUser) => {
  app.wait(STEP_MS)
  return otp.code()
}

/** All that a caller sees of a refusal, but for what differs between any two answers. */
function seen({ statusCode, headers, body }: LightMyRequestResponse) {
  const { date: _date, 'x-trans-id': _id, 'x-request-id': _number, ...rest } = headers
  return { statusCode, headers: rest, body }
}

describe('the first call of a login with a second factor', () => {
  test('is 401 with the challenge in its header, in the very words of the vendor', async () => {
    const user = await careful()
    const answer = await first(user, user.password)
    assert.equal(answer.statusCode, 401)
    const said = { unauthorized: { code: 401, message: 'Additional authentication credentials required.' } }
    assert.equal(answer.body, JSON.stringify(said))
    const header = String(answer.headers['www-authenticate'])
    assert.match(header, /^OS-MF sessionId='[A-Za-z0-9_-]{43}', factor='PASSCODE'$/)
    assert.equal(answer.headers['set-cookie'], undefined)
  })

  test('challenges nobody whose password is wrong: that looks as for an unknown user (S-33)', async () => {
    const user = await careful()
    const plain = await app.addUser('no-factor', { password: 'nine wet hens stayed outside' })
    const unknown = seen(await first({ username: 'nobody-here' }, user.password))
    assert.equal(unknown.statusCode, 401)
    assert.deepEqual(seen(await first(user, 'wrong')), unknown)
    assert.deepEqual(seen(await first(plain, 'wrong')), unknown)
    assert.equal('www-authenticate' in unknown.headers, false)
  })

  test("challenges nobody for another account's number", async () => {
    const user = await careful()
    const answer = await first(user, user.password, { tenantId: '999999' })
    assertFault(answer, 401, 'unauthorized')
    assert.equal(answer.headers['www-authenticate'], undefined)
  })

  test('says of a disabled user what it says of others, and challenges nobody', async () => {
    const user = await careful()
    await disableUser(app.deps, TESTER, user.userId)
    const answer = await first(user, user.password)
    assertFault(answer, 403, 'userDisabled')
    assert.equal(answer.headers['www-authenticate'], undefined)
  })

  test('is not needed with an API key', async () => {
    await tokenOf(app, await careful())
  })
})

describe('the second call', () => {
  test('gives a token that says both factors, with the catalog', async () => {
    const user = await careful()
    const answer = await answerChallenge(app, await challenge(app, user), nextCode(user))
    assert.equal(answer.statusCode, 200, answer.body)
    const { token, serviceCatalog, user: told } = answer.json().access
    assert.deepEqual(token['RAX-AUTH:authenticatedBy'], ['PASSCODE', 'PASSWORD'])
    assert.equal(told.id, user.userId)
    assert.equal(serviceCatalog[0].name, 'cloudFiles')
    const validated = await call(app, 'GET', `/v2.0/tokens/${token.id}`, { token: token.id })
    assert.deepEqual(validated.json().access.token['RAX-AUTH:authenticatedBy'], ['PASSCODE', 'PASSWORD'])
  })

  test('takes a code as people type it, and a recovery code, once', async () => {
    const user = await careful()
    const code = nextCode(user)
    const typed = `${code.slice(0, 3)} ${code.slice(3)}`
    assert.equal((await answerChallenge(app, await challenge(app, user), typed)).statusCode, 200)
    const [recovery = ''] = user.otp.recoveryCodes
    assert.equal((await answerChallenge(app, await challenge(app, user), recovery)).statusCode, 200)
    assertFault(await answerChallenge(app, await challenge(app, user), recovery), 401, 'unauthorized')
    const actions = (await app.deps.store.audit.page(user.accountId, 0, 10_000)).filter(
      ({ target }) => target === `user:${user.userId}`,
    )
    assert.deepEqual(
      actions.slice(-2).map(({ action }) => action),
      ['factor.recovery_use', 'factor.fail'],
    )
  })

  test('takes a code once, whoever sends it again in whatever spelling (S-34, F-16)', async () => {
    const user = await careful()
    const code = nextCode(user)
    const sessions = [await challenge(app, user), await challenge(app, user), await challenge(app, user)]
    const answers = await Promise.all(
      sessions.map((id, at) => answerChallenge(app, id, `${code}${' '.repeat(at)}`)),
    )
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 401, 401])
  })

  test('takes a session once, whatever code comes next', async () => {
    const user = await careful()
    const sessionId = await challenge(app, user)
    assert.equal((await answerChallenge(app, sessionId, nextCode(user))).statusCode, 200)
    assertFault(await answerChallenge(app, sessionId, nextCode(user)), 401, 'unauthorized')
  })

  test('may be tried again after a wrong code, with the same session', async () => {
    const user = await careful()
    const sessionId = await challenge(app, user)
    assertFault(await answerChallenge(app, sessionId, wrong(user)), 401, 'unauthorized')
    assert.equal((await answerChallenge(app, sessionId, nextCode(user))).statusCode, 200)
  })

  test('looks the same with a wrong code, a wrong session and a wrong password (S-33)', async () => {
    const user = await careful()
    const wrongPassword = seen(await first(user, 'wrong'))
    const sessionId = await challenge(app, user)
    assert.deepEqual(seen(await answerChallenge(app, sessionId, wrong(user))), wrongPassword)
    for (const id of ['x', 'a'.repeat(43), `${sessionId}a`]) {
      assert.deepEqual(seen(await answerChallenge(app, id, nextCode(user))), wrongPassword, id)
    }
  })

  test('is 413 after five wrong codes in a quarter of an hour, for every session of the user (S-34)', async () => {
    const user = await careful()
    for (let count = 0; count < 5; count++) {
      assertFault(await answerChallenge(app, await challenge(app, user), wrong(user)), 401, 'unauthorized')
    }
    const locked = await answerChallenge(app, await challenge(app, user), nextCode(user))
    assertFault(locked, 413, 'overLimit')
    assert.ok(Number(locked.headers['retry-after']) > 13 * 60)
    app.wait(15 * MINUTE_MS)
    assert.equal((await answerChallenge(app, await challenge(app, user), nextCode(user))).statusCode, 200)
  })

  test('comes within ten minutes, or not at all', async () => {
    const user = await careful()
    const [early, late] = [await challenge(app, user), await challenge(app, user)]
    app.wait(10 * MINUTE_MS - STEP_MS - 1)
    assert.equal((await answerChallenge(app, early, nextCode(user))).statusCode, 200)
    assertFault(await answerChallenge(app, late, nextCode(user)), 401, 'unauthorized')
  })

  test('is worth nothing once the password is another, or the user disabled', async () => {
    const [changed, disabled] = [await careful(), await careful()]
    const sessions = [await challenge(app, changed), await challenge(app, disabled)]
    await setPassword(app.deps, TESTER, changed.userId, 'nine wet hens stayed outside')
    await disableUser(app.deps, TESTER, disabled.userId)
    for (const [at, user] of [changed, disabled].entries()) {
      assertFault(await answerChallenge(app, sessions[at] ?? '', nextCode(user)), 401, 'unauthorized')
    }
  })

  test("takes no other user's code", async () => {
    const [user, other] = [await careful(), await careful()]
    assertFault(await answerChallenge(app, await challenge(app, user), nextCode(other)), 401, 'unauthorized')
  })

  for (const [what, body, headers] of [
    ['without a session', { 'RAX-AUTH:passcodeCredentials': { passcode: '123456' } }, {}],
    [
      'with an empty session',
      { 'RAX-AUTH:passcodeCredentials': { passcode: '123456' } },
      { 'x-sessionid': '' },
    ],
    ['without a code', { 'RAX-AUTH:passcodeCredentials': {} }, { 'x-sessionid': 'x' }],
    [
      'with a code as a number',
      { 'RAX-AUTH:passcodeCredentials': { passcode: 123456 } },
      { 'x-sessionid': 'x' },
    ],
    [
      'beside a password',
      {
        'RAX-AUTH:passcodeCredentials': { passcode: '123456' },
        passwordCredentials: { username: 'a', password: 'b' },
      },
      { 'x-sessionid': 'x' },
    ],
  ] as const) {
    test(`is 400 ${what}`, async () => {
      const answer = await call(app, 'POST', '/v2.0/tokens', { body: { auth: body }, headers })
      assertFault(answer, 400, 'badRequest')
    })
  }

  test('gives a token that dies with the second factor and the password, as any got by password', async () => {
    const user = await careful()
    const token = await passcodeTokenOf(app, user)
    assert.equal((await call(app, 'GET', '/v2.0/tenants', { token })).statusCode, 200)
    await setPassword(app.deps, TESTER, user.userId, 'nine wet hens stayed outside')
    assertFault(await call(app, 'GET', '/v2.0/tenants', { token }), 401, 'unauthorized')
  })
})

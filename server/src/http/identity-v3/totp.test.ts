import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, TESTER } from '../../../../tests/support/app.ts'
import { addCareful, type CarefulUser, STEP_MS, wrongCode } from '../../../../tests/support/factors.ts'
import { call, passwordTokenOf, WRONG_KEY } from '../../../../tests/support/identity.ts'
import {
  assertKeystoneError,
  logInV3,
  secretLogin,
  subjectTokenOf,
  tokenLogin,
} from '../../../../tests/support/identity-v3.ts'
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { setPassword } from '../../domain/users/set-password.ts'

const app = await openTestApp()
let names = 0
const careful = () => addCareful(app, `careful-${++names}`)

const nextCode = ({ otp }: CarefulUser) => {
  app.wait(STEP_MS)
  return otp.code()
}
const wrong = ({ otp }: CarefulUser) => wrongCode(otp.secret, app.nowMs())

interface Sent {
  readonly user?: object
  readonly password?: string
  readonly methods?: readonly string[]
  readonly totp?: unknown
}

/** Password and code of one user, or what differs from that. */
function twoFactors(careful: CarefulUser, passcode: string, sent: Sent = {}) {
  const user = sent.user ?? { name: careful.username, domain: { id: 'default' } }
  const { methods = ['password', 'totp'], password = careful.password } = sent
  const totp = 'totp' in sent ? sent.totp : { user: { ...user, passcode } }
  return { auth: { identity: { methods, password: { user: { ...user, password } }, totp } } }
}

describe('password and totp', () => {
  test('log in together, and the token says both', async () => {
    const user = await careful()
    const answer = await logInV3(app, twoFactors(user, nextCode(user)))
    const token = subjectTokenOf(answer)
    assert.deepEqual(answer.json().token.methods, ['password', 'totp'])
    const headers = { 'x-auth-token': token, 'x-subject-token': token }
    const validated = await call(app, 'GET', '/v3/auth/tokens', { headers })
    assert.deepEqual(validated.json().token.methods, ['password', 'totp'])
    const exchanged = await logInV3(app, tokenLogin(token))
    assert.deepEqual(exchanged.json().token.methods, ['token', 'password', 'totp'])
  })

  test('log in by id, in either order, and by a recovery code', async () => {
    const user = await careful()
    const byId = { user: { id: user.userId }, methods: ['totp', 'password'] }
    subjectTokenOf(await logInV3(app, twoFactors(user, nextCode(user), byId)))
    const [recovery = ''] = user.otp.recoveryCodes
    subjectTokenOf(await logInV3(app, twoFactors(user, recovery)))
    assertKeystoneError(await logInV3(app, twoFactors(user, recovery)), 401, 'Unauthorized')
  })

  test('take a code once, of those who send it at once (S-34, F-16)', async () => {
    const user = await careful()
    const code = nextCode(user)
    const answers = await Promise.all([1, 2, 3].map(() => logInV3(app, twoFactors(user, code))))
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [201, 401, 401])
  })

  test('are 401 in the same words, whichever of them is wrong or missing (S-33)', async () => {
    const user = await careful()
    const unknown = (await logInV3(app, secretLogin({ name: 'nobody' }, WRONG_KEY))).body
    const refused = [
      secretLogin({ name: user.username }, user.password),
      secretLogin({ name: user.username }, 'wrong'),
      twoFactors(user, wrong(user)),
      twoFactors(user, ''),
      twoFactors(user, nextCode(user), { password: 'wrong' }),
      twoFactors(user, nextCode(user), { user: { name: 'nobody' } }),
      twoFactors(user, nextCode(user), { user: { name: user.username, domain: { id: 'other' } } }),
    ]
    for (const body of refused) {
      const answer = await logInV3(app, body)
      assertKeystoneError(answer, 401, 'Unauthorized')
      assert.equal(answer.body, unknown)
    }
  })

  test('a wrong password uses no code up', async () => {
    const user = await careful()
    const code = nextCode(user)
    assertKeystoneError(
      await logInV3(app, twoFactors(user, code, { password: 'wrong' })),
      401,
      'Unauthorized',
    )
    subjectTokenOf(await logInV3(app, twoFactors(user, code)))
  })

  test("are refused with another user's code", async () => {
    const [user, other] = [await careful(), await careful()]
    const code = nextCode(other)
    assertKeystoneError(await logInV3(app, twoFactors(user, code)), 401, 'Unauthorized')
    subjectTokenOf(await logInV3(app, twoFactors(other, code)))
  })

  test('are refused where the code is said to be of somebody else, and it is not used up', async () => {
    const [user, other] = [await careful(), await careful()]
    const code = nextCode(user)
    const theirs = { totp: { user: { id: other.userId, passcode: code } } }
    assertKeystoneError(await logInV3(app, twoFactors(user, code, theirs)), 401, 'Unauthorized')
    const own = { totp: { user: { name: user.username.toUpperCase(), passcode: code } } }
    subjectTokenOf(await logInV3(app, twoFactors(user, code, own)))
  })

  test('are 429 after five wrong codes, which count together with those of v2.0', async () => {
    const user = await careful()
    for (let count = 0; count < 5; count++) {
      assertKeystoneError(await logInV3(app, twoFactors(user, wrong(user))), 401, 'Unauthorized')
    }
    const locked = await logInV3(app, twoFactors(user, nextCode(user)))
    assertKeystoneError(locked, 429, 'Too Many Requests')
    assert.ok(Number(locked.headers['retry-after']) > 13 * 60)
    app.wait(15 * MINUTE_MS)
    subjectTokenOf(await logInV3(app, twoFactors(user, nextCode(user))))
  })

  test('give a token that dies with the password', async () => {
    const user = await careful()
    const token = subjectTokenOf(await logInV3(app, twoFactors(user, nextCode(user))))
    await setPassword(app.deps, TESTER, user.userId, 'nine wet hens stayed outside')
    assertKeystoneError(await call(app, 'GET', '/v3/auth/catalog', { token }), 401, 'Unauthorized')
  })

  test('are refused for a user without a second factor', async () => {
    const user = await careful()
    const plain = await app.addUser(`plain-${++names}`, { password: user.password })
    const body = twoFactors({ ...user, ...plain }, nextCode(user))
    assertKeystoneError(await logInV3(app, body), 401, 'Unauthorized')
    await passwordTokenOf(app, plain.username, user.password)
  })
})

describe('a code', () => {
  test('opens nothing alone, nor beside a token or an unknown method', async () => {
    const user = await careful()
    const token = subjectTokenOf(await logInV3(app, twoFactors(user, nextCode(user))))
    const code = nextCode(user)
    for (const methods of [['totp'], ['totp', 'token'], ['totp', 'saml2']]) {
      const { auth } = twoFactors(user, code, { methods })
      const body = { auth: { identity: { ...auth.identity, token: { id: token } } } }
      const answer = await logInV3(app, body)
      assert.equal(answer.statusCode, 401, methods.join())
    }
    subjectTokenOf(await logInV3(app, twoFactors(user, code)))
  })

  test('beside the account key must be right too, and the key goes on without one', async () => {
    const user = await careful()
    const byKey = { password: user.apiKey }
    assertKeystoneError(await logInV3(app, twoFactors(user, wrong(user), byKey)), 401, 'Unauthorized')
    subjectTokenOf(await logInV3(app, twoFactors(user, nextCode(user), byKey)))
    subjectTokenOf(await logInV3(app, secretLogin({ name: user.username }, user.apiKey)))
  })

  for (const [what, totp] of [
    ['no member', undefined],
    ['no user', {}],
    ['no passcode', { user: { name: 'x' } }],
    ['a passcode as a number', { user: { name: 'x', passcode: 123456 } }],
    ['neither name nor id', { user: { passcode: '123456' } }],
  ] as const) {
    test(`with ${what} is 400`, async () => {
      const body = twoFactors(await careful(), '', { totp })
      assertKeystoneError(await logInV3(app, body), 400, 'Bad Request')
    })
  }
})

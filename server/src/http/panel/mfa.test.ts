import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { Browser, hiddenFields } from '../../../../tests/support/browser.ts'
import {
  actionsOf,
  makeOwner,
  makeUser,
  OPERATOR,
  OTHER_PASSWORD,
  PASSWORD,
} from '../../../../tests/support/deps.ts'
import { type App, STEP_MS, setUpApp, wrongCode } from '../../../../tests/support/factors.ts'
import { openTestHttp, type TestHttp } from '../../../../tests/support/http.ts'
import { HOUR_MS, MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { addAccount } from '../../domain/accounts/create-account.ts'
import { resetFactors } from '../../domain/factors/reset-factors.ts'
import { disableUser } from '../../domain/users/disable-user.ts'
import { inviteUser } from '../../domain/users/invite-user.ts'
import { setPassword } from '../../domain/users/set-password.ts'
import type { User } from '../../domain/users/user.ts'
import { isSignedIn, sendPassword } from './mfa-testing.ts'

let http: TestHttp
let accountId: string
let user: User
let browser: Browser
let counter = 0

before(async () => {
  http = await openTestHttp()
  await makeOwner(http.deps)
})
after(() => http.close())

beforeEach(async () => {
  http.clock.advance(24 * HOUR_MS)
  accountId = (await addAccount(http.deps, OPERATOR, { name: 'Example' })).id
  user = (await makeUser(http.deps, accountId, `mia${++counter}`)).user
  browser = new Browser(http)
})

const byPassword = (next = '', password = PASSWORD, who = browser) => sendPassword(who, user, next, password)

async function sendCode(code: string, next = '', who = browser) {
  const page = await who.open(`/login/mfa${next && `?next=${encodeURIComponent(next)}`}`)
  return who.submit(page, '/login/mfa', { code })
}

describe('signing in with an authenticator app', () => {
  let app: App
  beforeEach(async () => {
    app = await setUpApp(http.deps, user)
    http.clock.advance(STEP_MS)
  })

  test('the password leads to a second page, and is no session', async () => {
    const answer = await byPassword('/usage')
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/login/mfa?next=%2Fusage'])
    assert.equal(browser.cookies.has('kw'), false)
    assert.equal(await isSignedIn(browser), false)
    const page = await browser.open('/login/mfa?next=/usage')
    assert.match(page.body, /id="code"[^>]* autocomplete="one-time-code"/)
    assert.doesNotMatch(page.body, /<script>|style=|onclick/)
  })

  test('the code signs in, leads to where one wanted to go, and is recorded', async () => {
    await byPassword('/usage')
    const answer = await sendCode(app.code(), '/usage')
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/usage'])
    assert.equal(browser.cookies.has('kw-login'), false)
    assert.equal((await browser.api('GET', '/session')).json().confirmBy, 'totp')
    const [session] = await http.deps.store.sessions.ofUser(user.id)
    assert.equal(session?.method, 'totp')
  })

  test('a code of the step before and of the step after are good, of two steps away are not', async () => {
    for (const [steps, status] of [
      [-2, 401],
      [2, 401],
      [-1, 401],
      [0, 303],
      [1, 303],
    ] as const) {
      const who = new Browser(http)
      await byPassword('', PASSWORD, who)
      // The step before is the one that the set-up has used up.
      assert.equal((await sendCode(app.code(steps), '', who)).statusCode, status, `${steps} steps`)
    }
  })

  test('a wrong code is told beside its field, and the password need not be typed again', async () => {
    await byPassword()
    const wrong = await sendCode(wrongCode(app.secret, http.clock.now()))
    assert.equal(wrong.statusCode, 401)
    assert.match(wrong.body, /id="code-error">This is not the code/)
    const answer = await browser.submit(wrong, '/login/mfa', { code: app.code() })
    assert.equal(answer.statusCode, 303)
  })

  test('after five wrong codes even the right one waits, in every browser, for a quarter of an hour', async () => {
    await byPassword()
    for (let at = 0; at < 5; at++) {
      assert.equal((await sendCode(wrongCode(app.secret, http.clock.now()))).statusCode, 401)
    }
    const other = new Browser(http)
    await byPassword('', PASSWORD, other)
    const waiting = await sendCode(app.code(), '', other)
    assert.deepEqual([waiting.statusCode, waiting.headers['retry-after']], [429, '900'])
    http.clock.advance(15 * MINUTE_MS)
    await byPassword('', PASSWORD, other)
    assert.equal((await sendCode(app.code(), '', other)).statusCode, 303)
  })

  test('a recovery code signs in once', async () => {
    const [code = ''] = app.recoveryCodes
    await byPassword()
    assert.equal((await sendCode(code.toUpperCase().replaceAll('-', ' '))).statusCode, 303)
    const other = new Browser(http)
    await byPassword('', PASSWORD, other)
    assert.equal((await sendCode(code, '', other)).statusCode, 401)
  })

  test('an invitation sets the password and still asks for the code', async () => {
    const { secret } = await inviteUser(http.deps, OPERATOR, user.id)
    await browser.open(`/invite/${secret}`)
    const fields = { password: OTHER_PASSWORD, again: OTHER_PASSWORD }
    const answer = await browser.submit(await browser.open('/invite'), '/invite', fields)
    assert.equal(answer.headers.location, '/login/mfa')
    assert.equal(await isSignedIn(browser), false)
    assert.equal((await sendCode(app.code())).statusCode, 303)
  })

  test('a reset by the operator lets the password alone in again, and is written down', async () => {
    await resetFactors(http.deps, OPERATOR, user.id)
    assert.equal((await byPassword()).headers.location, '/')
    assert.ok((await actionsOf(http.deps, accountId)).includes('factor.reset'))
  })
})

// F-18: every step skipped, reordered, replayed.
describe('steps of the second factor taken otherwise than offered', () => {
  let app: App
  beforeEach(async () => {
    app = await setUpApp(http.deps, user)
    http.clock.advance(STEP_MS)
  })

  test('without the password there is no second page, and no code is looked at', async () => {
    for (const path of ['/login/mfa', '/login/mfa/setup']) {
      assert.equal((await browser.open(path)).headers.location?.startsWith('/login'), true)
    }
    const token = hiddenFields((await browser.open('/login')).body)
    const answer = await browser.post('/login/mfa', { ...token, code: app.code() })
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/login?over=1'])
    assert.equal(await isSignedIn(browser), false)
  })

  test('a wrong password leads nowhere', async () => {
    await byPassword('', OTHER_PASSWORD)
    assert.equal((await browser.open('/login/mfa')).headers.location, '/login?over=1')
  })

  test('the cookie of a completed sign-in opens nothing a second time', async () => {
    await byPassword()
    const cookie = browser.cookies.get('kw-login') ?? ''
    const page = await browser.open('/login/mfa')
    await browser.submit(page, '/login/mfa', { code: app.code() })
    http.clock.advance(STEP_MS)
    const other = new Browser(http)
    for (const [name, value] of browser.cookies) if (name !== 'kw') other.cookies.set(name, value)
    other.cookies.set('kw-login', cookie)
    assert.equal(
      (await other.submit(page, '/login/mfa', { code: app.code() })).headers.location,
      '/login?over=1',
    )
    assert.equal(await isSignedIn(other), false)
  })

  test('a sign-in left open ends after ten minutes, to the millisecond', async () => {
    await byPassword()
    http.clock.advance(10 * MINUTE_MS - 1)
    assert.equal((await browser.open('/login/mfa')).statusCode, 200)
    http.clock.advance(1)
    assert.equal((await browser.open('/login/mfa')).headers.location, '/login?over=1')
  })

  test('a sign-in left open ends with a new password, a reset of factors and a disabled user', async () => {
    const ends = [
      () => setPassword(http.deps, OPERATOR, user.id, OTHER_PASSWORD),
      () => resetFactors(http.deps, OPERATOR, user.id),
      () => disableUser(http.deps, OPERATOR, user.id),
    ]
    const passwords = [PASSWORD, OTHER_PASSWORD, OTHER_PASSWORD]
    for (const [at, end] of ends.entries()) {
      if (at === 2) await setUpApp(http.deps, user)
      await byPassword('', passwords[at] ?? '')
      const page = await browser.open('/login/mfa')
      await end()
      const answer = await browser.submit(page, '/login/mfa', { code: app.code() })
      assert.equal(answer.headers.location, '/login?over=1', `end ${at}`)
      assert.equal(await isSignedIn(browser), false)
    }
  })

  test("one's own code does not complete another's sign-in", async () => {
    const { user: other } = await makeUser(http.deps, accountId, `other${counter}`)
    const theirs = await setUpApp(http.deps, other)
    await byPassword()
    http.clock.advance(STEP_MS)
    for (const code of [theirs.code(), theirs.recoveryCodes[0] ?? '']) {
      assert.equal((await sendCode(code)).statusCode, 401)
    }
  })

  test('a form from elsewhere, or without its token, is not looked at', async () => {
    await byPassword()
    const page = await browser.open('/login/mfa')
    const code = app.code()
    for (const [fields, headers] of [
      [{ code }, {}],
      [{ ...hiddenFields(page.body), code, token: 'x' }, {}],
      [{ ...hiddenFields(page.body), code }, { 'sec-fetch-site': 'cross-site' }],
    ] as const) {
      assert.equal((await browser.post('/login/mfa', fields, headers)).statusCode, 403)
    }
    assert.equal((await browser.submit(page, '/login/mfa', { code })).statusCode, 303)
  })

  test('the set-up page is not for those who have a factor', async () => {
    await byPassword()
    assert.equal((await browser.open('/login/mfa/setup')).headers.location, '/login/mfa')
  })
})

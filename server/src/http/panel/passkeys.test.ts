import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { type Oddities, Passkeys } from '../../../../tests/support/authenticator.ts'
import { Browser, hiddenFields } from '../../../../tests/support/browser.ts'
import { makeOwner, makeUser, OPERATOR, OTHER_PASSWORD, PASSWORD } from '../../../../tests/support/deps.ts'
import { setUpApp } from '../../../../tests/support/factors.ts'
import { openTestHttp, type TestHttp } from '../../../../tests/support/http.ts'
import { RP, setUpPasskey } from '../../../../tests/support/passkeys.ts'
import { HOUR_MS, MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { addAccount } from '../../domain/accounts/create-account.ts'
import { setPassword } from '../../domain/users/set-password.ts'
import type { User } from '../../domain/users/user.ts'

let http: TestHttp
let user: User
let keys: Passkeys
let recoveryCodes: readonly string[]
let browser: Browser
let counter = 0

before(async () => {
  http = await openTestHttp()
  await makeOwner(http.deps)
})
after(() => http.close())

beforeEach(async () => {
  http.clock.advance(24 * HOUR_MS)
  const accountId = (await addAccount(http.deps, OPERATOR, { name: 'Example' })).id
  user = (await makeUser(http.deps, accountId, `mia${++counter}`)).user
  ;({ keys, recoveryCodes } = await setUpPasskey(http.deps, user))
  browser = new Browser(http)
})

const isSignedIn = async (who = browser) => (await who.open('/')).headers.location === undefined

async function byPassword(who = browser) {
  return who.submit(await who.open('/login'), '/login', { username: user.name, password: PASSWORD })
}

/** As the script does it: what to ask for, the passkey, the form. */
async function byPasskey(path: string, { who = browser, by = keys, next = '', odd = {} as Oddities } = {}) {
  const page = await who.open(path === '/login/passkey' ? '/login' : '/login/mfa')
  const asked = await who.submit(page, `${path}/options`, {}, { accept: 'application/json' })
  const { options, expiresAtMs = '' } = asked.json()
  const fields = {
    expires: String(expiresAtMs),
    next,
    answer: JSON.stringify(by.get(options.challenge, odd)),
  }
  return who.submit(page, path, fields)
}

const MFA = '/login/mfa/passkey'
const LOGIN = '/login/passkey'

describe('the second step by passkey', () => {
  test('the page offers it to browsers that can, and codes to all; nothing in it runs inline', async () => {
    await byPassword()
    const { body, headers } = await browser.open('/login/mfa')
    assert.match(body, /<form method="post" action="\/login\/mfa\/passkey" data-passkey="[^"]+" hidden>/)
    assert.match(body, /<script src="\/passkey\.js" defer><\/script>/)
    assert.match(body, /<noscript>/)
    assert.match(body, /id="code"/)
    assert.doesNotMatch(body, /Six digits/)
    assert.doesNotMatch(body, /<script>|style=|onclick/)
    assert.match(String(headers['content-security-policy']), /script-src 'self';.*trusted-types-for 'script'/)
  })

  test('signs in, leads to where one wanted to go, and the waiting sign-in is gone', async () => {
    await byPassword()
    const answer = await byPasskey(MFA, { next: '/usage' })
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/usage'])
    assert.equal(browser.cookies.has('kw-login'), false)
    const session = (await browser.api('GET', '/session')).json()
    assert.deepEqual([session.confirmBy, session.confirmedUntil !== null], ['passkey', true])
  })

  test('a wrong answer gives the page again, with what was wrong, and the password need not be typed again', async () => {
    await byPassword()
    const wrong = await byPasskey(MFA, { odd: { origin: 'https://evil.example' } })
    assert.equal(wrong.statusCode, 401)
    assert.match(wrong.body, /<p class="error" role="alert">This passkey was not accepted\.<\/p>/)
    assert.equal((await byPasskey(MFA)).statusCode, 303)
  })

  test('what is no answer of a passkey is told so', async () => {
    await byPassword()
    const page = await browser.open('/login/mfa')
    for (const answer of [
      '',
      'null',
      '{',
      '[]',
      '{"id":"a"}',
      JSON.stringify({ id: 'a', type: 'public-key' }),
    ]) {
      assert.equal((await browser.submit(page, MFA, { answer })).statusCode, 400, answer)
    }
    assert.equal(await isSignedIn(), false)
  })

  test('a recovery code stands in, and those with an app may use that', async () => {
    await byPassword()
    const [code = ''] = recoveryCodes
    assert.equal(
      (await browser.submit(await browser.open('/login/mfa'), '/login/mfa', { code })).statusCode,
      303,
    )
    const app = await setUpApp(http.deps, (await http.deps.store.users.byId(user.id)) ?? user)
    const other = new Browser(http)
    await byPassword(other)
    const page = await other.open('/login/mfa')
    assert.match(page.body, /Passkey not at hand\? Six digits/)
    assert.equal((await other.submit(page, '/login/mfa', { code: app.code(1) })).statusCode, 303)
    assert.equal((await other.api('GET', '/session')).json().confirmedUntil, null, 'a passkey is stronger')
  })

  // F-18: every step skipped, reordered, replayed.
  test('without the password nothing is asked and nothing is looked at', async () => {
    const page = await browser.open('/login')
    const asked = await browser.submit(page, `${MFA}/options`, {})
    assert.deepEqual([asked.statusCode, asked.json().code], [404, 'not_found'])
    const answer = await browser.submit(page, MFA, { answer: JSON.stringify(keys.get('x')) })
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/login?over=1'])
  })

  test("an answer for one browser's sign-in completes no other's, and none twice", async () => {
    const other = new Browser(http)
    await byPassword()
    await byPassword(other)
    const [mine, theirs] = [await browser.open('/login/mfa'), await other.open('/login/mfa')]
    const { options } = (await browser.submit(mine, `${MFA}/options`, {})).json()
    const answer = JSON.stringify(keys.get(options.challenge))
    assert.equal((await other.submit(theirs, MFA, { answer })).statusCode, 401)
    assert.equal((await browser.submit(mine, MFA, { answer })).statusCode, 303)
    const again = await browser.submit(mine, MFA, { answer })
    assert.deepEqual([again.statusCode, again.headers.location], [303, '/login?over=1'])
    assert.equal(await isSignedIn(other), false)
  })

  test('a new password meanwhile ends it', async () => {
    await byPassword()
    const page = await browser.open('/login/mfa')
    const { options } = (await browser.submit(page, `${MFA}/options`, {})).json()
    await setPassword(http.deps, OPERATOR, user.id, OTHER_PASSWORD)
    const answer = await browser.submit(page, MFA, { answer: JSON.stringify(keys.get(options.challenge)) })
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/login?over=1'])
  })

  test('five wrong answers make codes wait too', async () => {
    await byPassword()
    for (let at = 0; at < 5; at++) await byPasskey(MFA, { odd: { absent: true } })
    const page = await browser.open('/login/mfa')
    const waiting = await browser.submit(page, '/login/mfa', { code: recoveryCodes[0] ?? '' })
    assert.deepEqual([waiting.statusCode, waiting.headers['retry-after']], [429, '900'])
    http.clock.advance(15 * MINUTE_MS)
  })
})

describe('signing in by passkey alone', () => {
  test('needs neither user name nor password', async () => {
    const page = await browser.open('/login?next=/usage')
    assert.match(page.body, /data-passkey="\/login\/passkey\/options" hidden>/)
    const answer = await byPasskey(LOGIN, { next: '/usage' })
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/usage'])
    assert.equal((await browser.api('GET', '/session')).json().user.name, user.name)
  })

  test('the answer of a stranger looks like that of somebody who is shut out', async () => {
    const unknown = await byPasskey(LOGIN, { by: new Passkeys(RP) })
    await http.deps.store.users.update(user.id, { enabled: false })
    const shutOut = await byPasskey(LOGIN)
    const plain = (body: string) => body.replaceAll(/value="[^"]*"/g, '')
    assert.deepEqual([unknown.statusCode, shutOut.statusCode], [401, 401])
    assert.equal(plain(unknown.body), plain(shutOut.body))
    assert.deepEqual(Object.keys(unknown.headers), Object.keys(shutOut.headers))
  })

  test('a session that the browser brought along ends, whoever had it', async () => {
    const { user: other } = await makeUser(http.deps, user.accountId, `other${counter}`)
    await browser.enter(other)
    const planted = browser.cookies.get('kw')
    browser.cookies.delete('kw')
    const page = await browser.open('/login')
    const { options, expiresAtMs } = (await browser.submit(page, `${LOGIN}/options`, {})).json()
    browser.cookies.set('kw', planted ?? '')
    const fields = { expires: String(expiresAtMs), answer: JSON.stringify(keys.get(options.challenge)) }
    await browser.submit(page, LOGIN, fields)
    assert.notEqual(browser.cookies.get('kw'), planted)
    assert.deepEqual(await http.deps.store.sessions.ofUser(other.id), [])
  })

  test('an answer is good for the browser that was asked, while its time lasts', async () => {
    const page = await browser.open('/login')
    const { options, expiresAtMs } = (await browser.submit(page, `${LOGIN}/options`, {})).json()
    const answer = JSON.stringify(keys.get(options.challenge))
    const other = new Browser(http)
    const elsewhere = await other.submit(await other.open('/login'), LOGIN, {
      expires: `${expiresAtMs}`,
      answer,
    })
    assert.equal(elsewhere.statusCode, 401)
    for (const expires of ['', '0', 'x', `${expiresAtMs + 1}`, `${expiresAtMs}0`, '1e12']) {
      assert.equal((await browser.submit(page, LOGIN, { expires, answer })).statusCode, 401, expires)
    }
    assert.equal((await browser.submit(page, LOGIN, { expires: `${expiresAtMs}`, answer })).statusCode, 303)
  })

  test('after twenty wrong answers the source waits, and hears for how long', async () => {
    for (let at = 0; at < 20; at++) await byPasskey(LOGIN, { by: new Passkeys(RP) })
    const waiting = await byPasskey(LOGIN, { by: new Passkeys(RP) })
    assert.equal(waiting.statusCode, 429)
    assert.match(String(waiting.headers['retry-after']), /^\d+$/)
  })
})

describe('a passkey form from elsewhere, or without its token', () => {
  for (const path of [MFA, LOGIN]) {
    test(`${path} is not looked at`, async () => {
      if (path === MFA) await byPassword()
      const page = await browser.open(path === MFA ? '/login/mfa' : '/login')
      const { options, expiresAtMs = '' } = (await browser.submit(page, `${path}/options`, {})).json()
      const fields = { ...hiddenFields(page.body), expires: `${expiresAtMs}` }
      const answer = JSON.stringify(keys.get(options.challenge))
      for (const [more, headers] of [
        [{ token: 'x' }, {}],
        [{ token: '' }, {}],
        [{}, { 'sec-fetch-site': 'cross-site' }],
      ] as const) {
        assert.equal((await browser.post(path, { ...fields, answer, ...more }, headers)).statusCode, 403)
        const asked = await browser.post(`${path}/options`, { ...fields, ...more }, headers)
        assert.deepEqual([asked.statusCode, asked.json().code], [403, 'csrf'])
      }
      assert.equal(await isSignedIn(), false)
      assert.equal((await browser.post(path, { ...fields, answer })).statusCode, 303)
    })
  }
})

test('at an address where browsers have no passkeys the pages offer none, and nothing asks for one', async () => {
  const bare = await openTestHttp({ publicUrl: 'http://127.0.0.1:8080' })
  try {
    const visitor = new Browser(bare)
    const page = await visitor.open('/login')
    assert.doesNotMatch(page.body, /passkey/)
    const asked = await visitor.submit(page, `${LOGIN}/options`, {})
    assert.deepEqual([asked.statusCode, asked.json().code], [403, 'forbidden'])
    const answer = await visitor.submit(page, LOGIN, { answer: JSON.stringify(keys.get('x')) })
    assert.equal(answer.statusCode, 403)
  } finally {
    await bare.close()
  }
})

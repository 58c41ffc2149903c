import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { Browser, hiddenFields } from '../../../../tests/support/browser.ts'
import { makeOwner, makeUser, OPERATOR, OTHER_PASSWORD, PASSWORD } from '../../../../tests/support/deps.ts'
import { openTestHttp, PUBLIC_URL, type TestHttp } from '../../../../tests/support/http.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { disableUser } from '../../domain/users/disable-user.ts'
import type { User } from '../../domain/users/user.ts'

let http: TestHttp
let accountId: string
let user: User
let browser: Browser
let counter = 0

before(async () => {
  http = await openTestHttp()
  accountId = (await makeOwner(http.deps)).account.id
})
after(() => http.close())

beforeEach(async () => {
  http.clock.advance(24 * HOUR_MS)
  user = (await makeUser(http.deps, accountId, `ulla${++counter}`)).user
  browser = new Browser(http)
})

async function enter(fields: Record<string, string> = {}, address = '/login') {
  const given = { username: user.name, password: PASSWORD, ...fields }
  return browser.submit(await browser.open(address), '/login', given)
}

describe('GET /login', () => {
  test('200 is a plain form with labels, autocomplete and no script of its own', async () => {
    const page = await browser.open('/login')
    assert.equal(page.statusCode, 200)
    assert.match(page.body, /<label for="username">Username<\/label>/)
    assert.match(page.body, /id="username"[^>]* autocomplete="username"/)
    assert.match(page.body, /id="password"[^>]* autocomplete="current-password"/)
    assert.doesNotMatch(page.body, /<script>|<style|style=|onclick/)
  })

  test('303 to where one wanted to go, when signed in already', async () => {
    await browser.enter(user)
    const answer = await browser.open('/login?next=/usage')
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/usage'])
  })

  test('shows no name that the address suggests', async () => {
    assert.doesNotMatch(
      (await browser.open('/login?username=mallory&error=You+are+hacked')).body,
      /mallory|hacked/,
    )
  })

  test('keeps its cookie while a second tab opens the form', async () => {
    const first = await browser.open('/login')
    await browser.open('/login')
    const answer = await browser.submit(first, '/login', { username: user.name, password: PASSWORD })
    assert.equal(answer.statusCode, 303)
  })
})

describe('POST /login', () => {
  test('303 gives a session cookie and leads to the start page', async () => {
    const answer = await enter()
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/'])
    assert.equal((await browser.api('GET', '/session')).json().user.id, user.id)
  })

  test('303 leads back to the page one came for, also after a failure', async () => {
    const failed = await enter({ password: OTHER_PASSWORD }, '/login?next=%2Fusage%3Fwindow%3D7d')
    const answer = await browser.submit(failed, '/login', { username: user.name, password: PASSWORD })
    assert.equal(answer.headers.location, '/usage?window=7d')
  })

  test('sets the cookie HttpOnly, SameSite=Lax, for the whole site', async () => {
    const [line] = [(await enter()).headers['set-cookie']].flat()
    assert.match(line ?? '', /^kw=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  test('gives a secret of its own to a browser that brought one (F-17)', async () => {
    const planted = 'A'.repeat(43)
    browser.cookies.set('kw', planted)
    await enter()
    assert.notEqual(browser.cookies.get('kw'), planted)
    assert.equal((await browser.api('GET', '/session')).statusCode, 200)
    browser.cookies.set('kw', planted)
    assert.equal((await browser.api('GET', '/session')).statusCode, 401)
  })

  test('gives another secret at every sign-in; the one before is dead', async () => {
    await enter()
    const first = browser.cookies.get('kw') ?? ''
    browser.cookies.delete('kw')
    const page = await browser.open('/login')
    browser.cookies.set('kw', first)
    await browser.submit(page, '/login', { username: user.name, password: PASSWORD })
    assert.notEqual(browser.cookies.get('kw'), first)
    browser.cookies.set('kw', first)
    assert.equal((await browser.api('GET', '/session')).statusCode, 401)
  })

  test('401 keeps the name, drops the password, and says it once', async () => {
    const answer = await enter({ password: OTHER_PASSWORD })
    assert.equal(answer.statusCode, 401)
    assert.match(answer.body, new RegExp(`value="${user.name}"`))
    assert.doesNotMatch(answer.body, /hens/)
    assert.match(answer.body, /role="alert">The username or the password is not right\.</)
    assert.equal(browser.cookies.has('kw'), false)
  })

  test('401 reads the same for unknown, wrong and disabled users (S-33)', async () => {
    const disabled = (await makeUser(http.deps, accountId, `dora${counter}`)).user
    await disableUser(http.deps, OPERATOR, disabled.id)
    const bodies = []
    for (const [username, password] of [
      [user.name, OTHER_PASSWORD],
      ['nobody', PASSWORD],
      [disabled.name, PASSWORD],
    ] as const) {
      const { statusCode, body, headers } = await enter({ username, password })
      bodies.push([statusCode, headers['set-cookie'], body.replaceAll(username, 'NAME')])
    }
    assert.deepEqual(bodies[1], bodies[0])
    assert.deepEqual(bodies[2], bodies[0])
  })

  test('400 puts what is missing at its field', async () => {
    const noName = await enter({ username: '' })
    assert.equal(noName.statusCode, 400)
    assert.match(
      noName.body,
      /id="username"[^>]*aria-describedby="username-error"[^>]*autofocus aria-invalid="true"/,
    )
    assert.match(noName.body, /<p class="error" id="username-error">Type your username\./)
    assert.match((await enter({ password: '' })).body, /id="password-error">Type your password\./)
  })

  test('429 with Retry-After and the time in words', async () => {
    for (let at = 0; at < 5; at++) await enter({ password: OTHER_PASSWORD })
    const answer = await enter()
    assert.deepEqual([answer.statusCode, answer.headers['retry-after']], [429, '1'])
    assert.match(answer.body, /Too many failed attempts\. Try again in a second\./)
  })

  test('escapes what was typed', async () => {
    const answer = await enter({ username: `"><script>alert(1)</script>'&` })
    assert.doesNotMatch(answer.body, /<script>alert/)
    assert.match(answer.body, /value="&quot;&gt;&lt;script&gt;alert\(1\)&lt;\/script&gt;&#39;&amp;"/)
  })

  for (const next of [
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '/login',
    '/logout',
  ]) {
    test(`303 never leads to ${JSON.stringify(next)}`, async () => {
      const answer = await enter({ next })
      assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/'])
    })
  }
})

describe('a form from elsewhere is not taken (S-38)', () => {
  const post = async (fields: Record<string, string>, headers: Record<string, string> = {}) => {
    const page = await browser.open('/login')
    const given = { username: user.name, password: PASSWORD }
    return browser.post('/login', { ...given, ...hiddenFields(page.body), ...fields }, headers)
  }

  for (const [what, fields, headers] of [
    ['an empty token', { token: '' }, {}],
    ['a wrong token', { token: 'A'.repeat(43) }, {}],
    ['another site', {}, { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour site', {}, { 'sec-fetch-site': 'same-site' }],
    ['another site that claims our Origin', {}, { 'sec-fetch-site': 'cross-site', origin: PUBLIC_URL }],
  ] as const) {
    test(`403 with ${what}; nobody is signed in`, async () => {
      const answer = await post(fields, headers)
      assert.equal(answer.statusCode, 403)
      assert.equal(browser.cookies.has('kw'), false)
      assert.match(answer.body, /came from elsewhere/)
    })
  }

  test('403 without the cookie', async () => {
    const page = await browser.open('/login')
    browser.cookies.clear()
    assert.equal(
      (await browser.submit(page, '/login', { username: user.name, password: PASSWORD })).statusCode,
      403,
    )
  })

  test('403 with the cookie and token of two different visitors', async () => {
    const stranger = new Browser(http)
    const { token = '' } = hiddenFields((await stranger.open('/login')).body)
    assert.equal((await post({ token })).statusCode, 403)
  })

  test('and the page that comes back can be sent again', async () => {
    const refused = await post({ token: '' })
    const answer = await browser.submit(refused, '/login', { username: user.name, password: PASSWORD })
    assert.equal(answer.statusCode, 303)
  })

  for (const [origin, status] of [
    ['null', 303],
    ['https://evil.example', 403],
  ] as const) {
    test(`${status} from an old browser that says nothing but Origin: ${origin}`, async () => {
      const { body } = await browser.open('/login')
      const fields = { ...hiddenFields(body), username: user.name, password: PASSWORD }
      const answer = await browser.send('POST', '/login', {
        payload: new URLSearchParams(fields).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
      })
      assert.equal(answer.statusCode, status)
    })
  }
})

describe('signing out by form', () => {
  test('303 ends the session and leads to the sign-in page', async () => {
    await enter()
    const secret = browser.cookies.get('kw') ?? ''
    const page = await browser.open('/logout')
    assert.match(page.body, new RegExp(`signed in as ${user.name}`))
    const answer = await browser.submit(page, '/logout', {})
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/login'])
    browser.cookies.set('kw', secret)
    assert.equal((await browser.api('GET', '/session')).statusCode, 401)
  })

  test('403 from elsewhere; the session goes on', async () => {
    await browser.enter(user)
    const token = browser.csrfToken
    assert.equal((await browser.post('/logout', { token: 'x' })).statusCode, 403)
    assert.equal(
      (await browser.post('/logout', { token }, { 'sec-fetch-site': 'cross-site' })).statusCode,
      403,
    )
    assert.equal((await browser.api('GET', '/session')).statusCode, 200)
  })

  test('303 when nobody is signed in', async () => {
    assert.equal((await browser.open('/logout')).headers.location, '/login')
    assert.equal((await browser.post('/logout', {})).headers.location, '/login')
  })
})

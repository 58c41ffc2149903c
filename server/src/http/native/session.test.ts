import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { Browser } from '../../../../tests/support/browser.ts'
import { makeOwner, makeUser, OPERATOR, OTHER_PASSWORD, PASSWORD } from '../../../../tests/support/deps.ts'
import { openTestHttp, PUBLIC_URL, type TestHttp } from '../../../../tests/support/http.ts'
import { HOUR_MS, MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { disableUser } from '../../domain/users/disable-user.ts'

let http: TestHttp
let accountId: string
let username: string
let userId: string
let browser: Browser
let counter = 0

before(async () => {
  http = await openTestHttp()
  accountId = (await makeOwner(http.deps)).account.id
})
after(() => http.close())

beforeEach(async () => {
  http.clock.advance(24 * HOUR_MS)
  username = `ulla${++counter}`
  const { user } = await makeUser(http.deps, accountId, username, { email: 'u@example.com' })
  userId = user.id
  browser = new Browser(http)
  await browser.enter(user)
})

const cookie = () => browser.cookies.get('kw') ?? ''

describe('GET /session', () => {
  test('200 tells who is signed in, until when, and the token for changes', async () => {
    const { user, csrfToken, expiresAt, confirmedUntil } = (await browser.api('GET', '/session')).json()
    assert.deepEqual(
      [user.id, user.name, user.accountId, user.email, user.enabled],
      [userId, username, accountId, 'u@example.com', true],
    )
    assert.match(csrfToken, /^[A-Za-z0-9_-]{43}$/)
    assert.equal(Date.parse(expiresAt), http.clock.now() + 30 * MINUTE_MS)
    assert.equal(Date.parse(confirmedUntil), http.clock.now() + 5 * MINUTE_MS)
  })

  test('401 without a cookie, with a foreign one, and with two', async () => {
    for (const kw of [undefined, 'A'.repeat(43), 'garbage', `${cookie()}; kw=${cookie()}`]) {
      const stranger = new Browser(http)
      if (kw) stranger.cookies.set('kw', kw)
      const answer = await stranger.api('GET', '/session')
      assert.deepEqual([answer.statusCode, answer.json().code], [401, 'unauthorized'])
    }
  })

  test('401 after 30 minutes without use', async () => {
    http.clock.advance(30 * MINUTE_MS)
    assert.equal((await browser.api('GET', '/session')).statusCode, 401)
  })

  test('401 after 30 minutes of requests that nobody has asked for, whatever they say and ask (S-37)', async () => {
    for (const value of ['1', '0', '']) {
      http.clock.advance(9 * MINUTE_MS)
      const answer = await browser.api('GET', '/users/me/key', undefined, { 'x-keyward-unattended': value })
      assert.equal(answer.statusCode, 200)
    }
    http.clock.advance(3 * MINUTE_MS)
    assert.equal((await browser.api('GET', '/session')).statusCode, 401)
  })

  test('a request of the person between them begins the 30 minutes anew', async () => {
    http.clock.advance(20 * MINUTE_MS)
    await browser.api('GET', '/users/me/key')
    http.clock.advance(20 * MINUTE_MS)
    const { expiresAt } = (
      await browser.api('GET', '/session', undefined, { 'x-keyward-unattended': '1' })
    ).json()
    assert.equal(Date.parse(expiresAt), http.clock.now() + 10 * MINUTE_MS)
  })

  test('401 at once when the user is disabled', async () => {
    await disableUser(http.deps, OPERATOR, userId)
    assert.equal((await browser.api('GET', '/session')).statusCode, 401)
  })

  test('403 for a key: that is no panel session', async () => {
    const key = await http.deps.store.keys.current(userId)
    assert.ok(key)
    const answer = await new Browser(http).api('GET', '/session', undefined, { authorization: 'Bearer x' })
    assert.deepEqual([answer.statusCode, answer.json().code], [403, 'forbidden'])
  })
})

describe('DELETE /session', () => {
  test('204 ends it and takes the cookie away', async () => {
    const secret = cookie()
    assert.equal((await browser.api('DELETE', '/session')).statusCode, 204)
    assert.equal(browser.cookies.has('kw'), false)
    browser.cookies.set('kw', secret)
    assert.equal((await browser.api('GET', '/session')).statusCode, 401)
  })

  test('401 when there is none', async () => {
    assert.equal((await new Browser(http).api('DELETE', '/session')).statusCode, 401)
  })
})

describe('POST /session/step-up', () => {
  const stepUp = (password: unknown) => browser.api('POST', '/session/step-up', { password })

  test('200 renews the proof under a new cookie; the old one is dead', async () => {
    http.clock.advance(10 * MINUTE_MS)
    const old = cookie()
    const answer = await stepUp(PASSWORD)
    assert.equal(answer.statusCode, 200)
    assert.equal(Date.parse(answer.json().confirmedUntil), http.clock.now() + 5 * MINUTE_MS)
    assert.notEqual(cookie(), old)
    assert.equal((await browser.api('GET', '/session')).statusCode, 200)
    browser.cookies.set('kw', old)
    assert.equal((await browser.api('GET', '/session')).statusCode, 401)
  })

  test('the token of open pages goes on', async () => {
    assert.equal((await stepUp(PASSWORD)).json().csrfToken, browser.csrfToken)
  })

  test('403 wrong_password leaves everything as it was', async () => {
    const old = cookie()
    const answer = await stepUp(OTHER_PASSWORD)
    assert.deepEqual([answer.statusCode, answer.json().code], [403, 'wrong_password'])
    assert.equal(cookie(), old)
    assert.equal((await browser.api('GET', '/session')).statusCode, 200)
  })

  test('429 with Retry-After after five wrong ones', async () => {
    for (let at = 0; at < 5; at++) await stepUp(OTHER_PASSWORD)
    const answer = await stepUp(PASSWORD)
    assert.deepEqual(
      [answer.statusCode, answer.json().code, answer.headers['retry-after']],
      [429, 'throttled', '1'],
    )
  })

  for (const body of [
    undefined,
    {},
    { password: 1 },
    { password: '' },
    { password: PASSWORD, more: 1 },
    [],
    'x',
  ]) {
    test(`400 for ${JSON.stringify(body)}`, async () => {
      assert.equal((await browser.api('POST', '/session/step-up', body)).statusCode, 400)
    })
  }

  test('400 names the member at fault and repeats nothing of what was sent', async () => {
    const answer = await browser.api('POST', '/session/step-up', { password: PASSWORD, 'x<script>': 1 })
    assert.doesNotMatch(answer.body, /script|geese/)
    assert.equal((await browser.api('POST', '/session/step-up', { password: 1 })).json().field, 'password')
  })
})

describe('DELETE /session/step-up', () => {
  test('204 ends the proof, not the session', async () => {
    assert.equal((await browser.api('DELETE', '/session/step-up')).statusCode, 204)
    assert.equal((await browser.api('GET', '/session')).json().confirmedUntil, null)
  })
})

describe('a change by session cookie needs a page of ours (S-38)', () => {
  const change = (headers: Record<string, string>) =>
    browser.send('DELETE', '/api/v1/session/step-up', { headers })
  const token = () => ({ 'x-csrf-token': browser.csrfToken })

  for (const [what, headers] of [
    ['Sec-Fetch-Site: same-origin', { 'sec-fetch-site': 'same-origin' }],
    ['the public Origin', { origin: PUBLIC_URL }],
    [
      'the Origin that the request itself was sent to',
      { origin: 'http://127.0.0.1:8080', host: '127.0.0.1:8080' },
    ],
  ] as const) {
    test(`204 with the token and ${what}`, async () => {
      assert.equal((await change({ ...token(), ...headers })).statusCode, 204)
    })
  }

  const refused: readonly [what: string, headers: () => Record<string, string>][] = [
    ['no token', () => ({ 'sec-fetch-site': 'same-origin' })],
    ['an empty token', () => ({ 'sec-fetch-site': 'same-origin', 'x-csrf-token': '' })],
    ['a wrong token', () => ({ 'sec-fetch-site': 'same-origin', 'x-csrf-token': 'A'.repeat(43) })],
    ['the cookie as token', () => ({ 'sec-fetch-site': 'same-origin', 'x-csrf-token': cookie() })],
    ['nothing that says where it comes from', token],
    ['another site', () => ({ ...token(), 'sec-fetch-site': 'cross-site' })],
    ['a neighbour site', () => ({ ...token(), 'sec-fetch-site': 'same-site' })],
    ['no site at all', () => ({ ...token(), 'sec-fetch-site': 'none' })],
    ['a foreign Origin', () => ({ ...token(), origin: 'https://evil.example' })],
    ['a foreign port', () => ({ ...token(), origin: 'http://localhost:8081' })],
    ['an Origin that hides', () => ({ ...token(), origin: 'null' })],
    ['an Origin that is none', () => ({ ...token(), origin: 'garbage' })],
    [
      'another site that claims our Origin',
      () => ({ ...token(), origin: PUBLIC_URL, 'sec-fetch-site': 'cross-site' }),
    ],
  ]
  for (const [what, headers] of refused) {
    test(`403 csrf with ${what}; nothing changes`, async () => {
      const answer = await change(headers())
      assert.deepEqual([answer.statusCode, answer.json().code], [403, 'csrf'])
      assert.notEqual((await browser.api('GET', '/session')).json().confirmedUntil, null)
    })
  }

  test("403 csrf with another user's token", async () => {
    const other = new Browser(http)
    await other.signIn('olga')
    const answer = await change({ 'sec-fetch-site': 'same-origin', 'x-csrf-token': other.csrfToken })
    assert.equal(answer.statusCode, 403)
  })

  test('reading needs no token, from wherever the link came', async () => {
    const answer = await browser.send('GET', '/api/v1/session', {
      headers: { 'sec-fetch-site': 'cross-site' },
    })
    assert.equal(answer.statusCode, 200)
  })
})

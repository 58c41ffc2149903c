import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { type Oddities, Passkeys } from '../../../../tests/support/authenticator.ts'
import { Browser, hiddenFields } from '../../../../tests/support/browser.ts'
import {
  actionsOf,
  makeOwner,
  makeUser,
  OPERATOR,
  OTHER_PASSWORD,
  PASSWORD,
} from '../../../../tests/support/deps.ts'
import { setUpApp } from '../../../../tests/support/factors.ts'
import { openTestHttp, type TestHttp } from '../../../../tests/support/http.ts'
import { RP } from '../../../../tests/support/passkeys.ts'
import { HOUR_MS, MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { addAccount } from '../../domain/accounts/create-account.ts'
import { updateAccount } from '../../domain/accounts/update-account.ts'
import { setPassword } from '../../domain/users/set-password.ts'
import type { User } from '../../domain/users/user.ts'

const PATH = '/login/mfa/setup/passkey'

let http: TestHttp
let user: User
let keys: Passkeys
let browser: Browser
let counter = 0

async function newcomer(at: TestHttp): Promise<User> {
  const accountId = (await addAccount(at.deps, OPERATOR, { name: 'Example' })).id
  const made = (await makeUser(at.deps, accountId, `mia${++counter}`)).user
  await updateAccount(at.deps, OPERATOR, accountId, { secondFactorRequired: true })
  return made
}

before(async () => {
  http = await openTestHttp()
  await makeOwner(http.deps)
})
after(() => http.close())

beforeEach(async () => {
  http.clock.advance(24 * HOUR_MS)
  user = await newcomer(http)
  keys = new Passkeys(RP)
  browser = new Browser(http)
})

async function byPassword(who = browser, { name } = user) {
  await who.submit(await who.open('/login'), '/login', { username: name, password: PASSWORD })
}

const isSignedIn = async (who = browser) => (await who.open('/')).headers.location === undefined
const passkeysOf = async ({ id } = user) => http.deps.store.passkeys.ofUser(id)

/** As the script does it: what to make it by, the passkey, and what the form sends. */
async function made({ who = browser, by = keys, odd = {} as Oddities } = {}) {
  const page = await who.open('/login/mfa/setup')
  const asked = await who.submit(page, `${PATH}/options`, {}, { accept: 'application/json' })
  const { options } = asked.json()
  return { page, options, answer: JSON.stringify(by.create(options.challenge, odd)) }
}

describe('where a second factor is required, a first passkey', () => {
  test('is offered beside the app, to browsers that can; nothing runs inline', async () => {
    await byPassword()
    const { body } = await browser.open('/login/mfa/setup')
    const form =
      /<form method="post" action="\/login\/mfa\/setup\/passkey" data-passkey="[^"]+" data-creates hidden>/
    assert.match(body, form)
    assert.match(body, /<script src="\/passkey\.js" defer><\/script>/)
    assert.match(body, /alt="QR code/)
    assert.doesNotMatch(body, /No passkeys here/)
    assert.doesNotMatch(body, /<script>|style=|onclick/)
  })

  test('signs in, comes with recovery codes, and is the factor from then on', async () => {
    await byPassword()
    const { page, options, answer } = await made()
    assert.deepEqual([options.rp.id, options.user.name], ['localhost', user.name])
    assert.deepEqual(await passkeysOf(), [])
    const done = await browser.submit(page, PATH, { answer, next: '/usage' })
    assert.equal(done.statusCode, 200)
    assert.equal([...done.body.matchAll(/<li><code>([a-z2-7]{4}-){3}[a-z2-7]{4}<\/code><\/li>/g)].length, 10)
    assert.match(done.body, /href="\/usage"/)
    assert.equal(browser.cookies.has('kw-login'), false)
    const session = (await browser.api('GET', '/session')).json()
    assert.deepEqual([session.user.secondFactor, session.confirmBy], [true, 'passkey'])
    assert.ok((await actionsOf(http.deps, user.accountId)).includes('factor.passkey_add'))
    const other = new Browser(http)
    await byPassword(other)
    assert.match((await other.open('/login/mfa')).body, /Use your passkey/)
  })

  for (const [what, odd] of [
    ['made elsewhere', { origin: 'https://evil.example' }],
    ['made for another host', { rpId: 'evil.example' }],
    ['that asked its person for nothing', { unverified: true }],
    ['made for another question', { challenge: 'A'.repeat(43) }],
    ['asked from within a page of somebody else', { crossOrigin: true }],
  ] as const) {
    test(`${what} is told to be refused, stores nothing, and the page offers both ways again`, async () => {
      await byPassword()
      const { page, answer } = await made({ odd })
      const refused = await browser.submit(page, PATH, { answer })
      assert.equal(refused.statusCode, 401)
      assert.match(refused.body, /<p class="error" role="alert">This passkey was not accepted\.<\/p>/)
      assert.match(refused.body, /data-creates[\s\S]*alt="QR code/)
      assert.deepEqual([await passkeysOf(), await isSignedIn()], [[], false])
      const again = await made()
      assert.equal((await browser.submit(again.page, PATH, { answer: again.answer })).statusCode, 200)
    })
  }

  test('is good once, and for the sign-in alone that it was made for', async () => {
    const other = new Browser(http)
    await byPassword()
    await byPassword(other)
    const mine = await made()
    const theirs = await made({ who: other, by: new Passkeys(RP) })
    assert.equal((await other.submit(theirs.page, PATH, { answer: mine.answer })).statusCode, 401)
    assert.equal((await browser.submit(mine.page, PATH, { answer: mine.answer })).statusCode, 200)
    // With the first factor other half-done sign-ins are over.
    for (const who of [other, browser]) {
      const { statusCode, headers } = await who.submit(mine.page, PATH, { answer: mine.answer })
      assert.deepEqual([statusCode, headers.location], [303, '/login?over=1'])
    }
    assert.equal((await passkeysOf()).length, 1)
  })

  test('that somebody else has is refused', async () => {
    await byPassword()
    const first = await made()
    await browser.submit(first.page, PATH, { answer: first.answer })
    const stranger = await newcomer(http)
    const other = new Browser(http)
    await byPassword(other, stranger)
    const copied = await made({ who: other })
    assert.equal((await other.submit(copied.page, PATH, { answer: copied.answer })).statusCode, 400)
    assert.deepEqual([await passkeysOf(stranger), await isSignedIn(other)], [[], false])
  })

  test('is not to be had without the password, nor by somebody who has a factor', async () => {
    const page = await browser.open('/login')
    for (const path of [PATH, `${PATH}/options`]) {
      const { statusCode } = await browser.submit(page, path, { answer: '{}' })
      assert.equal(statusCode, path === PATH ? 303 : 404)
    }
    await setUpApp(http.deps, user)
    await byPassword()
    const token = await browser.open('/login/mfa')
    assert.equal((await browser.submit(token, `${PATH}/options`, {})).statusCode, 404)
    const { headers } = await browser.submit(token, PATH, { answer: '{}' })
    assert.equal(headers.location, '/login?over=1')
    assert.deepEqual(await passkeysOf(), [])
  })

  test('made too late, or after a new password, signs nobody in', async () => {
    await byPassword()
    const late = await made()
    http.clock.advance(5 * MINUTE_MS)
    const answer = await browser.submit(late.page, PATH, { answer: late.answer })
    assert.deepEqual([answer.statusCode, /took too long/.test(answer.body)], [401, true])
    const soon = await made()
    await setPassword(http.deps, OPERATOR, user.id, OTHER_PASSWORD)
    assert.equal(
      (await browser.submit(soon.page, PATH, { answer: soon.answer })).headers.location,
      '/login?over=1',
    )
    assert.deepEqual(await passkeysOf(), [])
  })

  test('what is no answer of a passkey, and a form from elsewhere, are not looked at', async () => {
    await byPassword()
    const { page, answer } = await made()
    for (const text of ['', 'null', '{', '{"id":"a"}', JSON.stringify(keys.get('x'))]) {
      assert.equal((await browser.submit(page, PATH, { answer: text })).statusCode, 400, text)
    }
    const fields = hiddenFields(page.body)
    for (const [more, headers] of [
      [{ token: 'x' }, {}],
      [{}, { 'sec-fetch-site': 'cross-site' }],
    ] as const) {
      assert.equal((await browser.post(PATH, { ...fields, answer, ...more }, headers)).statusCode, 403)
      assert.equal((await browser.post(`${PATH}/options`, { ...fields, ...more }, headers)).statusCode, 403)
    }
    assert.equal(await isSignedIn(), false)
    assert.equal((await browser.submit(page, PATH, { answer })).statusCode, 200)
  })
})

test('at an address where browsers have no passkeys the page says why, and nothing makes one', async () => {
  const bare = await openTestHttp({ publicUrl: 'http://127.0.0.1:8080' })
  try {
    await makeOwner(bare.deps)
    const someone = await newcomer(bare)
    const visitor = new Browser(bare)
    await byPassword(visitor, someone)
    const page = await visitor.open('/login/mfa/setup')
    assert.match(page.body, /No passkeys here: they need a host name and HTTPS/)
    assert.doesNotMatch(page.body, /data-passkey|passkey\.js/)
    const asked = await visitor.submit(page, `${PATH}/options`, {})
    assert.deepEqual([asked.statusCode, asked.json().code], [403, 'forbidden'])
    const answer = JSON.stringify(new Passkeys(RP).create('x'))
    assert.equal((await visitor.submit(page, PATH, { answer })).statusCode, 403)
  } finally {
    await bare.close()
  }
})

describe('the second step without a first one', () => {
  const SENTENCE =
    /<p class="error" role="alert">There is no sign-in to go on with: [^<]+ sign in again\.<\/p>/

  for (const path of ['/login/mfa', '/login/mfa?next=/usage', '/login/mfa/setup']) {
    test(`${path} leads to the sign-in page, which says so and leads on afterwards`, async () => {
      const first = await browser.open(path)
      const next = first.headers.location?.startsWith('/login/mfa') ? await browser.open('/login/mfa') : first
      assert.equal(next.statusCode, 303)
      const location = next.headers.location ?? ''
      assert.equal(location, path.includes('next') ? '/login?next=%2Fusage&over=1' : '/login?over=1')
      const page = await browser.open(location)
      assert.equal(page.statusCode, 200)
      assert.match(page.body, SENTENCE)
      assert.equal(hiddenFields(page.body)['next'], path.includes('next') ? '/usage' : '/')
    })
  }

  test('is no news to somebody who is signed in, and the plain sign-in page says nothing', async () => {
    assert.doesNotMatch((await browser.open('/login')).body, SENTENCE)
    assert.doesNotMatch((await browser.open('/login?over=x')).body, SENTENCE)
    await browser.enter(user)
    assert.equal((await browser.open('/login?over=1')).headers.location, '/')
  })
})

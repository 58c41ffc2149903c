import assert from 'node:assert/strict'
import { afterEach, describe, test } from 'node:test'
import type { LightMyRequestResponse } from 'fastify'
import { Browser } from '../../../../tests/support/browser.ts'
import { enterBy, makeOwner, makeUser, OTHER_PASSWORD, PASSWORD } from '../../../../tests/support/deps.ts'
import { setUpApp } from '../../../../tests/support/factors.ts'
import { openTestHttp, type TestHttp } from '../../../../tests/support/http.ts'
import { lettersOf, makeResetLink } from '../../../../tests/support/mail.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { linkPath } from '../../domain/links/create-link.ts'
import { checkSession } from '../../domain/sessions/check-session.ts'
import type { User } from '../../domain/users/user.ts'

const PATH = '/login/forgot'

let http: TestHttp
let browser: Browser
let ulla: User

async function open(sendsMail: boolean): Promise<void> {
  http = await openTestHttp({ sendsMail })
  browser = new Browser(http)
  const { account } = await makeOwner(http.deps)
  ulla = (await makeUser(http.deps, account.id, 'ulla', { email: 'ulla@example.com' })).user
}
afterEach(() => http.close())

const ask = async (username: string, from = browser) => from.submit(await from.open(PATH), PATH, { username })
const withoutTraces = ({ body }: LightMyRequestResponse) => body.replace(/value="[^"]*"/g, '')
const waiting = async () => (await http.deps.store.outbox.state()).waiting

describe('where mail is sent, the forgotten password', () => {
  test('is found from the sign-in page, and asks for the name alone', async () => {
    await open(true)
    assert.match((await browser.open('/login')).body, /<a href="\/login\/forgot">/)
    const { statusCode, body } = await browser.open(PATH)
    assert.equal(statusCode, 200)
    assert.deepEqual(
      [...body.matchAll(/<input(?! type="hidden")[^>]* name="(\w+)"/g)].map(([, name]) => name),
      ['username'],
    )
  })

  test('is answered alike for a user, for nobody and for what is no name (S-33)', async () => {
    await open(true)
    const answers = []
    for (const name of ['ulla', 'nobody', 'no body <b>']) answers.push(await ask(name, new Browser(http)))
    const [first] = answers
    for (const answer of answers) {
      assert.equal(answer.statusCode, 200)
      assert.equal(withoutTraces(answer), withoutTraces(first ?? assert.fail()))
      assert.deepEqual(Object.keys(answer.headers), Object.keys(first?.headers ?? {}))
    }
    assert.doesNotMatch(first?.body ?? '', /ulla/)
  })

  test('leads by the mailed link to a new password and a session; the old one and its sessions end', async () => {
    await open(true)
    const earlier = await enterBy(http.deps, 'ulla')
    await ask(' ulla ')
    const [letter] = await lettersOf(http.deps)
    const link = linkPath('reset', letter?.link?.secret ?? '')
    const guest = new Browser(http)
    assert.equal((await guest.open(link)).headers.location, '/reset')
    const form = await guest.open('/reset')
    assert.match(form.body, /name="username"[^>]* value="ulla"[^>]* readonly/)
    const chosen = { password: OTHER_PASSWORD, again: OTHER_PASSWORD }
    const answer = await guest.submit(form, '/reset', chosen)
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/'])
    assert.equal((await guest.api('GET', '/session')).statusCode, 200)
    assert.equal(await checkSession(http.deps, earlier.secret), null)
    await new Browser(http).signIn('ulla', OTHER_PASSWORD)
    await assert.rejects(new Browser(http).signIn('ulla', PASSWORD), /401/)
    assert.equal((await new Browser(http).open(link)).statusCode, 404)
  })

  test('never switches a second factor off: the new password leads to its question (S-36)', async () => {
    await open(true)
    await setUpApp(http.deps, ulla)
    await browser.open(linkPath('reset', await makeResetLink(http.deps, ulla)))
    const chosen = { password: OTHER_PASSWORD, again: OTHER_PASSWORD }
    const answer = await browser.submit(await browser.open('/reset'), '/reset', chosen)
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/login/mfa'])
    assert.equal((await browser.api('GET', '/session')).statusCode, 401)
    assert.equal((await http.deps.store.users.byId(ulla.id))?.secondFactor, true)
  })

  test('has a link that ends, for which another can be asked on the spot', async () => {
    await open(true)
    const link = linkPath('reset', await makeResetLink(http.deps, ulla))
    http.clock.advance(HOUR_MS / 2)
    const answer = await browser.open(link)
    assert.equal(answer.statusCode, 404)
    assert.match(answer.body, /<a href="\/login\/forgot">/)
  })

  test('sent without a name is asked for it; from elsewhere it is refused; neither writes anything', async () => {
    await open(true)
    const page = await browser.open(PATH)
    for (const username of ['', '   ']) {
      const answer = await browser.submit(page, PATH, { username })
      assert.equal(answer.statusCode, 400)
      assert.match(answer.body, /aria-invalid="true"/)
    }
    const strange = await browser.submit(page, PATH, { username: 'ulla' }, { 'sec-fetch-site': 'cross-site' })
    assert.equal(strange.statusCode, 403)
    assert.equal((await browser.post(PATH, { username: 'ulla' })).statusCode, 403)
    assert.equal(await waiting(), 0)
  })

  test('asked too often from one place is 429, and says when to come again', async () => {
    await open(true)
    for (let times = 0; times < 10; times++) assert.equal((await ask(`name${times}`)).statusCode, 200)
    const answer = await ask('ulla')
    assert.deepEqual([answer.statusCode, answer.headers['retry-after']], [429, '30'])
    assert.equal(await waiting(), 10)
  })
})

describe('where no mail is sent, the forgotten password', () => {
  test('says whom to ask, in the same words to everybody, and writes nothing', async () => {
    await open(false)
    const page = await browser.open(PATH)
    assert.equal(page.statusCode, 200)
    assert.match(page.body, /ask whoever manages your account/)
    assert.doesNotMatch(page.body, /<form/)
    const answer = await browser.submit(await browser.open('/login'), PATH, { username: 'ulla' })
    assert.equal(answer.body, page.body)
    assert.equal(await waiting(), 0)
  })
})

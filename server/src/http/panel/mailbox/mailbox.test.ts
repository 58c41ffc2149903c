import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { Browser } from '../../../../../tests/support/browser.ts'
import { makeOwner, OPERATOR } from '../../../../../tests/support/deps.ts'
import { openTestHttp, type TestHttp } from '../../../../../tests/support/http.ts'
import {
  MAILBOX_PASSWORD,
  makeMailbox,
  OTHER_MAILBOX_PASSWORD,
  placeOf,
  signBrowserIn,
} from '../../../../../tests/support/mailbox-owner.ts'
import { HOUR_MS } from '../../../../../tests/support/test-clock.ts'
import { issueMailboxToken } from '../../../domain/login-tokens/issue-mailbox-token.ts'
import { editMailbox } from '../../../domain/mailboxes/edit-mailbox.ts'
import type { Mailbox, MailboxSettings } from '../../../domain/mailboxes/mailbox.ts'
import { addAppPassword, listAppPasswords } from '../../../domain/mailboxes/manage-app-passwords.ts'
import type { User } from '../../../domain/users/user.ts'

let http: TestHttp
let admin: User
let browser: Browser

before(async () => {
  const programs = { imap: 'imap.mail.example', pop3: 'mx.mail.example', smtp: 'smtp.mail.example' }
  http = await openTestHttp({ mailHosts: { mx: 'mx.mail.example', ...programs } })
  admin = (await makeOwner(http.deps)).user
})
after(() => http.close())
beforeEach(() => {
  http.clock.advance(24 * HOUR_MS)
  browser = new Browser(http)
})

const PAGES = ['/mailbox/vacation', '/mailbox/forwarding', '/mailbox/app-passwords', '/mailbox/password']

async function signedIn(settings: Partial<MailboxSettings> = {}): Promise<Mailbox> {
  const mailbox = await makeMailbox(http, admin.accountId, settings)
  await signBrowserIn(browser, mailbox)
  return mailbox
}
const stored = async ({ id }: Mailbox) => http.deps.store.mailboxes.byId(id)
const send = async (path: string, fields: Record<string, string>, page = path) =>
  browser.submit(await browser.open(page), path, fields)

describe('/mailbox', () => {
  test('asks a stranger for address and password, and so does every page behind it', async () => {
    const page = await browser.open('/mailbox')
    assert.equal(page.statusCode, 200)
    assert.match(page.body, /id="address"[^>]* autocomplete="username"/)
    assert.match(page.body, /id="password"[^>]* autocomplete="current-password"/)
    for (const path of PAGES) {
      const answer = await browser.open(path)
      assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/mailbox'])
      assert.equal((await browser.post(path, { token: 'x' })).headers.location, '/mailbox')
    }
  })

  test('sets a cookie of its own: HttpOnly, SameSite=Lax, and no session of the panel', async () => {
    const mailbox = await makeMailbox(http, admin.accountId)
    const answer = await send('/mailbox', { address: mailbox.address, password: MAILBOX_PASSWORD })
    const [line] = [answer.headers['set-cookie']].flat()
    assert.match(line ?? '', /^kw-mailbox=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
    const secret = browser.cookies.get('kw-mailbox') ?? ''
    browser.cookies.set('kw', secret)
    assert.equal((await browser.api('GET', '/session')).statusCode, 401)
    assert.match(String((await browser.open('/')).headers.location), /^\/login/)
  })

  test('has one page for whoever must set a new password first, and all of them afterwards', async () => {
    const mailbox = await signedIn({ mustChangePassword: true })
    const leadsTo = async (path: string) => (await browser.open(path)).headers.location
    for (const path of PAGES.slice(0, 3)) assert.equal(await leadsTo(path), '/mailbox', path)
    assert.equal(await leadsTo('/mailbox'), '/mailbox/password')
    const page = await browser.open('/mailbox/password')
    assert.match(page.body, /asks for a new password/)
    const forwarding = { forwardTo: 'x@e.example' }
    const forwarded = await browser.submit(page, '/mailbox/forwarding', forwarding)
    assert.deepEqual([forwarded.statusCode, forwarded.headers.location], [303, '/mailbox'])
    const change = (password: string) =>
      send('/mailbox/password', { current: MAILBOX_PASSWORD, password, again: password })
    const same = await change(MAILBOX_PASSWORD)
    assert.equal(same.statusCode, 400)
    assert.match(same.body, /This is the password that has to be changed/)
    assert.equal((await change(OTHER_MAILBOX_PASSWORD)).headers.location, '/mailbox/password?done=1')
    assert.doesNotMatch((await browser.open('/mailbox/password')).body, /asks for a new password/)
    assert.equal((await browser.open('/mailbox')).statusCode, 200)
    const after = await stored(mailbox)
    assert.deepEqual([after?.mustChangePassword, after?.forwardTo], [false, []])
  })

  test('says which ways in are closed instead of how programs are set to them', async () => {
    await signedIn({ protocols: ['imap'] })
    const { body } = await browser.open('/mailbox')
    assert.match(body, /imap\.mail\.example, port 993/)
    assert.doesNotMatch(body, /port 995|port 465/)
    assert.equal(body.split('Switched off by your administrator').length, 3)
  })

  test('opens with no session of the panel, whoever it is of', async () => {
    await makeMailbox(http, admin.accountId)
    await browser.enter(admin)
    browser.cookies.set('kw-mailbox', browser.cookies.get('kw') ?? '')
    assert.match((await browser.open('/mailbox')).body, /Sign in to your mailbox/)
    for (const path of PAGES) assert.equal((await browser.open(path)).statusCode, 303)
  })

  test('refuses alike what is wrong, unknown, blocked or an app password, and keeps the address typed', async () => {
    const mailbox = await makeMailbox(http, admin.accountId)
    const blocked = await makeMailbox(http, admin.accountId, { enabled: false })
    const given = { name: 'phone', protocols: ['imap'] } as const
    const { secret } = await addAppPassword(http.deps, OPERATOR, placeOf(mailbox), given)
    const texts = new Set<string>()
    for (const [address, password] of [
      [mailbox.address, OTHER_MAILBOX_PASSWORD],
      [mailbox.address, secret],
      ['"><b>@x.example', MAILBOX_PASSWORD],
      [blocked.address, MAILBOX_PASSWORD],
    ] as const) {
      const answer = await send('/mailbox', { address, password })
      assert.equal(answer.statusCode, 401)
      assert.doesNotMatch(answer.body, /<b>|geese|hens/)
      assert.ok(!answer.body.includes(secret))
      texts.add(/role="alert">([^<]*)</.exec(answer.body)?.[1] ?? '')
      assert.equal(browser.cookies.get('kw-mailbox'), undefined)
    }
    assert.equal(texts.size, 1)
    const failed = await send('/mailbox', { address: mailbox.address, password: 'x' })
    assert.match(failed.body, new RegExp(`value="${mailbox.address}"`))
  })

  test('says how long to wait after too many failures', async () => {
    const { address } = await makeMailbox(http, admin.accountId)
    for (let count = 0; count < 5; count++) await send('/mailbox', { address, password: 'x' })
    const answer = await send('/mailbox', { address, password: MAILBOX_PASSWORD })
    assert.equal(answer.statusCode, 429)
    assert.ok(Number(answer.headers['retry-after']) > 0)
    assert.match(answer.body, /Try again in/)
  })

  test('shows storage, vacation, forwarding and what a mail program asks for', async () => {
    const mailbox = await signedIn({ quotaMb: 2_048, forwardTo: ['ben@else.example'] })
    const { body } = await browser.open('/mailbox')
    for (const text of [
      mailbox.address,
      'Room for 2 GB',
      'To ben@else.example; no copy is kept here',
      'imap.mail.example, port 993 with SSL/TLS, or 143 with STARTTLS',
      'mx.mail.example, port 995 with SSL/TLS, where it is offered',
      'smtp.mail.example, port 465 with SSL/TLS, or 587 with STARTTLS',
      'No mail server is connected here yet',
    ])
      assert.ok(body.includes(text), text)
  })

  test('is named at the sign-in of the panel where mail servers are connected', async () => {
    const hasLink = async () => (await browser.open('/login')).body.includes('href="/mailbox"')
    assert.equal(await hasLink(), false)
    Object.assign(http.deps, { receivesMail: true })
    await signedIn()
    const { body } = await browser.open('/mailbox')
    const linked = await hasLink()
    Object.assign(http.deps, { receivesMail: false })
    assert.deepEqual([linked, body.includes('No mail server is connected')], [true, false])
  })

  test('lets out by its own form alone', async () => {
    await signedIn()
    const elsewhere = await send('/mailbox/logout', {}, '/mailbox')
    assert.equal(elsewhere.headers.location, '/mailbox')
    assert.match((await browser.open('/mailbox')).body, /Sign in to your mailbox/)
    await signedIn()
    const secret = browser.cookies.get('kw-mailbox') ?? ''
    assert.equal((await browser.post('/mailbox/logout', { token: 'x' })).statusCode, 403)
    assert.match((await browser.open('/mailbox')).body, /Your mailbox/)
    await send('/mailbox/logout', {}, '/mailbox')
    browser.cookies.set('kw-mailbox', secret)
    assert.match((await browser.open('/mailbox')).body, /Sign in to your mailbox/)
  })

  test('shows whoever was signed out elsewhere the sign-in, and does nothing of what was sent', async () => {
    const mailbox = await signedIn()
    const page = await browser.open('/mailbox/forwarding')
    const edit = { password: OTHER_MAILBOX_PASSWORD, settings: {} }
    await editMailbox(http.deps, OPERATOR, placeOf(mailbox), edit)
    const answer = await browser.submit(page, '/mailbox/forwarding', { forwardTo: 'b@else.example' })
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/mailbox'])
    assert.deepEqual((await stored(mailbox))?.forwardTo, [])
  })
})

describe('the pages of a mailbox', () => {
  test('change the vacation, and bring back what was typed when it is refused', async () => {
    const mailbox = await signedIn()
    const refused = await send('/mailbox/vacation', { enabled: '1', vacationMessage: ' ' })
    assert.equal(refused.statusCode, 400)
    assert.match(refused.body, /id="vacationMessage-error"/)
    assert.match(refused.body, /name="enabled" value="1" checked/)
    const text = `Grüße,\r\n</textarea><b>${'ä'.repeat(7_000)}`
    const done = await send('/mailbox/vacation', { enabled: '1', vacationMessage: text })
    assert.equal(done.headers.location, '/mailbox/vacation?done=1', done.body)
    const { vacationEnabled, vacationMessage } = (await stored(mailbox)) ?? {}
    assert.deepEqual([vacationEnabled, vacationMessage], [true, text.replaceAll('\r\n', '\n')])
    const page = await browser.open('/mailbox/vacation?done=1')
    assert.match(page.body, /role="status">Saved/)
    assert.doesNotMatch(page.body, /<b>/)
    await send('/mailbox/vacation', { vacationMessage: text })
    assert.equal((await stored(mailbox))?.vacationEnabled, false)
  })

  test('forward to several addresses, with a copy or without, and to none', async () => {
    const mailbox = await signedIn()
    assert.match((await browser.open('/mailbox/forwarding')).body, /name="keep" value="1" checked/)
    const forward = (forwardTo: string, more = {}) => send('/mailbox/forwarding', { forwardTo, ...more })
    await forward('Ben@else.example\r\ncat@else.example, dan@else.example', { keep: '1' })
    const addresses = ['ben@else.example', 'cat@else.example', 'dan@else.example']
    const now = async () => {
      const { forwardTo, keepForwarded } = (await stored(mailbox)) ?? {}
      return [forwardTo, keepForwarded]
    }
    assert.deepEqual(await now(), [addresses, true])
    await forward(addresses.join('\n'))
    assert.deepEqual(await now(), [addresses, false])
    const refused = await forward('ben')
    assert.equal(refused.statusCode, 400)
    assert.match(refused.body, /id="forwardTo-error"/)
    await forward('')
    assert.deepEqual((await now())[0], [])
  })

  test('change the password: this browser stays, every other is out', async () => {
    const mailbox = await signedIn()
    const other = new Browser(http)
    await signBrowserIn(other, mailbox)
    const fields = {
      current: MAILBOX_PASSWORD,
      password: OTHER_MAILBOX_PASSWORD,
      again: OTHER_MAILBOX_PASSWORD,
    }
    for (const [wrong, at] of [
      [{ current: '' }, 'current'],
      [{ current: 'x' }, 'current'],
      [{ again: 'x' }, 'again'],
      [{ password: 'short', again: 'short' }, 'password'],
    ] as const) {
      const answer = await send('/mailbox/password', { ...fields, ...wrong })
      assert.equal(answer.statusCode, 400)
      assert.match(answer.body, new RegExp(`id="${at}-error"`))
      assert.doesNotMatch(answer.body, /geese|hens/)
    }
    assert.equal((await send('/mailbox/password', fields)).headers.location, '/mailbox/password?done=1')
    assert.match((await browser.open('/mailbox')).body, /Your mailbox/)
    assert.match((await other.open('/mailbox')).body, /Sign in to your mailbox/)
    await signBrowserIn(other, mailbox, OTHER_MAILBOX_PASSWORD)
  })

  test('make an app password, shown once, list it, and remove it', async () => {
    const mailbox = await signedIn()
    const path = '/mailbox/app-passwords'
    const asked = { name: '<phone>', imap: '1', current: MAILBOX_PASSWORD }
    const made = await send(path, asked)
    assert.deepEqual([made.statusCode, made.headers['cache-control']], [200, 'no-store'])
    const secret = /<code translate="no">([0-9a-f]{40})<\/code>/.exec(made.body)?.[1] ?? ''
    const [listed] = await listAppPasswords(http.deps, OPERATOR, placeOf(mailbox))
    assert.deepEqual([listed?.name, listed?.protocols, listed?.id], ['<phone>', ['imap'], secret.slice(0, 8)])
    const page = await browser.open(path)
    assert.match(page.body, /&lt;phone&gt;/)
    assert.match(page.body, /IMAP\. Made <time datetime="\d{4}-\d\d-\d\d">[^<]*<\/time>, never used/)
    assert.ok(!page.body.includes(secret))
    const gone = await browser.submit(page, `${path}/remove`, { id: listed?.id ?? '' })
    assert.equal(gone.headers.location, `${path}?done=1`)
    assert.deepEqual(await listAppPasswords(http.deps, OPERATOR, placeOf(mailbox)), [])
    const again = await browser.submit(page, `${path}/remove`, { id: listed?.id ?? '' })
    assert.equal(again.statusCode, 404)
  })

  for (const [about, change, at] of [
    ['without a name', { name: '' }, 'name'],
    ['for nothing', { imap: '' }, 'protocols'],
    ['without the password', { current: '' }, 'current'],
    ['with a wrong password', { current: 'x' }, 'current'],
  ] as const)
    test(`make no app password ${about}`, async () => {
      const mailbox = await signedIn()
      const asked = { name: 'phone', imap: '1', current: MAILBOX_PASSWORD, ...change }
      const answer = await send('/mailbox/app-passwords', asked)
      assert.equal(answer.statusCode, 400)
      assert.match(answer.body, new RegExp(`id="${at}-error"`))
      assert.deepEqual(await listAppPasswords(http.deps, OPERATOR, placeOf(mailbox)), [])
    })

  test('take no form of another session of the same mailbox, nor one from elsewhere', async () => {
    const mailbox = await signedIn()
    const foreign = await browser.open('/mailbox/app-passwords')
    http.clock.advance(1)
    browser.cookies.delete('kw-mailbox')
    await signBrowserIn(browser, mailbox)
    const own = await browser.open('/mailbox/app-passwords')
    const fields = { name: 'x', imap: '1', current: MAILBOX_PASSWORD }
    const path = '/mailbox/app-passwords'
    for (const answer of [
      await browser.submit(foreign, path, fields),
      await browser.submit(own, path, fields, { 'sec-fetch-site': 'cross-site' }),
      await browser.submit(own, `${path}/remove`, { id: '0', token: 'x' }),
    ])
      assert.equal(answer.statusCode, 403)
    assert.deepEqual(await listAppPasswords(http.deps, OPERATOR, placeOf(mailbox)), [])
  })
})

describe('a login token of a mailbox', () => {
  const tokenOf = async (mailbox: Mailbox) =>
    (await issueMailboxToken(http.deps, OPERATOR, placeOf(mailbox))).token

  for (const [path, name] of [
    ['/mailbox/token', 'loginToken'],
    ['/mail/src/redirect.php', 'sessionID'],
    ['/mobile/login.php', 'sessionID'],
  ] as const)
    test(`signs in once at ${path}, and stays in no address, referrer or log`, async () => {
      const mailbox = await makeMailbox(http, admin.accountId)
      const token = await tokenOf(mailbox)
      const url = `${path}?user_name=x&${name}=${token}`
      await browser.send('HEAD', url)
      const answer = await browser.open(url)
      assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/mailbox'])
      assert.equal(answer.headers['cache-control'], 'no-store')
      const page = await browser.open('/mailbox')
      assert.match(page.body, /Your mailbox/)
      assert.equal(page.headers['referrer-policy'], 'no-referrer')
      const again = await new Browser(http).open(url)
      assert.equal(again.statusCode, 404)
      assert.match(again.body, /<a href="\/mailbox">Sign in<\/a>/)
      assert.ok(!http.logs.some((line) => line.includes(token)) && !again.body.includes(token))
    })

  test('opens no other door: nothing but its mailbox, and not the panel', async () => {
    const token = await tokenOf(await makeMailbox(http, admin.accountId))
    assert.equal((await browser.open(`/login/token?loginToken=${token}`)).statusCode, 404)
    await browser.open(`/mailbox/token?loginToken=${token}`)
    assert.equal((await browser.api('GET', '/session')).statusCode, 401)
  })

  test('of nonsense is a page that says what to do', async () => {
    for (const query of ['', '?loginToken=', '?loginToken=x', `?loginToken=${'F'.repeat(64)}`]) {
      const answer = await browser.open(`/mailbox/token${query}`)
      assert.equal(answer.statusCode, 404)
      assert.match(answer.body, /This link does not work/)
    }
  })
})

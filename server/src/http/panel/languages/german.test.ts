import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { Browser } from '../../../../../tests/support/browser.ts'
import { makeOwner, makeUser, OPERATOR } from '../../../../../tests/support/deps.ts'
import { setUpApp } from '../../../../../tests/support/factors.ts'
import { openTestHttp, type TestHttp } from '../../../../../tests/support/http.ts'
import {
  MAILBOX_PASSWORD,
  makeMailbox,
  placeOf,
  signBrowserIn,
} from '../../../../../tests/support/mailbox-owner.ts'
import { addAccount } from '../../../domain/accounts/create-account.ts'
import { updateAccount } from '../../../domain/accounts/update-account.ts'
import { addAppPassword } from '../../../domain/mailboxes/manage-app-passwords.ts'
import type { User } from '../../../domain/users/user.ts'
import { sendPassword } from '../mfa-testing.ts'
import { germanOf, inGerman } from './german.ts'

const GERMAN = { 'accept-language': 'de-AT,de;q=0.9,en;q=0.8' }
const LOGIN = ['/login', '/login?over=1', '/login/forgot', '/setup', '/invite', '/reset', '/login/token']
const MAILBOX = [
  '/mailbox',
  '/mailbox/vacation',
  '/mailbox/forwarding',
  '/mailbox/app-passwords',
  '/mailbox/password',
  '/mailbox/second-factor',
]
/** The name of the program, addresses, dates and sizes. */
const DATA = /^(?:Keyward|[\w.-]+@[\w.-]+|[\d-]+|.* (?:MB|GB)|Code|Telefon|[A-Z2-7 ]+)$/

let http: TestHttp
let user: User
let browser: Browser

before(async () => {
  const programs = { imap: 'imap.mail.example', pop3: 'mx.mail.example', smtp: 'smtp.mail.example' }
  http = await openTestHttp({ mailHosts: { mx: 'mx.mail.example', ...programs } })
  user = (await makeOwner(http.deps)).user
})
after(() => http.close())
beforeEach(() => {
  browser = new Browser(http)
})

/** Texts of the page that are read in English and have no German. */
function english(page: string): readonly string[] {
  const texts = [...page.matchAll(/>([^<>]+)</g)].map(([, text]) => (text ?? '').trim().replace(/\s+/g, ' '))
  return texts.filter((text) => /[a-z]{2}/i.test(text) && germanOf(text) === text && !DATA.test(text))
}

const open = async (path: string) => {
  const english = await browser.open(path, { 'accept-language': 'en' })
  return [english, await browser.open(path, GERMAN)] as const
}

describe('the pages that the server makes itself', () => {
  test('are German where German is asked for: to sign in, and to be let in', async () => {
    for (const path of LOGIN) {
      const [original, german] = await open(path)
      assert.deepEqual([path, ...english(original.body)], [path])
      assert.match(original.body, /<html lang="en"/, path)
      assert.match(german.body, /<html lang="de"/, path)
      assert.doesNotMatch(german.body, />(?:Sign in|Username|Password)</, path)
    }
    assert.match((await browser.open('/login', GERMAN)).body, /<title>Anmelden · Keyward<\/title>/)
  })

  test('are German at the second step, and where a second factor is set up', async () => {
    const { id } = await addAccount(http.deps, OPERATOR, { name: 'Example' })
    const [mia, ben] = [await makeUser(http.deps, id, 'mia'), await makeUser(http.deps, id, 'ben')]
    await setUpApp(http.deps, mia.user)
    await updateAccount(http.deps, OPERATOR, id, { secondFactorRequired: true })
    await sendPassword(browser, mia.user)
    const second = await browser.open('/login/mfa')
    assert.deepEqual(english(second.body), [])
    const other = new Browser(http)
    await sendPassword(other, ben.user)
    const setUp = await other.open('/login/mfa/setup', { 'accept-language': 'en' })
    assert.match(setUp.body, /Set up a second factor/)
    assert.deepEqual(english(setUp.body), [])
  })

  test('say in German what is wrong', async () => {
    const given = { username: user.name, password: 'wrong' }
    const refused = await browser.submit(await browser.open('/login'), '/login', given, GERMAN)
    assert.match(refused.body, />Der Benutzername oder das Passwort stimmt nicht\.</)
    const empty = await browser.submit(await browser.open('/login'), '/login', { username: '' }, GERMAN)
    assert.match(empty.body, />Geben Sie Ihren Benutzernamen ein\.</)
    assert.equal(
      germanOf('Too many failed attempts. Try again in 30 seconds.'),
      'Zu viele Fehlversuche. Versuchen Sie es in 30 Sekunden noch einmal.',
    )
  })

  test('are German for the owner of a mailbox', async () => {
    const mailbox = await makeMailbox(http, user.accountId, {})
    const protocols = ['imap', 'smtp'] as const
    await addAppPassword(http.deps, OPERATOR, placeOf(mailbox), { name: 'Telefon', protocols })
    await signBrowserIn(browser, mailbox)
    for (const path of MAILBOX) {
      const [original] = await open(path)
      assert.deepEqual([path, ...english(original.body)], [path])
    }
  })

  test('say in German what an owner got wrong', async () => {
    await signBrowserIn(browser, await makeMailbox(http, user.accountId, {}))
    const send = async (path: string, fields: Record<string, string>) =>
      (await browser.submit(await browser.open(path), path, fields, GERMAN)).body
    const short = { current: MAILBOX_PASSWORD, password: 'short', again: 'short' }
    assert.match(await send('/mailbox/password', short), />Das Passwort braucht mindestens 8 Zeichen\.</)
    const astray = await send('/mailbox/forwarding', { forwardTo: 'nowhere' })
    assert.match(astray, />Eine Adresse zum Weiterleiten ist keine E-Mail-Adresse\.</)
    const silent = await send('/mailbox/vacation', { enabled: '1', vacationMessage: '' })
    assert.match(silent, />Zum Einschalten muss eine Antwort dastehen\.</)
  })

  test('leave alone what people typed, code and names of things', () => {
    const page =
      '<p>Password</p><textarea>\nPassword</textarea><code>Password</code><b translate="no">Password</b>'
    assert.equal(
      inGerman(page),
      '<p>Passwort</p><textarea>\nPassword</textarea><code>Password</code><b translate="no">Password</b>',
    )
    assert.equal(
      inGerman('<p>You are signed in as Password.</p>'),
      '<p>Sie sind als Password angemeldet.</p>',
    )
  })

  test('follow the choice made in the panel before the wishes of the browser', async () => {
    const langOf = async (headers: Record<string, string>) =>
      /<html lang="(\w+)"/.exec((await new Browser(http).open('/login', headers)).body)?.[1]
    assert.equal(await langOf({}), 'en')
    assert.equal(await langOf({ 'accept-language': 'en-GB,de;q=0.9' }), 'en')
    assert.equal(await langOf({ 'accept-language': 'de;q=0.5,en;q=0.7' }), 'en')
    assert.equal(await langOf({ 'accept-language': 'fr,de;q=0.5' }), 'de')
    assert.equal(await langOf({ 'accept-language': 'de;q=0' }), 'en')
    assert.equal(await langOf({ ...GERMAN, cookie: 'kw-x=1; keyward-language=en' }), 'en')
    assert.equal(await langOf({ cookie: 'keyward-language=de' }), 'de')
    assert.equal(await langOf({ cookie: 'keyward-language=<script>' }), 'en')
  })
})

import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { Browser } from '../../../../../tests/support/browser.ts'
import { auditOf, makeOwner, OPERATOR } from '../../../../../tests/support/deps.ts'
import { codeAt as totpCode } from '../../../../../tests/support/factors.ts'
import { openTestHttp, type TestHttp } from '../../../../../tests/support/http.ts'
import {
  MAILBOX_PASSWORD,
  makeMailbox,
  OTHER_MAILBOX_PASSWORD,
  placeOf,
  signBrowserIn,
} from '../../../../../tests/support/mailbox-owner.ts'
import { HOUR_MS } from '../../../../../tests/support/test-clock.ts'
import { changeWebmailSettings, type WebmailSettings } from '../../../domain/domains/webmail-settings.ts'
import { issueMailboxToken } from '../../../domain/login-tokens/issue-mailbox-token.ts'
import type { Mailbox } from '../../../domain/mailboxes/mailbox.ts'
import { removeMailboxFactor } from '../../../domain/mailboxes/remove-factor.ts'

const PATH = '/mailbox/second-factor'
let http: TestHttp
let accountId = ''
let browser: Browser

before(async () => {
  http = await openTestHttp({})
  accountId = (await makeOwner(http.deps)).user.accountId
})
after(() => http.close())
beforeEach(() => {
  http.clock.advance(24 * HOUR_MS)
  browser = new Browser(http)
})

const rule = (mailbox: Mailbox, change: Partial<WebmailSettings>) =>
  changeWebmailSettings(http.deps, OPERATOR, { accountId, name: placeOf(mailbox).domain }, change)
async function mailboxWith(change: Partial<WebmailSettings>): Promise<Mailbox> {
  const mailbox = await makeMailbox(http, accountId)
  await rule(mailbox, { multiFactor: 'off', ownPasswords: true, ...change })
  return mailbox
}
const leadsTo = async (path: string) => (await browser.open(path)).headers.location
const send = async (path: string, fields: Record<string, string>, page = PATH) =>
  browser.submit(await browser.open(page), path, fields)
const codeNow = (secret: string) => totpCode(secret, http.clock.now())
/** Of the next half minute: one that was used is not taken again. */
const nextCode = (secret: string) => {
  http.clock.advance(30_000)
  return codeNow(secret)
}
async function begin(): Promise<string> {
  await send(`${PATH}/begin`, { current: MAILBOX_PASSWORD })
  const { body } = await browser.open(PATH)
  return /<code translate="no">([A-Z2-7 ]+)</.exec(body)?.[1]?.replaceAll(' ', '') ?? assert.fail(body)
}
async function setUp(): Promise<string> {
  const secret = await begin()
  assert.equal((await send(PATH, { code: codeNow(secret) })).statusCode, 303)
  return secret
}

describe('a second factor at the pages of a mailbox', () => {
  test('is nowhere to be seen where the domain has none, and cannot be set up', async () => {
    const mailbox = await mailboxWith({})
    await signBrowserIn(browser, mailbox)
    assert.doesNotMatch((await browser.open('/mailbox')).body, /Second factor/)
    assert.equal(await leadsTo(PATH), '/mailbox')
    const answer = await send(`${PATH}/begin`, { current: MAILBOX_PASSWORD }, '/mailbox/vacation')
    assert.equal(answer.statusCode, 403)
    assert.equal(await http.deps.store.mailboxFactors.ofMailbox(mailbox.id), null)
  })

  test('set up by whoever knows the password is asked for at every later sign-in, and nothing opens before', async () => {
    const mailbox = await mailboxWith({ multiFactor: 'optional' })
    const elsewhere = new Browser(http)
    await signBrowserIn(elsewhere, mailbox)
    await signBrowserIn(browser, mailbox)
    assert.equal((await send(`${PATH}/begin`, { current: 'x' })).statusCode, 400)
    const secret = await begin()
    assert.equal((await browser.open('/mailbox')).statusCode, 200)
    const wrong = await send(PATH, { code: '000000' })
    assert.equal(wrong.statusCode, 400)
    assert.match(wrong.body, /id="code-error"/)
    assert.equal((await send(PATH, { code: codeNow(secret) })).headers.location, `${PATH}?done=set`)
    assert.equal((await browser.open('/mailbox')).statusCode, 200)
    // A session from before waits for it, too.
    assert.equal((await elsewhere.open('/mailbox')).headers.location, PATH)
    browser = new Browser(http)
    await signBrowserIn(browser, mailbox)
    for (const path of ['/mailbox/vacation', '/mailbox/forwarding', '/mailbox/password'])
      assert.equal(await leadsTo(path), '/mailbox')
    assert.equal(await leadsTo('/mailbox'), PATH)
    const page = await browser.open(PATH)
    assert.doesNotMatch(page.body, new RegExp(secret.slice(0, 4)))
    const others: [string, Record<string, string>][] = [
      ['/mailbox/forwarding', { forwardTo: 'x@else.example' }],
      ['/mailbox/password', { current: MAILBOX_PASSWORD, password: OTHER_MAILBOX_PASSWORD }],
      ['/mailbox/app-passwords', { name: 'a', imap: '1', current: MAILBOX_PASSWORD }],
      [`${PATH}/remove`, { current: MAILBOX_PASSWORD }],
    ]
    for (const [path, fields] of others) {
      const again = fields['password'] ? { again: fields['password'] } : {}
      const answer = await browser.submit(page, path, { ...fields, ...again })
      assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/mailbox'], path)
    }
    const after = await http.deps.store.mailboxes.byId(mailbox.id)
    assert.deepEqual([after?.forwardTo, after?.passwordHash], [[], mailbox.passwordHash])
    assert.deepEqual(await http.deps.store.appPasswords.ofMailbox(mailbox.id), [])
    assert.equal((await send(PATH, { code: codeNow(secret) })).statusCode, 400, 'used already')
    assert.equal((await send(PATH, { code: nextCode(secret) })).headers.location, '/mailbox')
    assert.equal((await browser.open('/mailbox')).statusCode, 200)
    const acts = (await auditOf(http.deps, accountId)).filter(({ target }) =>
      target.includes(mailbox.address),
    )
    for (const [action, outcome] of [
      ['mailbox.factor.add', 'done'],
      ['mailbox.factor.fail', 'refused'],
    ])
      assert.ok(
        acts.some((act) => act.action === action && act.outcome === outcome),
        action,
      )
  })

  test('that is a must is set up before anything else, by sessions there are already as well, and stays', async () => {
    const mailbox = await mailboxWith({})
    await signBrowserIn(browser, mailbox)
    await rule(mailbox, { multiFactor: 'forced' })
    assert.equal(await leadsTo('/mailbox'), PATH)
    assert.match((await browser.open(PATH)).body, /asks for a second factor/)
    await setUp()
    assert.equal((await browser.open('/mailbox')).statusCode, 200)
    assert.doesNotMatch((await browser.open(PATH)).body, /Remove the app/)
    const remove = await send(`${PATH}/remove`, { current: MAILBOX_PASSWORD }, '/mailbox/vacation')
    assert.equal(remove.statusCode, 403)
    assert.ok(await http.deps.store.mailboxFactors.ofMailbox(mailbox.id))
  })

  test('is removed by its owner with the password, by an administrator, and rests where it is switched off', async () => {
    const mailbox = await mailboxWith({ multiFactor: 'optional' })
    const signIn = () => {
      browser = new Browser(http)
      return signBrowserIn(browser, mailbox)
    }
    await signIn()
    await setUp()
    assert.equal((await send(`${PATH}/remove`, { current: 'x' })).statusCode, 400)
    await send(`${PATH}/remove`, { current: MAILBOX_PASSWORD })
    await signIn()
    assert.equal((await browser.open('/mailbox')).statusCode, 200)
    await setUp()
    await signIn()
    assert.equal(await leadsTo('/mailbox'), PATH)
    await rule(mailbox, { multiFactor: 'off' })
    assert.equal((await browser.open('/mailbox')).statusCode, 200)
    await rule(mailbox, { multiFactor: 'optional' })
    assert.equal(await leadsTo('/mailbox'), PATH)
    await removeMailboxFactor(http.deps, OPERATOR, placeOf(mailbox))
    assert.equal((await browser.open('/mailbox')).statusCode, 200)
    await assert.rejects(removeMailboxFactor(http.deps, OPERATOR, placeOf(mailbox)), {
      code: 'factor.not_found',
    })
  })

  test('is not asked of a login token, which an administrator stands for', async () => {
    const mailbox = await mailboxWith({ multiFactor: 'forced' })
    const { token } = await issueMailboxToken(http.deps, OPERATOR, placeOf(mailbox))
    await browser.open(`/mailbox/token?loginToken=${token}`)
    assert.equal((await browser.open('/mailbox')).statusCode, 200)
  })

  test('is guessed five times in a quarter of an hour at most, a right code then included', async () => {
    const mailbox = await mailboxWith({ multiFactor: 'optional' })
    await signBrowserIn(browser, mailbox)
    const secret = await setUp()
    browser = new Browser(http)
    await signBrowserIn(browser, mailbox)
    for (let count = 0; count < 5; count++) await send(PATH, { code: `00000${count}` })
    const answer = await send(PATH, { code: nextCode(secret) })
    assert.equal(answer.statusCode, 429)
    assert.ok(Number(answer.headers['retry-after']) > 0)
    http.clock.advance(15 * 60_000)
    assert.equal((await send(PATH, { code: codeNow(secret) })).statusCode, 303)
  })
})

describe('passwords that owners do not change', () => {
  test('are not offered to be changed, nor changed, unless an administrator asks for it', async () => {
    const mailbox = await mailboxWith({ ownPasswords: false })
    await signBrowserIn(browser, mailbox)
    const { body } = await browser.open('/mailbox')
    assert.doesNotMatch(body, /href="\/mailbox\/password"/)
    const page = await browser.open('/mailbox/password')
    assert.match(page.body, /Your administrator sets the password/)
    assert.doesNotMatch(page.body, /new-password/)
    const password = OTHER_MAILBOX_PASSWORD
    const fields = { current: MAILBOX_PASSWORD, password, again: password }
    assert.equal((await send('/mailbox/password', fields, '/mailbox/password')).statusCode, 403)
    await http.deps.store.mailboxes.update(mailbox.id, { mustChangePassword: true })
    assert.match((await browser.open('/mailbox/password')).body, /new-password/)
    assert.equal((await send('/mailbox/password', fields, '/mailbox/password')).statusCode, 303)
  })
})

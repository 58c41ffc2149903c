import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { Browser, hiddenFields } from '../../../../tests/support/browser.ts'
import { makeOwner, makeUser, OPERATOR } from '../../../../tests/support/deps.ts'
import { codeAt, setUpApp, wrongCode } from '../../../../tests/support/factors.ts'
import { openTestHttp, type TestHttp } from '../../../../tests/support/http.ts'
import { addAccount } from '../../domain/accounts/create-account.ts'
import { updateAccount } from '../../domain/accounts/update-account.ts'
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
  accountId = (await addAccount(http.deps, OPERATOR, { name: 'Example' })).id
  user = (await makeUser(http.deps, accountId, `mia${++counter}`)).user
  browser = new Browser(http)
})

describe('where the account requires a second factor', () => {
  beforeEach(async () => {
    await updateAccount(http.deps, OPERATOR, accountId, { secondFactorRequired: true })
  })

  const secretOn = (page: string) =>
    /<code translate="no">([A-Z2-7 ]+)<\/code>/.exec(page)?.[1]?.replaceAll(' ', '') ?? ''

  test('the password leads through setting one up; then one is signed in, with recovery codes', async () => {
    await sendPassword(browser, user, '/usage')
    assert.equal(
      (await browser.open('/login/mfa?next=/usage')).headers.location,
      '/login/mfa/setup?next=%2Fusage',
    )
    const page = await browser.open('/login/mfa/setup?next=/usage')
    assert.match(page.body, /<img src="data:image\/png;base64,[A-Za-z0-9+/=]+" alt="QR code/)
    assert.doesNotMatch(page.body, /<script>|style=|onclick/)
    const secret = secretOn(page.body)
    const wrong = await browser.submit(page, '/login/mfa/setup', {
      code: wrongCode(secret, http.clock.now()),
    })
    assert.equal(wrong.statusCode, 401)
    assert.equal(secretOn(wrong.body), secret, 'the app need not be set up again after a slip')
    const done = await browser.submit(wrong, '/login/mfa/setup', { code: codeAt(secret, http.clock.now()) })
    assert.equal(done.statusCode, 200)
    assert.equal([...done.body.matchAll(/<li><code>([a-z2-7]{4}-){3}[a-z2-7]{4}<\/code><\/li>/g)].length, 10)
    assert.match(done.body, /href="\/usage"/)
    assert.equal((await browser.api('GET', '/session')).json().user.secondFactor, true)
  })

  test('nothing is stored before a code proved it, and an offer is good for its own sign-in only', async () => {
    await sendPassword(browser, user)
    const mine = await browser.open('/login/mfa/setup')
    assert.deepEqual(await http.deps.store.totp.ofUser(user.id), [])
    const other = new Browser(http)
    await sendPassword(other, user)
    const theirs = await other.open('/login/mfa/setup')
    const { offer = '' } = hiddenFields(mine.body)
    const code = codeAt(secretOn(mine.body), http.clock.now())
    const answer = await other.submit(theirs, '/login/mfa/setup', { offer, code })
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/login/mfa/setup'])
    for (const bad of ['', 'AAAA', offer.slice(1), 'é']) {
      const refused = await browser.submit(mine, '/login/mfa/setup', { offer: bad, code })
      assert.equal(refused.headers.location, '/login/mfa/setup')
    }
    assert.deepEqual(await http.deps.store.totp.ofUser(user.id), [])
  })

  test('the code of the second page is no way around the set-up', async () => {
    await sendPassword(browser, user)
    const { token = '' } = hiddenFields((await browser.open('/login/mfa/setup')).body)
    const answer = await browser.post('/login/mfa', { token, code: '123456' })
    assert.notEqual(answer.headers.location, '/')
    assert.equal(await isSignedIn(browser), false)
  })

  test('turning it on ends the sessions of those without a factor, and of nobody else', async () => {
    await updateAccount(http.deps, OPERATOR, accountId, { secondFactorRequired: false })
    const { user: guarded } = await makeUser(http.deps, accountId, `guarded${counter}`)
    await setUpApp(http.deps, guarded)
    const safe = new Browser(http)
    await safe.enter((await http.deps.store.users.byId(guarded.id)) ?? guarded)
    await browser.enter(user)
    await updateAccount(http.deps, OPERATOR, accountId, { secondFactorRequired: true })
    assert.equal(await isSignedIn(browser), false)
    assert.equal(await isSignedIn(safe), true)
  })
})

import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { Browser } from '../../../../tests/support/browser.ts'
import { makeOwner, makeUser, OPERATOR, OTHER_PASSWORD, PASSWORD } from '../../../../tests/support/deps.ts'
import { openTestHttp, type TestHttp } from '../../../../tests/support/http.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { linkPath } from '../../domain/links/create-link.ts'
import { createSetUpLink } from '../../domain/links/set-up.ts'
import { inviteUser } from '../../domain/users/invite-user.ts'

let http: TestHttp
let browser: Browser

beforeEach(async () => {
  http = await openTestHttp()
  browser = new Browser(http)
})
afterEach(() => http.close())

const setUpPath = async () => linkPath('setup', (await createSetUpLink(http.deps)) ?? '')
const NEW_OWNER = { username: 'olga', password: PASSWORD, again: PASSWORD }

async function openSetUp() {
  await browser.open(await setUpPath())
  return browser.open('/setup')
}

async function invite() {
  const { account } = await makeOwner(http.deps)
  const { user } = await makeUser(http.deps, account.id, 'ulla')
  const { secret } = await inviteUser(http.deps, OPERATOR, user.id)
  return { user, account, path: linkPath('invitation', secret) }
}

describe('the set-up link', () => {
  test('303 swaps itself for a cookie and leaves the address', async () => {
    const path = await setUpPath()
    const answer = await browser.open(path)
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/setup'])
    assert.match(
      String(answer.headers['set-cookie']),
      /^kw-ticket=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    assert.equal(answer.headers['cache-control'], 'no-store')
  })

  test('404 the second time, in words', async () => {
    const path = await setUpPath()
    await browser.open(path)
    const answer = await new Browser(http).open(path)
    assert.equal(answer.statusCode, 404)
    assert.match(answer.body, /A link works once/)
  })

  test('lets who has opened it in again, until there is an owner', async () => {
    const path = await setUpPath()
    await browser.open(path)
    const again = await browser.open(path)
    assert.deepEqual([again.statusCode, again.headers.location], [303, '/setup'])
    const page = await browser.open('/setup')
    const cookies = new Map(browser.cookies)
    await browser.submit(page, '/setup', NEW_OWNER)
    for (const [name, value] of cookies) browser.cookies.set(name, value)
    assert.equal((await browser.open(path)).statusCode, 404)
  })

  test('HEAD, as mail filters send it, does not use it up', async () => {
    const path = await setUpPath()
    const looked = await browser.send('HEAD', path)
    assert.deepEqual([looked.statusCode, looked.headers.allow], [405, 'GET'])
    assert.equal((await browser.open(path)).statusCode, 303)
  })

  for (const link of ['x', 'kwl_', `kwl_${'A'.repeat(38)}`, 'A'.repeat(43), `kwl_${'%41'.repeat(38)}`]) {
    test(`404 for ${link.slice(0, 12)}`, async () => {
      const answer = await browser.open(`/setup/${link}`)
      assert.equal(answer.statusCode, 404)
      assert.equal(browser.cookies.has('kw-ticket'), false)
    })
  }

  test('is never in the log', async () => {
    const path = await setUpPath()
    await browser.open(path)
    await openSetUp()
    assert.doesNotMatch(http.logs.join('\n'), /kwl_/)
    assert.match(http.logs.join('\n'), /"route":"\/setup\/:link"/)
  })
})

describe('the set-up form', () => {
  test('404 without the cookie of a link', async () => {
    assert.equal((await browser.open('/setup')).statusCode, 404)
    assert.equal((await browser.post('/setup', NEW_OWNER)).statusCode, 403)
    assert.equal(await http.deps.store.users.count(), 0)
  })

  test('says the rules before, and which account it makes', async () => {
    const page = await openSetUp()
    assert.equal(page.statusCode, 200)
    assert.match(page.body, /15 characters or more/)
    assert.match(page.body, /own the first account/)
  })

  test('303 makes the owner and signs in', async () => {
    const answer = await browser.submit(await openSetUp(), '/setup', NEW_OWNER)
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/'])
    assert.equal((await browser.api('GET', '/session')).json().user.name, 'olga')
    assert.equal(browser.cookies.has('kw-ticket'), false)
  })

  test('is gone afterwards, for everybody', async () => {
    const page = await openSetUp()
    const cookies = new Map(browser.cookies)
    await browser.submit(page, '/setup', NEW_OWNER)
    const second = new Browser(http)
    for (const [name, value] of cookies) second.cookies.set(name, value)
    assert.equal((await second.open('/setup')).statusCode, 404)
    assert.equal((await second.submit(page, '/setup', { ...NEW_OWNER, username: 'otto' })).statusCode, 404)
    assert.equal(await http.deps.store.users.count(), 1)
  })

  for (const [what, fields, field, words] of [
    ['no name', { username: '' }, 'username', /Choose a username/],
    ['a bad name', { username: '1 x' }, 'username', /begins with a letter/],
    ['no password', { password: '', again: '' }, 'password', /Choose a password/],
    ['a short password', { password: 'short', again: 'short' }, 'password', /15 characters/],
    ['two passwords', { again: OTHER_PASSWORD }, 'again', /passwords differ/],
  ] as const) {
    test(`400 for ${what}, said at the field; what was typed stays, passwords do not`, async () => {
      const answer = await browser.submit(await openSetUp(), '/setup', { ...NEW_OWNER, ...fields })
      assert.equal(answer.statusCode, 400)
      const [, said] = new RegExp(`id="${field}-error">([^<]*)<`).exec(answer.body) ?? []
      assert.match(said ?? '', words)
      if (field !== 'username') assert.match(answer.body, /value="olga"/)
      assert.doesNotMatch(answer.body, /geese|hens|"short"/)
      assert.equal(await http.deps.store.users.count(), 0)
      assert.equal((await browser.submit(answer, '/setup', NEW_OWNER)).statusCode, 303)
    })
  }

  test('403 from elsewhere makes nobody', async () => {
    const page = await openSetUp()
    const answer = await browser.submit(page, '/setup', { ...NEW_OWNER, token: '' })
    assert.equal(answer.statusCode, 403)
    assert.equal(await http.deps.store.users.count(), 0)
  })

  test('404 when its time is over', async () => {
    const page = await openSetUp()
    http.clock.advance(24 * HOUR_MS)
    assert.equal((await browser.submit(page, '/setup', NEW_OWNER)).statusCode, 404)
  })
})

describe('the invitation', () => {
  test('shows the account and the name, and takes a password', async () => {
    const { account, path } = await invite()
    assert.equal((await browser.open(path)).headers.location, '/invite')
    const page = await browser.open('/invite')
    assert.match(page.body, new RegExp(`account ${account.name} \\(${account.id}\\)`))
    assert.match(page.body, /id="username"[^>]* value="ulla"[^>]* readonly/)
    const answer = await browser.submit(page, '/invite', { password: OTHER_PASSWORD, again: OTHER_PASSWORD })
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/'])
    assert.equal((await browser.api('GET', '/session')).json().user.name, 'ulla')
    await new Browser(http).signIn('ulla', OTHER_PASSWORD)
  })

  test('is for the invited user, whatever name the form sends (F-09)', async () => {
    const { path } = await invite()
    await browser.open(path)
    const fields = { username: 'olga', password: OTHER_PASSWORD, again: OTHER_PASSWORD }
    await browser.submit(await browser.open('/invite'), '/invite', fields)
    assert.equal((await browser.api('GET', '/session')).json().user.name, 'ulla')
    await new Browser(http).signIn('olga', PASSWORD)
  })

  test('ends the session of whoever sat at this browser before', async () => {
    const { path } = await invite()
    const owner = await http.deps.store.users.byName('olga')
    assert.ok(owner)
    await browser.enter(owner)
    const before = browser.cookies.get('kw') ?? ''
    await browser.open(path)
    await browser.submit(await browser.open('/invite'), '/invite', {
      password: OTHER_PASSWORD,
      again: OTHER_PASSWORD,
    })
    browser.cookies.set('kw', before)
    assert.equal((await browser.api('GET', '/session')).statusCode, 401)
  })

  test('400 for a weak password at the field; 404 once used', async () => {
    const { path } = await invite()
    await browser.open(path)
    const page = await browser.open('/invite')
    const weak = await browser.submit(page, '/invite', { password: 'ulla', again: 'ulla' })
    assert.equal(weak.statusCode, 400)
    assert.match(weak.body, /id="password-error"/)
    await browser.submit(weak, '/invite', { password: OTHER_PASSWORD, again: OTHER_PASSWORD })
    assert.equal((await new Browser(http).open(path)).statusCode, 404)
  })

  test('403 from elsewhere changes no password', async () => {
    const { path } = await invite()
    await browser.open(path)
    const page = await browser.open('/invite')
    const answer = await browser.submit(page, '/invite', {
      token: '',
      password: OTHER_PASSWORD,
      again: OTHER_PASSWORD,
    })
    assert.equal(answer.statusCode, 403)
    await new Browser(http).signIn('ulla', PASSWORD)
  })

  test('404 without a ticket, and with that of another kind', async () => {
    assert.equal((await browser.open('/invite')).statusCode, 404)
    assert.equal((await browser.post('/invite', { password: 'x', again: 'x' })).statusCode, 404)
    await openSetUp()
    assert.equal((await browser.open('/invite')).statusCode, 404)
  })
})

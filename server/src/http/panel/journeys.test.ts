import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { Browser, hiddenFields } from '../../../../tests/support/browser.ts'
import { makeOwner, makeUser, OPERATOR, OTHER_PASSWORD, PASSWORD } from '../../../../tests/support/deps.ts'
import { openTestHttp, type TestHttp } from '../../../../tests/support/http.ts'
import { makeResetLink } from '../../../../tests/support/mail.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { linkPath } from '../../domain/links/create-link.ts'
import { createSetUpLink } from '../../domain/links/set-up.ts'
import { inviteUser } from '../../domain/users/invite-user.ts'
import type { User } from '../../domain/users/user.ts'

let http: TestHttp
let browser: Browser

beforeEach(async () => {
  http = await openTestHttp()
  browser = new Browser(http)
})
afterEach(() => http.close())

const isSignedIn = async (from: Browser) => (await from.api('GET', '/session')).statusCode === 200

/** Whether a cookie's value is a session. */
async function isSession(secret: string): Promise<boolean> {
  const stranger = new Browser(http)
  stranger.cookies.set('kw', secret)
  return isSignedIn(stranger)
}

interface Journey {
  /** Makes a fresh link and gives its path. */
  readonly link: () => Promise<string>
  readonly path: '/setup' | '/invite' | '/reset'
  readonly fields: Readonly<Record<string, string>>
  /** A stranger may ask for links: another one must not kill the one that the person holds. */
  readonly besideEachOther?: true
}

async function invited(): Promise<User> {
  const known = await http.deps.store.users.byName('ulla')
  if (known) return known
  const { account } = await makeOwner(http.deps)
  return (await makeUser(http.deps, account.id, 'ulla')).user
}

const JOURNEYS: readonly Journey[] = [
  {
    link: async () => linkPath('setup', (await createSetUpLink(http.deps)) ?? ''),
    path: '/setup',
    fields: { username: 'olga', password: PASSWORD, again: PASSWORD },
  },
  {
    link: async () =>
      linkPath('invitation', (await inviteUser(http.deps, OPERATOR, (await invited()).id)).secret),
    path: '/invite',
    fields: { password: OTHER_PASSWORD, again: OTHER_PASSWORD },
  },
  {
    link: async () => linkPath('reset', await makeResetLink(http.deps, await invited())),
    path: '/reset',
    fields: { password: OTHER_PASSWORD, again: OTHER_PASSWORD },
    besideEachOther: true,
  },
]

for (const { link, path, fields, besideEachOther } of JOURNEYS) {
  describe(`the way from a link through ${path} (F-18)`, () => {
    /** A form token without a link: anybody gets one at the sign-in page. */
    const tokenOf = async (from: Browser) => hiddenFields((await from.open('/login')).body)['token'] ?? ''
    const submitTo = async (from: Browser) => from.post(path, { ...fields, token: await tokenOf(from) })

    test('cannot be walked without the link, by whatever else one has', async () => {
      const address = await link()
      const secret = address.slice(address.lastIndexOf('/') + 1)
      for (const ticket of [null, '', 'A'.repeat(43), secret, `${secret}AAAAA`]) {
        const stranger = new Browser(http)
        if (ticket !== null) stranger.cookies.set('kw-ticket', ticket)
        assert.equal((await stranger.open(path)).statusCode, 404, `${ticket}`)
        assert.equal((await submitTo(stranger)).statusCode, 404, `${ticket}`)
        assert.equal(await isSignedIn(stranger), false)
      }
      assert.equal((await browser.open(address)).statusCode, 303)
    })

    test('lets a ticket be neither a session nor a link, nor the form’s own cookie a ticket', async () => {
      await browser.open(await link())
      const ticket = browser.cookies.get('kw-ticket') ?? ''
      assert.equal(await isSession(ticket), false)
      assert.equal((await new Browser(http).open(`${path}/${ticket}`)).statusCode, 404)
      const token = await tokenOf(browser)
      for (const value of [browser.cookies.get('kw-form') ?? '', token]) {
        browser.cookies.set('kw-ticket', value)
        assert.equal((await submitTo(browser)).statusCode, 404)
      }
    })

    test('gives nobody a session before the password is chosen', async () => {
      await browser.open(await link())
      assert.equal(browser.cookies.has('kw'), false)
      await browser.open(path)
      assert.equal(browser.cookies.has('kw'), false)
      const weak = await browser.submit(await browser.open(path), path, {
        ...fields,
        password: 'x',
        again: 'x',
      })
      assert.equal(weak.statusCode, 400)
      assert.equal(browser.cookies.has('kw'), false)
    })

    test('can be walked once: link, page and sent form are dead afterwards', async () => {
      const address = await link()
      await browser.open(address)
      const page = await browser.open(path)
      const ticket = browser.cookies.get('kw-ticket') ?? ''
      assert.equal((await browser.submit(page, path, fields)).statusCode, 303)
      const replay = new Browser(http)
      for (const [name, value] of browser.cookies) replay.cookies.set(name, value)
      replay.cookies.delete('kw')
      replay.cookies.set('kw-ticket', ticket)
      assert.equal((await replay.open(address)).statusCode, 404)
      assert.equal((await replay.open(path)).statusCode, 404)
      assert.equal((await replay.submit(page, path, fields)).statusCode, 404)
      assert.equal(await isSignedIn(replay), false)
    })

    test('sent twice at the same moment is walked once', async () => {
      await browser.open(await link())
      const page = await browser.open(path)
      const answers = await Promise.all([
        browser.submit(page, path, fields),
        browser.submit(page, path, fields),
      ])
      assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [303, 404])
    })

    test(`is ${besideEachOther ? 'not ' : ''}closed by a newer link`, async () => {
      await browser.open(await link())
      const page = await browser.open(path)
      const newer = await link()
      const expected = besideEachOther ? 303 : 404
      assert.equal((await browser.submit(page, path, fields)).statusCode, expected)
      if (besideEachOther) return assert.equal((await new Browser(http).open(newer)).statusCode, 404)
      assert.equal((await browser.open(newer)).statusCode, 303)
      assert.equal((await browser.open(path)).statusCode, 200)
    })
  })
}

test('an invitation adopts no session that was planted before it (F-17)', async () => {
  const [, invitation] = JOURNEYS
  assert.ok(invitation)
  await browser.enter(await invited())
  const planted = browser.cookies.get('kw') ?? ''
  await browser.open(await invitation.link())
  await browser.submit(await browser.open(invitation.path), invitation.path, invitation.fields)
  assert.notEqual(browser.cookies.get('kw'), planted)
  assert.equal(await isSession(planted), false)
  assert.equal(await isSignedIn(browser), true)
})

test('the tickets of the ways are not exchanged', async () => {
  for (const { link, path } of JOURNEYS) {
    const from = new Browser(http)
    await from.open(await link())
    for (const other of JOURNEYS) {
      const expected = other.path === path ? 200 : 404
      assert.equal((await from.open(other.path)).statusCode, expected, `${path} ${other.path}`)
    }
  }
})

describe('the secret of a session', () => {
  let user: User

  beforeEach(async () => {
    user = await invited()
  })

  const signInAt = async (from: Browser, password = PASSWORD) =>
    from.submit(await from.open('/login'), '/login', { username: 'ulla', password })
  const secretOf = (from: Browser) => from.cookies.get('kw') ?? ''
  const change = (body: unknown, path: string) => browser.api('POST', path, body)

  test('is never the one that a page or a neighbour planted (F-17)', async () => {
    const { user: mallory } = await makeUser(http.deps, user.accountId, 'mallory')
    const attacker = new Browser(http)
    await attacker.enter(mallory)
    const form = await new Browser(http).open('/login')
    for (const planted of ['A'.repeat(43), 'x', secretOf(attacker), hiddenFields(form.body)['token'] ?? '']) {
      const victim = new Browser(http)
      const page = await victim.open('/login')
      victim.cookies.set('kw', planted)
      await victim.submit(page, '/login', { username: 'ulla', password: PASSWORD })
      assert.notEqual(secretOf(victim), planted)
      assert.equal((await victim.api('GET', '/session')).json().user.name, 'ulla')
      assert.equal(await isSession(planted), false)
    }
  })

  test('is a new one after each proof, and the one before is dead', async () => {
    await signInAt(browser)
    browser.csrfToken = (await browser.api('GET', '/session')).json().csrfToken
    const first = secretOf(browser)
    await change({ password: PASSWORD }, '/session/step-up')
    const second = secretOf(browser)
    await change({ currentPassword: PASSWORD, newPassword: OTHER_PASSWORD }, '/users/me/password')
    const third = secretOf(browser)
    await signInAt(new Browser(http), OTHER_PASSWORD)
    assert.equal(new Set([first, second, third]).size, 3)
    const alive = []
    for (const secret of [first, second, third]) alive.push(await isSession(secret))
    assert.deepEqual(alive, [false, false, true])
    await browser.submit(await browser.open('/logout'), '/logout', {})
    assert.equal(await isSession(third), false)
  })

  test('stays as it was after a wrong proof, and a wrong proof gives none', async () => {
    await browser.enter(user)
    const before = secretOf(browser)
    assert.equal((await change({ password: OTHER_PASSWORD }, '/session/step-up')).statusCode, 403)
    const wrong = { currentPassword: OTHER_PASSWORD, newPassword: OTHER_PASSWORD }
    assert.equal((await change(wrong, '/users/me/password')).statusCode, 403)
    assert.equal(secretOf(browser), before)
    assert.equal(await isSession(before), true)
  })

  test('proves nothing more after a step-up that was sent for a session that has ended', async () => {
    await browser.enter(user)
    const cookies = new Map(browser.cookies)
    await browser.submit(await browser.open('/logout'), '/logout', {})
    for (const [name, value] of cookies) browser.cookies.set(name, value)
    assert.equal((await change({ password: PASSWORD }, '/session/step-up')).statusCode, 401)
    assert.equal(
      (await change({ currentPassword: PASSWORD, newPassword: OTHER_PASSWORD }, '/users/me/password'))
        .statusCode,
      401,
    )
    await signInAt(new Browser(http))
  })

  test('stands in no answer, no address and no log line', async () => {
    const answer = await signInAt(browser)
    const secret = secretOf(browser)
    assert.ok(!answer.body.includes(secret))
    assert.ok(!String(answer.headers.location).includes(secret))
    for (const address of ['/', '/logout', '/api/v1/session', '/api/v1/users/me']) {
      assert.ok(!(await browser.send('GET', address)).body.includes(secret), address)
    }
    assert.ok(!http.logs.join('').includes(secret))
  })

  test('lapses with the clock, and then every page leads to the sign-in', async () => {
    await browser.enter(user)
    http.clock.advance(HOUR_MS)
    for (const address of ['/', '/usage', '/logout']) {
      const { statusCode, headers } = await browser.open(address)
      assert.equal(statusCode, 303)
      assert.match(String(headers.location), /^\/login/, address)
    }
  })
})

test('signing in leads nowhere else, whoever is signed in already', async () => {
  const user = await invited()
  await browser.enter(user)
  for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example', '/x/..//evil.example']) {
    const answer = await browser.open(`/login?next=${encodeURIComponent(next)}`)
    assert.equal(answer.statusCode, 303)
    assert.match(String(answer.headers.location), /^\/(?![/\\])/, next)
  }
  assert.equal((await browser.open('/login?next=/a&next=/b')).headers.location, '/')
})

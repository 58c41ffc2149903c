import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { Browser } from '../../../../tests/support/browser.ts'
import { makeOwner, makeUser, OPERATOR, OTHER_PASSWORD, PASSWORD } from '../../../../tests/support/deps.ts'
import { openTestHttp, type TestHttp } from '../../../../tests/support/http.ts'
import { HOUR_MS, MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { addAccount } from '../../domain/accounts/create-account.ts'
import { addEndpoint } from '../../domain/catalog/add-endpoint.ts'
import { authenticateKey } from '../../domain/login/verify-key.ts'
import type { User } from '../../domain/users/user.ts'

let http: TestHttp
let owner: User
let user: User
let apiKey: string
let browser: Browser
let counter = 0

before(async () => {
  http = await openTestHttp()
  owner = (await makeOwner(http.deps)).user
})
after(() => http.close())

beforeEach(async () => {
  http.clock.advance(24 * HOUR_MS)
  const email = 'u@example.com'
  ;({ user, apiKey } = await makeUser(http.deps, owner.accountId, `ulla${++counter}`, { email }))
  browser = new Browser(http)
  await browser.enter(user)
})

describe('GET /users/me and /users/{id}', () => {
  test('200 tells about oneself, without hashes', async () => {
    const answer = await browser.api('GET', '/users/me')
    assert.deepEqual([answer.json().id, answer.json().name], [user.id, user.name])
    assert.doesNotMatch(answer.body, /argon2|passwordHash|passwordId/)
    const {
      state,
      invitationEndsAt,
      lastSignInAt,
      key,
      manageable,
      assistable,
      contactType,
      secondFactorRule,
      ...same
    } = (await browser.api('GET', `/users/${user.id}`)).json()
    assert.deepEqual(same, answer.json())
    assert.deepEqual([contactType, secondFactorRule], [null, 'default'])
    assert.deepEqual([state, invitationEndsAt, key], ['active', null, null])
    assert.equal(lastSignInAt, new Date(http.clock.now()).toISOString())
    assert.deepEqual([manageable, assistable], [false, false])
  })

  test('200 with a key', async () => {
    const headers = { authorization: `Bearer ${apiKey}` }
    assert.equal((await new Browser(http).api('GET', '/users/me', undefined, headers)).json().id, user.id)
  })

  test('403 for a colleague, 404 for a stranger and for nobody', async () => {
    const account = await addAccount(http.deps, OPERATOR, { name: 'Other' })
    const stranger = await makeUser(http.deps, account.id, `stranger${counter}`)
    const statuses = []
    for (const id of [owner.id, stranger.user.id, 'f'.repeat(32), 'x']) {
      statuses.push((await browser.api('GET', `/users/${id}`)).statusCode)
    }
    assert.deepEqual(statuses, [403, 404, 404, 404])
  })

  test('200 for the operator of the installation, anywhere', async () => {
    const account = await addAccount(http.deps, OPERATOR, { name: 'Other' })
    const stranger = await makeUser(http.deps, account.id, `stranger${counter}`)
    await browser.enter(owner)
    assert.equal((await browser.api('GET', `/users/${stranger.user.id}`)).json().name, stranger.user.name)
  })
})

describe('PATCH /users/me', () => {
  const change = (body: unknown) => browser.api('PATCH', '/users/me', body)

  test('200 changes the e-mail address', async () => {
    assert.equal((await change({ email: 'new@example.com' })).json().email, 'new@example.com')
  })

  test('403 step_up_needed without a fresh proof', async () => {
    http.clock.advance(5 * MINUTE_MS)
    assert.equal((await change({ email: 'new@example.com' })).json().code, 'step_up_needed')
  })

  test('400 names the field', async () => {
    const answer = await change({ email: 'nonsense' })
    assert.deepEqual([answer.statusCode, answer.json().field], [400, 'email'])
  })

  test('400 for everything else about a user: nobody promotes oneself (F-09)', async () => {
    const email = 'new@example.com'
    for (const more of [
      { roles: ['identity:service-admin'] },
      { accountId: '100002' },
      { id: owner.id },
      { enabled: true },
      { name: 'olga' },
      { passwordHash: 'x' },
    ]) {
      assert.equal((await change({ email, ...more })).statusCode, 400)
    }
    assert.deepEqual((await http.deps.store.users.byId(user.id))?.email, 'u@example.com')
  })

  test('403 with a key', async () => {
    const headers = { authorization: `Bearer ${apiKey}` }
    const answer = await new Browser(http).api('PATCH', '/users/me', { email: 'a@b.de' }, headers)
    assert.equal(answer.statusCode, 403)
  })
})

describe('POST /users/me/password', () => {
  const change = (currentPassword: unknown, newPassword: unknown) =>
    browser.api('POST', '/users/me/password', { currentPassword, newPassword })

  test('204 goes on with a new cookie and ends the other sessions', async () => {
    const other = new Browser(http)
    await other.enter(user)
    const old = browser.cookies.get('kw')
    assert.equal((await change(PASSWORD, OTHER_PASSWORD)).statusCode, 204)
    assert.notEqual(browser.cookies.get('kw'), old)
    assert.equal((await browser.api('GET', '/session')).json().csrfToken, browser.csrfToken)
    assert.equal((await other.api('GET', '/session')).statusCode, 401)
  })

  test('403 wrong_password for a wrong current one', async () => {
    assert.equal((await change(OTHER_PASSWORD, OTHER_PASSWORD)).json().code, 'wrong_password')
  })

  test('400 says what is wrong with the new one, at its field', async () => {
    const answer = await change(PASSWORD, 'short')
    assert.deepEqual([answer.statusCode, answer.json().field], [400, 'newPassword'])
    assert.match(answer.json().detail, /15 characters/)
  })

  test('400 for a half request', async () => {
    assert.equal((await change(PASSWORD, undefined)).json().field, 'newPassword')
    assert.equal((await change(undefined, OTHER_PASSWORD)).json().field, 'currentPassword')
  })
})

describe('GET /usage', () => {
  test('200 counts the own calls, by outcome, dialect and caller', async () => {
    const origin = { dialect: 'identity-v2.0', address: '192.0.2.7', userAgent: 'rclone/v1.60.1' } as const
    await authenticateKey(http.deps, { secret: apiKey, username: user.name }, origin)
    const usage = (await browser.api('GET', '/usage?window=7d')).json()
    assert.deepEqual(usage.byDialect, [{ dialect: 'identity-v2.0', calls: 1 }])
    assert.deepEqual([usage.window, usage.stepSeconds, usage.points[0].outcome], ['7d', 3_600, 'valid'])
    assert.equal(usage.byCaller[0].client, 'rclone/v1.60.1')
  })

  test('200 for each window, 24 hours unless told otherwise', async () => {
    for (const window of ['24h', '7d', '30d']) {
      assert.equal((await browser.api('GET', `/usage?window=${window}`)).json().window, window)
    }
    assert.equal((await browser.api('GET', '/usage')).json().window, '24h')
  })

  for (const query of [
    'window=1y',
    'window=',
    'window=24h&window=7d',
    'window=24h&more=1',
    'userId=x',
    'window[]=24h',
  ]) {
    test(`400 for ${query}`, async () => {
      assert.equal((await browser.api('GET', `/usage?${query}`)).statusCode, 400)
    })
  }
})

describe('GET /catalog', () => {
  test('200 puts the own account into the addresses', async () => {
    const publicUrl = 'https://files.example/v1/%(tenant_id)s'
    await addEndpoint(http.deps, OPERATOR, {
      ...{ name: `files${counter}`, type: 'object-store', region: 'DFW', publicUrl, internalUrl: null },
    })
    const { items } = (await browser.api('GET', '/catalog')).json()
    assert.equal(items.at(-1).publicUrl, `https://files.example/v1/${user.accountId}`)
    assert.equal(items.at(-1).region, 'DFW')
  })

  test('401 signed out', async () => {
    assert.equal((await new Browser(http).api('GET', '/catalog')).statusCode, 401)
  })
})

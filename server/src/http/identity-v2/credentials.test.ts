import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, TESTER } from '../../../../tests/support/app.ts'
import {
  assertFault,
  call,
  keyLogin,
  passwordLogin,
  tokenOf,
  WRONG_KEY,
} from '../../../../tests/support/identity.ts'
import { updateAccount } from '../../domain/accounts/update-account.ts'

const app = await openTestApp()
const accountId = await app.addAccount('alpha')
const owner = await app.addUser('alpha-owner', { accountId, roles: ['identity:user-admin'] })
const manager = await app.addUser('alpha-manager', { accountId, roles: ['identity:user-manage'] })
const member = await app.addUser('alpha-member', { accountId, password: 'sixteen or more of these' })
const stranger = await app.addUser('beta-owner', {
  accountId: await app.addAccount('beta'),
  roles: ['identity:user-admin'],
})

type Method = 'GET' | 'POST' | 'DELETE'
const KEY = '/RAX-KSKEY:apiKeyCredentials'

/** A call below a user's credentials, by somebody who logs in for it. */
async function credentials(
  method: Method,
  { userId }: { userId: string },
  as: { username: string; apiKey: string },
  path = '',
  body?: unknown,
) {
  const url = `/v2.0/users/${userId}/OS-KSADM/credentials${path}`
  return call(app, method, url, { token: await tokenOf(app, as), ...(body !== undefined && { body }) })
}

const loginStatus = async (user: { username: string; apiKey: string }) =>
  (await call(app, 'POST', '/v2.0/tokens', { body: keyLogin(user) })).statusCode

describe('reading credentials', () => {
  test('lists the key with its value and the password without', async () => {
    assert.deepEqual((await credentials('GET', member, member)).json(), {
      credentials: [
        { 'RAX-KSKEY:apiKeyCredentials': { username: 'alpha-member', apiKey: member.apiKey } },
        { passwordCredentials: { username: 'alpha-member' } },
      ],
      credentials_links: [],
    })
  })

  test('lists keys alone to fog, which stumbles over anything else', async () => {
    const url = `/v2.0/users/${member.userId}/OS-KSADM/credentials`
    const headers = { 'user-agent': 'fog/2.3.0 fog-core/2.3.0' }
    const answer = await call(app, 'GET', url, { token: await tokenOf(app, member), headers })
    assert.equal(answer.json().credentials.length, 1)
  })

  for (const spelling of [
    KEY,
    '/RAX-KSKEY%3AapiKeyCredentials',
    '/RAX-KSKEY%3aapiKeyCredentials',
    `${KEY}.json`,
  ]) {
    test(`gives the key at ${spelling}`, async () => {
      assert.deepEqual((await credentials('GET', member, member, spelling)).json(), {
        'RAX-KSKEY:apiKeyCredentials': { username: 'alpha-member', apiKey: member.apiKey },
      })
    })
  }

  const readers: readonly [string, typeof owner, typeof owner, number][] = [
    ['the owner reads a member', owner, member, 200],
    ['a manager reads a member', manager, member, 200],
    ['a manager reads the owner', manager, owner, 403],
    ['a member reads the owner', member, owner, 403],
    ['another account reads a member', stranger, member, 404],
  ]
  for (const [what, as, user, status] of readers) {
    test(`${what}: ${status}`, async () => {
      assert.equal((await credentials('GET', user, as)).statusCode, status)
      assert.equal((await credentials('GET', user, as, KEY)).statusCode, status)
    })
  }

  test('is in the audit log before the value leaves', async () => {
    await credentials('GET', member, owner, KEY)
    const last = (await app.deps.store.audit.page(accountId, 0, 10_000)).at(-1)
    assert.deepEqual([last?.action, last?.target], ['key.show', `user:${member.userId}`])
    assert.match(String(last?.actor), new RegExp(`user:${owner.userId}`))
  })

  test('may be kept by nobody', async () => {
    assert.equal((await credentials('GET', member, member, KEY)).headers['cache-control'], 'no-store')
  })
})

describe('resetting the key', () => {
  const RESET = `${KEY}/RAX-AUTH/reset`

  test('answers the new key, and has ended the old one and its tokens', async () => {
    const user = await app.addUser('resets', { accountId })
    const oldToken = await tokenOf(app, user)
    const answer = await credentials('POST', user, user, RESET)
    assert.equal(answer.statusCode, 200)
    const { username, apiKey } = answer.json()['RAX-KSKEY:apiKeyCredentials']
    assert.equal(username, 'resets')
    assert.match(apiKey, /^[0-9a-f]{32}$/)
    assert.notEqual(apiKey, user.apiKey)
    assert.equal(await loginStatus(user), 401)
    assert.equal(await loginStatus({ ...user, apiKey }), 200)
    assertFault(await call(app, 'GET', '/v2.0/tenants', { token: oldToken }), 401, 'unauthorized')
  })

  test('with the encoded colon and an empty JSON body works the same', async () => {
    const user = await app.addUser('resets-encoded', { accountId })
    const url = `/v2.0/users/${user.userId}/OS-KSADM/credentials/RAX-KSKEY%3AapiKeyCredentials/RAX-AUTH/reset`
    const headers = { 'content-type': 'application/json', 'content-length': '0' }
    const answer = await call(app, 'POST', url, { token: await tokenOf(app, user), headers })
    assert.equal(answer.statusCode, 200, answer.body)
  })

  test('keeps tokens where the account says so, and only there', async () => {
    const keeping = await app.addAccount('keeps-tokens')
    await updateAccount(app.deps, TESTER, keeping, { resetKeepsTokens: true })
    const user = await app.addUser('keeps', { accountId: keeping })
    const token = await tokenOf(app, user)
    await credentials('POST', user, user, RESET)
    assert.equal((await call(app, 'GET', '/v2.0/tenants', { token })).statusCode, 200)
    assert.equal(await loginStatus(user), 401)
  })

  test('by those who may not changes nothing', async () => {
    const user = await app.addUser('stays', { accountId })
    assertFault(await credentials('POST', user, stranger, RESET), 404, 'itemNotFound')
    assertFault(await credentials('POST', user, member, RESET), 403, 'forbidden')
    assertFault(await credentials('POST', owner, manager, RESET), 403, 'forbidden')
    assert.equal(await loginStatus(user), 200)
    assert.equal(await loginStatus(owner), 200)
  })

  test('in parallel leaves one key that works', async () => {
    const user = await app.addUser('races', { accountId })
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => credentials('POST', user, owner, RESET)),
    )
    const keys = answers.map((answer) => answer.json()['RAX-KSKEY:apiKeyCredentials'].apiKey)
    const statuses = await Promise.all(keys.map((apiKey) => loginStatus({ ...user, apiKey })))
    assert.equal(statuses.filter((status) => status === 200).length, 1)
  })
})

describe('setting a key', () => {
  const given = (apiKey: unknown) => ({ 'RAX-KSKEY:apiKeyCredentials': { username: 'set', apiKey } })
  const chosen = 'feedfacefeedfacefeedfacefeedface'

  test('is for staff, and ends the old one at once', async () => {
    const user = await app.addUser('set', { accountId })
    assertFault(await credentials('POST', user, owner, KEY, given(chosen)), 403, 'forbidden')
    const answer = await credentials('POST', user, app.owner, KEY, given(chosen))
    assert.deepEqual(answer.json(), { 'RAX-KSKEY:apiKeyCredentials': { username: 'set', apiKey: chosen } })
    assert.equal(await loginStatus(user), 401)
    assert.equal(await loginStatus({ ...user, apiKey: chosen }), 200)
  })

  test('that somebody has is 409, and changes nothing', async () => {
    const user = await app.addUser('set-taken', { accountId })
    assertFault(await credentials('POST', user, app.owner, KEY, given(member.apiKey)), 409, 'tenantConflict')
    assert.equal(await loginStatus(user), 200)
    assert.equal(await loginStatus(member), 200)
  })

  for (const key of ['', 'short', chosen.toUpperCase(), `${chosen}0`, 7, null]) {
    test(`that is ${JSON.stringify(key)} is 400`, async () => {
      assertFault(await credentials('POST', member, app.owner, KEY, given(key)), 400, 'badRequest')
      assert.equal(await loginStatus(member), 200)
    })
  }
})

describe('adding credentials', () => {
  test('sets a password for another user and echoes the name alone', async () => {
    const user = await app.addUser('adds-password', { accountId })
    const body = { passwordCredentials: { username: 'adds-password', password: 'sixteen or more of these' } }
    const answer = await credentials('POST', user, owner, '', body)
    assert.equal(answer.statusCode, 201)
    assert.deepEqual(answer.json(), { passwordCredentials: { username: 'adds-password' } })
    const login = passwordLogin('adds-password', 'sixteen or more of these')
    assert.equal((await call(app, 'POST', '/v2.0/tokens', { body: login })).statusCode, 200)
  })

  test("does not change one's own password: a token must not open the panel", async () => {
    const body = { passwordCredentials: { username: 'alpha-member', password: 'a password of a thief' } }
    assertFault(await credentials('POST', member, member, '', body), 403, 'forbidden')
  })

  test('of no known kind is 400', async () => {
    assertFault(await credentials('POST', member, owner, '', { secret: 'x' }), 400, 'badRequest')
    assertFault(await credentials('POST', member, owner, '', []), 400, 'badRequest')
  })
})

describe('deleting the key', () => {
  test('is 204 and ends it; reading it is 404 then, and the list has the password alone', async () => {
    const user = await app.addUser('deletes', { accountId, password: 'sixteen or more of these' })
    assert.equal((await credentials('DELETE', user, user, KEY)).statusCode, 204)
    assert.equal(await loginStatus(user), 401)
    assertFault(await credentials('GET', user, owner, KEY), 404, 'itemNotFound')
    assertFault(await credentials('DELETE', user, owner, KEY), 404, 'itemNotFound')
    assertFault(await credentials('POST', user, owner, `${KEY}/RAX-AUTH/reset`), 404, 'itemNotFound')
    assert.deepEqual((await credentials('GET', user, owner)).json().credentials, [
      { passwordCredentials: { username: 'deletes' } },
    ])
  })

  test("is refused for the owner's own key", async () => {
    assertFault(await credentials('DELETE', owner, owner, KEY), 403, 'forbidden')
    assert.equal(await loginStatus(owner), 200)
  })
})

test('an account that forbids it shows and resets no key by program, in words; logging in goes on', async () => {
  const closed = await app.addAccount('closed')
  const user = await app.addUser('closed-owner', { accountId: closed, roles: ['identity:user-admin'] })
  await updateAccount(app.deps, TESTER, closed, { apiReveal: false })
  for (const [method, path] of [
    ['GET', ''],
    ['GET', KEY],
    ['POST', `${KEY}/RAX-AUTH/reset`],
    ['DELETE', KEY],
  ] as const) {
    const answer = await credentials(method, user, user, path)
    assertFault(answer, 403, 'forbidden')
    assert.ok(!answer.body.includes(user.apiKey))
  }
  assert.equal(await loginStatus(user), 200)
})

test('wrong keys are never echoed', async () => {
  const answer = await credentials('GET', member, member, `/${WRONG_KEY}`)
  assertFault(answer, 404, 'itemNotFound')
  assert.ok(!answer.body.includes(WRONG_KEY))
})

describe('in an account that shows keys once (S-27)', () => {
  const strict = app.addAccount('gamma')

  test('a key is told when it is reset, and never again', async () => {
    const person = await app.addUser('gamma-owner', {
      accountId: await strict,
      password: 'sixteen or more of these',
    })
    await updateAccount(app.deps, TESTER, person.accountId, { showOnce: true })
    const answer = await credentials('GET', person, person, KEY)
    assertFault(answer, 404, 'itemNotFound')
    assert.match(answer.json().itemNotFound.message, /shown once.*Reset it/)
    const reset = await credentials('POST', person, person, `${KEY}/RAX-AUTH/reset`)
    const { apiKey } = reset.json()['RAX-KSKEY:apiKeyCredentials']
    const now = { ...person, apiKey }
    assert.equal(await loginStatus(now), 200)
    assertFault(await credentials('GET', person, now, KEY), 404, 'itemNotFound')
    assert.deepEqual((await credentials('GET', person, now)).json(), {
      credentials: [{ passwordCredentials: { username: 'gamma-owner' } }],
      credentials_links: [],
    })
  })

  test('a key that staff choose works and is not shown either', async () => {
    const person = await app.addUser('gamma-member', { accountId: await strict })
    const body = { 'RAX-KSKEY:apiKeyCredentials': { username: person.username, apiKey: 'c0'.repeat(16) } }
    assert.equal((await credentials('POST', person, app.owner, KEY, body)).statusCode, 200)
    const now = { ...person, apiKey: 'c0'.repeat(16) }
    assert.equal(await loginStatus(now), 200)
    assertFault(await credentials('GET', person, now, KEY), 404, 'itemNotFound')
  })
})

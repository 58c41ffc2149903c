import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { Browser } from '../../../../tests/support/browser.ts'
import { makeOwner, makeUser, OPERATOR } from '../../../../tests/support/deps.ts'
import { openTestHttp, type TestHttp } from '../../../../tests/support/http.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { addAccount } from '../../domain/accounts/create-account.ts'
import { updateAccount } from '../../domain/accounts/update-account.ts'
import { deleteKey } from '../../domain/keys/end-key.ts'
import { resetKey } from '../../domain/keys/reset-key.ts'
import { checkToken } from '../../domain/tokens/check-token.ts'
import { issueToken } from '../../domain/tokens/issue-token.ts'
import { revokeToken } from '../../domain/tokens/revoke-token.ts'
import { disableUser } from '../../domain/users/disable-user.ts'
import type { User } from '../../domain/users/user.ts'

let http: TestHttp
let accountId: string
let user: User
let apiKey: string
let counter = 0

before(async () => {
  http = await openTestHttp()
  accountId = (await makeOwner(http.deps)).account.id
})
after(() => http.close())

beforeEach(async () => {
  http.clock.advance(24 * HOUR_MS)
  ;({ user, apiKey } = await makeUser(http.deps, accountId, `ulla${++counter}`))
})

const verify = (headers: Record<string, string>) =>
  new Browser(http).api('GET', '/verify', undefined, headers)
const bearer = (credential: string) => ({ authorization: `Bearer ${credential}` })
const basic = (name: string, key: string) => ({ authorization: `Basic ${btoa(`${name}:${key}`)}` })

async function tokenOf(method: 'APIKEY' | 'PASSWORD' = 'APIKEY'): Promise<string> {
  const key = await http.deps.store.keys.current(user.id)
  const credentialId = (method === 'APIKEY' ? key?.id : user.passwordId) ?? ''
  return issueToken(http.deps, { userId: user.id, accountId: user.accountId, credentialId, method }).token
}

async function refused(headers: Record<string, string>): Promise<void> {
  const answer = await verify(headers)
  assert.deepEqual([answer.statusCode, answer.json().code], [401, 'unauthorized'])
}

describe('GET /verify accepts', () => {
  test('a key as bearer', async () => {
    const answer = (await verify(bearer(apiKey))).json()
    assert.deepEqual([answer.kind, answer.userId, answer.accountId], ['key', user.id, accountId])
    assert.equal(answer.expiresAt, null)
  })

  test('a key with the user name, in any spelling of it', async () => {
    assert.equal((await verify(basic(user.name, apiKey))).json().userId, user.id)
    assert.equal((await verify(basic(user.name.toUpperCase(), apiKey))).json().userId, user.id)
  })

  test('a token as bearer and in X-Auth-Token, with its end', async () => {
    const token = await tokenOf()
    const end = new Date(http.clock.now() + 24 * HOUR_MS).toISOString()
    for (const headers of [bearer(token), { 'x-auth-token': token }]) {
      const answer = (await verify(headers)).json()
      assert.deepEqual([answer.kind, answer.userId, answer.expiresAt], ['token', user.id, end])
    }
  })

  test('a token got by password, which names no key', async () => {
    assert.equal((await verify(bearer(await tokenOf('PASSWORD')))).json().keyId, null)
  })

  test('the scheme in any spelling', async () => {
    assert.equal((await verify({ authorization: `bEaReR ${apiKey}` })).statusCode, 200)
  })

  test('the old key of an overlap, with its end', async () => {
    await resetKey(http.deps, OPERATOR, user.id, { overlapSeconds: 60 })
    const answer = (await verify(bearer(apiKey))).json()
    assert.equal(Date.parse(answer.expiresAt), http.clock.now() + 60_000)
  })
})

describe('GET /verify refuses, always with the same 401,', () => {
  const garbage: readonly [what: string, headers: () => Record<string, string>][] = [
    ['nothing at all', () => ({})],
    ['an empty header', () => ({ authorization: '' })],
    ['a scheme alone', () => ({ authorization: 'Bearer' })],
    ['a foreign scheme', () => ({ authorization: `Digest ${apiKey}` })],
    ['a key without a scheme', () => ({ authorization: apiKey })],
    ['a key with more behind it', () => bearer(`${apiKey} x`)],
    [
      'a key with one digit changed',
      () => bearer(apiKey.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))),
    ],
    ['a key in capitals', () => bearer(apiKey.toUpperCase().replace(/^/, 'A').slice(0, 32))],
    ['a key in X-Auth-Token, which is for tokens', () => ({ 'x-auth-token': apiKey })],
    ['an empty X-Auth-Token', () => ({ 'x-auth-token': '' })],
    ['a key with another name', () => basic('olga', apiKey)],
    ['a key without a name', () => basic('', apiKey)],
    ['a name without a key', () => basic(user.name, '')],
    ['broken base64', () => ({ authorization: 'Basic %%%' })],
    [
      'base64 that is not UTF-8',
      () => ({ authorization: `Basic ${Buffer.from([0xff, 0x3a, 0x41]).toString('base64')}` }),
    ],
    ['a very long credential', () => bearer('a'.repeat(4_000))],
  ]
  for (const [what, headers] of garbage) test(what, () => refused(headers()))

  test('the password in place of the key', () => refused(basic(user.name, 'seven grey geese walked home')))

  test('a panel session: that is no credential of a program', async () => {
    const browser = new Browser(http)
    await browser.enter(user)
    assert.equal((await browser.api('GET', '/verify')).statusCode, 401)
  })

  test('a retired key', async () => {
    await resetKey(http.deps, OPERATOR, user.id, { overlapSeconds: 0 })
    await refused(bearer(apiKey))
  })

  test('a deleted key', async () => {
    await deleteKey(http.deps, OPERATOR, user.id)
    await refused(bearer(apiKey))
  })

  test('a token whose key was reset', async () => {
    const token = await tokenOf()
    await resetKey(http.deps, OPERATOR, user.id, { overlapSeconds: 0 })
    await refused(bearer(token))
  })

  test('a token that has ended', async () => {
    const token = await tokenOf()
    http.clock.advance(24 * HOUR_MS)
    await refused(bearer(token))
  })

  test('a token that was revoked', async () => {
    const token = await tokenOf()
    const live = await checkToken(http.deps, token)
    assert.ok(live)
    await revokeToken(http.deps, OPERATOR, live)
    await refused(bearer(token))
  })

  test('a token with any one character changed (F-05)', async () => {
    const token = await tokenOf()
    for (const at of [0, 1, 10, 50, token.length - 2]) {
      const other = token[at] === 'A' ? 'B' : 'A'
      await refused({
        ...bearer(token.slice(0, at) + other + token.slice(at + 1)),
        'x-forwarded-for': '192.0.2.1',
      })
      http.clock.advance(60_000)
    }
  })

  test('key and token of a disabled user and of a suspended account', async () => {
    const token = await tokenOf()
    await disableUser(http.deps, OPERATOR, user.id)
    await refused(bearer(apiKey))
    await refused(bearer(token))
    const account = await addAccount(http.deps, OPERATOR, { name: 'Other' })
    const guest = await makeUser(http.deps, account.id, `guest${counter}`)
    await updateAccount(http.deps, OPERATOR, account.id, { enabled: false })
    await refused(bearer(guest.apiKey))
  })

  test('with the same body for every reason', async () => {
    await disableUser(http.deps, OPERATOR, user.id)
    const bodies = []
    for (const credential of [apiKey, '0'.repeat(32), 'garbage']) {
      bodies.push({ ...(await verify(bearer(credential))).json(), requestId: '' })
    }
    assert.deepEqual(bodies[1], bodies[0])
    assert.deepEqual(bodies[2], bodies[0])
  })
})

describe('one credential at a time', () => {
  const both = async (headers: Record<string, string>, path = '/users/me') => {
    const browser = new Browser(http)
    await browser.enter(user)
    return browser.api('GET', path, undefined, headers)
  }

  test('400 two_credentials for a session and a key', async () => {
    assert.equal((await both(bearer(apiKey))).json().code, 'two_credentials')
  })

  test('400 two_credentials for a session and a token, on every kind of route', async () => {
    for (const path of ['/users/me', '/verify', '/session', '/usage', '/catalog']) {
      assert.equal((await both({ 'x-auth-token': 'x' }, path)).json().code, 'two_credentials')
    }
  })

  test('400 two_credentials even when the session has ended', async () => {
    const browser = new Browser(http)
    browser.cookies.set('kw', 'A'.repeat(43))
    assert.equal((await browser.api('GET', '/users/me', undefined, bearer(apiKey))).statusCode, 400)
  })

  test('400 two_credentials for two headers', async () => {
    assert.equal((await verify({ ...bearer(apiKey), 'x-auth-token': 'x' })).json().code, 'two_credentials')
  })

  test('a cookie of somebody else is nobody here', async () => {
    const browser = new Browser(http)
    browser.cookies.set('theme', 'dark')
    assert.equal((await browser.api('GET', '/users/me', undefined, bearer(apiKey))).statusCode, 200)
  })

  for (const name of [
    'apiKey',
    'api_key',
    'key',
    'token',
    'access_token',
    'x-auth-token',
    'X-Auth-Token',
    'password',
  ]) {
    test(`400 for a credential in the address as ${name} (S-06)`, async () => {
      const answer = await new Browser(http).api(
        'GET',
        `/verify?${name}=${apiKey}`,
        undefined,
        bearer(apiKey),
      )
      assert.equal(answer.statusCode, 400)
      assert.match(answer.json().detail, /never in the address/)
      assert.doesNotMatch(answer.body, new RegExp(apiKey))
    })
  }
})

describe('the guard against guessing (S-41, S-43)', () => {
  test('429 for strangers after twenty unknown credentials, and never for a good key at their address', async () => {
    const statuses = []
    for (let at = 0; at < 22; at++) {
      statuses.push((await verify(bearer(`${at}`.padStart(32, '0')))).statusCode)
    }
    assert.deepEqual(statuses.slice(18), [401, 401, 429, 429])
    assert.equal((await verify(bearer(apiKey))).statusCode, 200)
    assert.equal((await verify(bearer(await tokenOf()))).statusCode, 200)
    assert.equal((await verify(basic(user.name, apiKey))).statusCode, 200)
  })

  test('a retired key, presented a hundred times, costs its address nothing', async () => {
    await resetKey(http.deps, OPERATOR, user.id, { overlapSeconds: 0 })
    for (let at = 0; at < 100; at++) await refused(bearer(apiKey))
    await refused(bearer('0'.repeat(32)))
  })

  test('an ended token, presented a hundred times, costs its address nothing', async () => {
    const token = await tokenOf()
    http.clock.advance(25 * HOUR_MS)
    for (let at = 0; at < 100; at++) await refused(bearer(token))
    await refused(bearer('0'.repeat(32)))
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { runInServer } from '../../server/src/cli/run-in-server.ts'
import { loadConfig } from '../../server/src/config/load.ts'
import {
  BY_APPLICATION_CREDENTIAL,
  BY_KEY,
  makeCredentialV3,
  TOKEN_ATTEMPTS,
} from '../revocation/dialects.ts'
import { openTestApp, type TestUser } from '../support/app.ts'
import { makeFor } from '../support/application-credentials.ts'
import { Browser } from '../support/browser.ts'
import { call, listen, passwordTokenOf, tokenOf } from '../support/identity.ts'
import { credentialLogin, logInV3, subjectTokenOf, v3TokenOf } from '../support/identity-v3.ts'

// One credential is revoked through each path, and tried through every other path: over the network, so that the
// routes that answer from memory are on the way.
const app = await openTestApp()
const url = `http://127.0.0.1:${await listen(app)}`
const service = await app.addUser('service', { roles: ['service'] })
const PASSWORD = 'seven grey geese walked home'
const OTHER_PASSWORD = 'nine wet hens stayed outside'
const adminToken = await tokenOf(app, app.owner)

interface Case {
  readonly user: TestUser
  /** A browser that is signed in as the user. */
  readonly browser: Browser
  /** Id and secret with a colon between them. */
  readonly credential: string
  readonly tokens: Readonly<Record<HeldToken, string>>
}

type HeldToken = 'byKey' | 'byKeyInV3' | 'byPassword' | 'byCredential'
type Held = 'key' | 'session' | 'credential' | HeldToken
const HELD: readonly Held[] = [
  ...(['session', 'key', 'credential'] as const),
  ...(['byKey', 'byKeyInV3', 'byPassword', 'byCredential'] as const),
]
const OF_KEY: readonly Held[] = ['key', 'byKey', 'byKeyInV3']
const OF_CREDENTIAL: readonly Held[] = ['credential', 'byCredential']

let count = 0

async function newCase(): Promise<Case> {
  const accountId = await app.addAccount()
  const user = await app.addUser(`user${++count}`, { accountId, password: PASSWORD })
  const byKey = await tokenOf(app, user)
  const credential = await makeCredentialV3(url, user.userId, byKey)
  const [id, secret = ''] = credential.split(':')
  const byCredential = subjectTokenOf(await logInV3(app, credentialLogin({ id }, secret)))
  const byPassword = await passwordTokenOf(app, user.username, PASSWORD)
  const byKeyInV3 = await v3TokenOf(app, user)
  const browser = await signedIn(user.username, PASSWORD)
  return { user, browser, credential, tokens: { byKey, byKeyInV3, byPassword, byCredential } }
}

async function signedIn(username: string, password: string): Promise<Browser> {
  const browser = new Browser({ deps: app.deps, send: (request) => app.http.inject(request) })
  await browser.signIn(username, password)
  return browser
}

/** A way to present something, and whether it was accepted. */
type Way = readonly [name: string, isAccepted: (one: Case) => Promise<boolean>]

function waysOf(held: Held): readonly Way[] {
  if (held === 'session')
    return [['panel', async ({ browser }) => (await browser.api('GET', '/users/me')).statusCode === 200]]
  const { attempts } = held === 'credential' ? BY_APPLICATION_CREDENTIAL : BY_KEY
  if (held === 'key' || held === 'credential') {
    return attempts.map(({ name, accepted }) => [name, (one) => accepted(url, shownAs(one, held))])
  }
  return TOKEN_ATTEMPTS.filter(({ name }) => held !== 'byCredential' || !NOT_DELEGATED.test(name)).map(
    ({ name, accepted }) => [name, (one) => accepted(url, one.tokens[held])],
  )
}

/** v2.0 knows no application credentials, and their tokens are not exchanged. */
const NOT_DELEGATED = /v2\.0|exchange/

function shownAs({ user, credential }: Case, held: 'key' | 'credential') {
  return { username: user.username, key: held === 'key' ? user.apiKey : credential }
}

/** The ways in on which this is accepted. */
async function accepted(one: Case, held: Held): Promise<readonly string[]> {
  const found: string[] = []
  for (const [name, isAccepted] of waysOf(held)) if (await isAccepted(one)) found.push(name)
  return found
}

const everyWay = (held: Held) => waysOf(held).map(([name]) => name)

/** Whether a service is told, by batch verify, introspection and v3, that the credential is good. */
async function toldToServices({ user, tokens }: Case, held: 'key' | HeldToken): Promise<readonly boolean[]> {
  const secret = held === 'key' ? user.apiKey : tokens[held]
  const headers = { authorization: `Bearer ${service.apiKey}` }
  const many = await call(app, 'POST', '/api/v1/verify', { headers, body: { credentials: [secret] } })
  const type = { ...headers, 'content-type': 'application/x-www-form-urlencoded' }
  const one = await call(app, 'POST', '/api/v1/introspect', { headers: type, body: `token=${secret}` })
  const told = [many.json().results[0].valid, one.json().active]
  if (held === 'key') return told
  const token = await tokenOf(app, service)
  const v3 = await call(app, 'GET', '/v3/auth/tokens', { token, headers: { 'x-subject-token': secret } })
  return [...told, v3.statusCode === 200]
}

/** Done by the server for somebody at its command line. @throws when it is refused */
async function keyward(...argv: readonly string[]): Promise<void> {
  let text = ''
  const write = async (more: string) => {
    text += more
  }
  const request = { argv: [...argv], password: OTHER_PASSWORD, cwd: '/' }
  const output = { out: write, err: write }
  const exitCode = await runInServer({ config: loadConfig({}), keyward: app.keyward, request, output })
  assert.equal(exitCode, 0, text)
}

type Call = Parameters<typeof call>[3]

/** @throws when it is refused */
async function done(method: Parameters<typeof call>[1], path: string, more: Call): Promise<void> {
  const answer = await call(app, method, path, more)
  assert.ok(answer.statusCode >= 200 && answer.statusCode < 300, `${method} ${path}: ${answer.body}`)
}

/** As the panel's pages do it. @throws when it is refused */
async function clicked(
  browser: Browser,
  method: 'POST' | 'DELETE' | 'PATCH',
  path: string,
  body?: unknown,
): Promise<void> {
  const answer = await browser.api(method, path, body)
  assert.ok(answer.statusCode >= 200 && answer.statusCode < 300, `${method} ${path}: ${answer.body}`)
}

/** Signed in just now: time goes on between the cases. */
async function asAdmin(method: 'POST' | 'DELETE' | 'PATCH', path: string, body?: unknown): Promise<void> {
  await clicked(await signedIn(app.owner.username, app.owner.password), method, path, body)
}

const keyPath = (user: TestUser) =>
  `/v2.0/users/${user.userId}/OS-KSADM/credentials/RAX-KSKEY:apiKeyCredentials`

/** What ends what. */
const PATHS: readonly (readonly [string, (one: Case) => Promise<void>, readonly Held[]])[] = [
  ['a reset in the panel', ({ browser }) => clicked(browser, 'POST', '/users/me/key/reset', {}), OF_KEY],
  [
    'a reset by an administrator in the panel',
    ({ user }) => asAdmin('POST', `/users/${user.userId}/key/reset`, {}),
    OF_KEY,
  ],
  [
    'the end of an overlap in the panel',
    async ({ browser }) => {
      await clicked(browser, 'POST', '/users/me/key/reset', { overlapSeconds: 3_600 })
      await clicked(browser, 'POST', '/users/me/key/end-overlap')
    },
    OF_KEY,
  ],
  [
    'a reset in v2.0, by a token got with the key',
    ({ user, tokens }) => done('POST', `${keyPath(user)}/RAX-AUTH/reset`, { token: tokens.byKey }),
    OF_KEY,
  ],
  [
    'a reset in v2.0, by a token got with the password',
    ({ user, tokens }) => done('POST', `${keyPath(user)}/RAX-AUTH/reset`, { token: tokens.byPassword }),
    OF_KEY,
  ],
  [
    'the deletion of the key in v2.0',
    ({ user }) => done('DELETE', keyPath(user), { token: adminToken }),
    OF_KEY,
  ],
  ['a reset at the command line', ({ user }) => keyward('key', 'reset', '--username', user.username), OF_KEY],
  [
    'the deletion of the token in v2.0',
    ({ tokens: { byKey } }) => done('DELETE', '/v2.0/tokens', { token: byKey }),
    ['byKey'],
  ],
  [
    "the deletion of another's token in v2.0",
    ({ tokens: { byPassword } }) => done('DELETE', `/v2.0/tokens/${byPassword}`, { token: adminToken }),
    ['byPassword'],
  ],
  ...(['byKeyInV3', 'byPassword', 'byCredential'] as const).map(
    (held) =>
      [
        `the deletion of the token in v3 (${held})`,
        ({ tokens }: Case) =>
          done('DELETE', '/v3/auth/tokens', {
            token: tokens[held],
            headers: { 'x-subject-token': tokens[held] },
          }),
        [held],
      ] as const,
  ),
  [
    'the deletion of the application credential',
    ({ user, tokens, credential }) =>
      done('DELETE', `/v3/users/${user.userId}/application_credentials/${credential.split(':')[0]}`, {
        token: tokens.byKey,
      }),
    OF_CREDENTIAL,
  ],
  [
    'a change of the password in the panel',
    ({ browser }) =>
      clicked(browser, 'POST', '/users/me/password', {
        currentPassword: PASSWORD,
        newPassword: OTHER_PASSWORD,
      }),
    ['byPassword'],
  ],
  [
    'a change of the password in v2.0',
    ({ user }) =>
      done('POST', '/v2.0/users/RAX-AUTH/change-pwd', {
        body: {
          'RAX-AUTH:changePasswordCredentials': {
            username: user.username,
            password: PASSWORD,
            newPassword: OTHER_PASSWORD,
          },
        },
      }),
    ['byPassword', 'session'],
  ],
  [
    'a new password at the command line',
    ({ user }) => keyward('user', 'password', '--username', user.username),
    ['byPassword', 'session'],
  ],
  ['signing out', ({ browser }) => clicked(browser, 'DELETE', '/session'), ['session']],
  [
    'a second factor that the account requires',
    ({ user }) => keyward('account', 'set', '--account', user.accountId, '--require-mfa', 'on'),
    ['byPassword', 'session'],
  ],
  [
    'the suspension of the account',
    ({ user }) => keyward('account', 'disable', '--account', user.accountId),
    HELD,
  ],
  ['disabling the user in the panel', ({ user }) => asAdmin('POST', `/users/${user.userId}/disable`), HELD],
  [
    'disabling the user in v2.0',
    ({ user }) =>
      done('POST', `/v2.0/users/${user.userId}`, { token: adminToken, body: { user: { enabled: false } } }),
    HELD,
  ],
  [
    'disabling the user in v3',
    ({ user }) =>
      done('PATCH', `/v3/users/${user.userId}`, { token: adminToken, body: { user: { enabled: false } } }),
    HELD,
  ],
  [
    'disabling the user at the command line',
    ({ user }) => keyward('user', 'disable', '--username', user.username),
    HELD,
  ],
  ['deleting the user in the panel', ({ user }) => asAdmin('DELETE', `/users/${user.userId}`), HELD],
  [
    'deleting the user in v2.0',
    ({ user }) => done('DELETE', `/v2.0/users/${user.userId}`, { token: adminToken }),
    HELD,
  ],
  [
    'deleting the user in v3',
    ({ user }) => done('DELETE', `/v3/users/${user.userId}`, { token: adminToken }),
    HELD,
  ],
  [
    'deleting the user at the command line',
    ({ user }) => keyward('user', 'delete', '--username', user.username),
    HELD,
  ],
]

describe('F-04: what was ended', () => {
  for (const [what, end, ended] of PATHS) {
    test(`by ${what} is refused at once by every way in, and nothing else is`, async () => {
      const one = await newCase()
      for (const held of HELD) assert.deepEqual(await accepted(one, held), everyWay(held), `${held} before`)
      await end(one)
      for (const held of HELD) {
        const isGood = !ended.includes(held)
        assert.deepEqual(await accepted(one, held), isGood ? everyWay(held) : [], held)
        if (held === 'session' || held === 'credential') continue
        const told = await toldToServices(one, held)
        assert.deepEqual(
          told,
          told.map(() => isGood),
          `${held}, told to a service`,
        )
      }
      // Wrong keys are counted by where they come from: the next case begins with none.
      app.wait(120_000)
    })
  }
})

const READER_ID = 'd5a1c60f2b7e4938a4f06b9de1c37a52'

/** Whether v2.0, v3 and the verify call say that a token's holder is a reader. */
async function tellReader(token: string): Promise<readonly boolean[]> {
  const v3 = { token, headers: { 'x-subject-token': token } }
  const answers = [
    await call(app, 'GET', `/v2.0/tokens/${token}`, { token }),
    await call(app, 'GET', '/v3/auth/tokens', v3),
    await call(app, 'GET', '/api/v1/verify', { headers: { authorization: `Bearer ${token}` } }),
  ]
  for (const { statusCode, body } of answers) assert.equal(statusCode, 200, body)
  return answers.map(({ body }) => body.includes('"reader"'))
}

describe('F-02: a role that was taken away', () => {
  const reader = { roles: ['identity:default', 'reader'] }
  const takings: readonly (readonly [string, (user: TestUser) => Promise<void>])[] = [
    ['in the panel', ({ userId }) => asAdmin('PATCH', `/users/${userId}/roles`, { remove: ['reader'] })],
    [
      'in v2.0',
      ({ userId }) =>
        done('DELETE', `/v2.0/users/${userId}/roles/OS-KSADM/${READER_ID}`, { token: adminToken }),
    ],
    [
      'in v3',
      ({ userId, accountId }) =>
        done('DELETE', `/v3/projects/${accountId}/users/${userId}/roles/${READER_ID}`, { token: adminToken }),
    ],
    [
      'at the command line',
      ({ username }) => keyward('user', 'role', '--username', username, '--remove', 'reader'),
    ],
  ]
  for (const [where, take] of takings) {
    test(`${where} is gone from every token at once, and a credential for it alone opens nothing`, async () => {
      const user = await app.addUser(`reader${++count}`, { ...reader, accountId: await app.addAccount() })
      const owner = await app.deps.store.users.byId(user.userId)
      assert.ok(owner)
      const { credential, secret } = await makeFor(app.deps, owner, { roles: [{ name: 'reader' }] })
      const login = credentialLogin({ id: credential.id }, secret)
      const tokens = [await tokenOf(app, user), await v3TokenOf(app, user)]
      const delegated = subjectTokenOf(await logInV3(app, login))
      for (const token of tokens) assert.deepEqual(await tellReader(token), [true, true, true])
      await take(user)
      for (const token of tokens) assert.deepEqual(await tellReader(token), [false, false, false])
      assert.equal((await logInV3(app, login)).statusCode, 401)
      for (const [name, isAccepted] of waysOf('byCredential')) {
        const tokens = { byKey: '', byKeyInV3: '', byPassword: '', byCredential: delegated }
        const browser = new Browser({ deps: app.deps, send: (request) => app.http.inject(request) })
        assert.equal(await isAccepted({ user, browser, credential: '', tokens }), false, name)
      }
      app.wait(120_000)
    })
  }
})

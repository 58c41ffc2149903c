import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TestUser } from '../support/app.ts'
import { makeFor } from '../support/application-credentials.ts'
import { Browser } from '../support/browser.ts'
import { call, tokenOf } from '../support/identity.ts'
import { credentialLogin, logInV3, subjectTokenOf, v3TokenOf } from '../support/identity-v3.ts'

import {
  accepted,
  adminToken,
  app,
  asAdmin,
  type Case,
  clicked,
  done,
  everyWay,
  HELD,
  type Held,
  type HeldToken,
  keyward,
  newCase,
  OF_CREDENTIAL,
  OF_KEY,
  OTHER_PASSWORD,
  PASSWORD,
  waysOf,
} from './revoked-testing.ts'

const service = await app.addUser('service', { roles: ['service'] })

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

let readers = 0
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
      const user = await app.addUser(`reader${++readers}`, { ...reader, accountId: await app.addAccount() })
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

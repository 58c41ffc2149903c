import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { updateAccount } from '../../server/src/domain/accounts/update-account.ts'
import { deleteKey } from '../../server/src/domain/keys/end-key.ts'
import { resetKey } from '../../server/src/domain/keys/reset-key.ts'
import { disableUser } from '../../server/src/domain/users/disable-user.ts'
import { setPassword } from '../../server/src/domain/users/set-password.ts'
import { BY_KEY, TOKEN_ATTEMPTS } from '../revocation/dialects.ts'
import { openTestApp, TESTER, type TestUser } from '../support/app.ts'
import { call, listen, passwordTokenOf, tokenOf } from '../support/identity.ts'
import { v3TokenOf } from '../support/identity-v3.ts'

// One credential is revoked through each path, and tried through every other path: over the network, so that the
// routes that answer from memory are on the way.
const app = await openTestApp()
const url = `http://127.0.0.1:${await listen(app)}`
const service = await app.addUser('service', { roles: ['service'] })
const PASSWORD = 'seven grey geese walked home'
const OTHER_PASSWORD = 'nine wet hens stayed outside'

interface Case {
  readonly user: TestUser
  readonly tokens: { readonly byKey: string; readonly byKeyInV3: string; readonly byPassword: string }
}

type Held = 'key' | keyof Case['tokens']

let count = 0

async function newCase(): Promise<Case> {
  const accountId = await app.addAccount()
  const user = await app.addUser(`user${++count}`, { accountId, password: PASSWORD })
  const byPassword = await passwordTokenOf(app, user.username, PASSWORD)
  return {
    user,
    tokens: { byKey: await tokenOf(app, user), byKeyInV3: await v3TokenOf(app, user), byPassword },
  }
}

/** The ways in on which this credential is accepted. */
async function accepted({ user, tokens }: Case, held: Held): Promise<readonly string[]> {
  const { username, apiKey: key } = user
  const found: string[] = []
  if (held === 'key') {
    for (const one of BY_KEY.attempts) if (await one.accepted(url, { username, key })) found.push(one.name)
  } else {
    for (const one of TOKEN_ATTEMPTS) if (await one.accepted(url, tokens[held])) found.push(one.name)
  }
  return found
}

/** Whether a service is told, by batch verify and by introspection, that the credential is good. */
async function toldToServices({ user, tokens }: Case, held: Held): Promise<readonly boolean[]> {
  const secret = held === 'key' ? user.apiKey : tokens[held]
  const headers = { authorization: `Bearer ${service.apiKey}` }
  const many = await call(app, 'POST', '/api/v1/verify', { headers, body: { credentials: [secret] } })
  const type = { ...headers, 'content-type': 'application/x-www-form-urlencoded' }
  const one = await call(app, 'POST', '/api/v1/introspect', { headers: type, body: `token=${secret}` })
  return [many.json().results[0].valid, one.json().active]
}

const HELD: readonly Held[] = ['key', 'byKey', 'byKeyInV3', 'byPassword']
const everyWay = (held: Held) => (held === 'key' ? BY_KEY.attempts : TOKEN_ATTEMPTS).map(({ name }) => name)

/** What ends what. */
const PATHS: readonly (readonly [string, (one: Case) => Promise<unknown>, readonly Held[]])[] = [
  [
    'a reset of the key',
    ({ user }) => resetKey(app.deps, TESTER, user.userId, { overlapSeconds: 0 }),
    ['key', 'byKey', 'byKeyInV3'],
  ],
  [
    'the deletion of the key',
    ({ user }) => deleteKey(app.deps, TESTER, user.userId),
    ['key', 'byKey', 'byKeyInV3'],
  ],
  [
    'the deletion of the token in v2.0',
    ({ tokens: { byKey } }) => call(app, 'DELETE', '/v2.0/tokens', { token: byKey }),
    ['byKey'],
  ],
  [
    'the deletion of the token in v3',
    ({ tokens: { byKeyInV3: token } }) =>
      call(app, 'DELETE', '/v3/auth/tokens', { token, headers: { 'x-subject-token': token } }),
    ['byKeyInV3'],
  ],
  ['the end of the user', ({ user }) => disableUser(app.deps, TESTER, user.userId), HELD],
  [
    'the suspension of the account',
    ({ user }) => updateAccount(app.deps, TESTER, user.accountId, { enabled: false }),
    HELD,
  ],
  [
    'a change of the password',
    ({ user }) => setPassword(app.deps, TESTER, user.userId, OTHER_PASSWORD),
    ['byPassword'],
  ],
]

describe('a credential that was ended', () => {
  for (const [what, end, ended] of PATHS) {
    test(`by ${what} is refused at once by every way in, and no other is`, async () => {
      const one = await newCase()
      for (const held of HELD) assert.deepEqual(await accepted(one, held), everyWay(held), `${held} before`)
      await end(one)
      for (const held of HELD) {
        const isGood = !ended.includes(held)
        assert.deepEqual(await accepted(one, held), isGood ? everyWay(held) : [], held)
        assert.deepEqual(await toldToServices(one, held), [isGood, isGood], held)
      }
    })
  }
})

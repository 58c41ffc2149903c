import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createRole } from '../../server/src/domain/roles/create-role.ts'
import { SERVICE, USER_MANAGE } from '../../server/src/domain/roles/roles.ts'
import { addServiceRule } from '../../server/src/domain/services/add-rule.ts'
import { changeRoles } from '../../server/src/domain/users/change-roles.ts'
import { openTestApp, TESTER, type TestUser } from '../support/app.ts'
import { Browser } from '../support/browser.ts'
import { PASSWORD } from '../support/deps.ts'
import { call, keyLogin } from '../support/identity.ts'
import {
  credentialLogin,
  delegatedTokenOf,
  logInV3,
  makeCredential,
  v3TokenOf,
} from '../support/identity-v3.ts'

// S-83: what takes a role asks for it when it is made, whenever it is used, and again when the role is taken away. Asked
// of every dialect, with every kind of credential that its holder had before, in the very next request.

const app = await openTestApp()
const READER = 'reports:reader'
await createRole(app.deps, TESTER, { name: READER, description: '', givenByAccounts: true })
await app.addService('reports', 'reports', null, 'https://reports.example')
await addServiceRule(app.deps, TESTER, { service: 'reports', methods: [], path: '/**', role: READER })
const other = await app.addUser('somebody-else')
const otherToken = await v3TokenOf(app, other)

let count = 0
const name = () => `made-${++count}`
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })
type Status = Promise<{ readonly statusCode: number }>

/** Something that takes a role, by a credential that the dialect takes. */
interface Gate {
  readonly what: string
  readonly role: string
  readonly act: (secret: string) => Status
  readonly passes: number
  /** Only a token is taken, in `X-Auth-Token`. */
  readonly tokensOnly?: boolean
}

const GATES: readonly Gate[] = [
  {
    what: 'making a user in v2.0',
    role: USER_MANAGE,
    act: (token) => call(app, 'POST', '/v2.0/users', { token, body: { user: { username: name() } } }),
    passes: 201,
    tokensOnly: true,
  },
  {
    what: 'looking at a user in v2.0',
    role: USER_MANAGE,
    act: (token) => call(app, 'GET', `/v2.0/users/${other.userId}`, { token }),
    passes: 200,
    tokensOnly: true,
  },
  {
    what: "validating another's token in v2.0",
    role: USER_MANAGE,
    act: (token) => call(app, 'GET', `/v2.0/tokens/${otherToken}`, { token }),
    passes: 200,
    tokensOnly: true,
  },
  {
    what: 'making a user in v3',
    role: USER_MANAGE,
    act: (token) => call(app, 'POST', '/v3/users', { token, body: { user: { name: name() } } }),
    passes: 201,
    tokensOnly: true,
  },
  {
    what: "validating another's token in v3",
    role: SERVICE,
    act: (token) =>
      call(app, 'GET', '/v3/auth/tokens', { token, headers: { 'x-subject-token': otherToken } }),
    passes: 200,
    tokensOnly: true,
  },
  {
    what: 'making a user in the native API',
    role: USER_MANAGE,
    act: (secret) =>
      call(app, 'POST', '/api/v1/users', {
        headers: bearer(secret),
        body: { username: name(), invite: false },
      }),
    passes: 201,
  },
  {
    what: 'looking at a user in the native API',
    role: USER_MANAGE,
    act: (secret) => call(app, 'GET', `/api/v1/users/${other.userId}`, { headers: bearer(secret) }),
    passes: 200,
  },
  {
    what: 'a request to a service behind forward-auth',
    role: READER,
    act: (secret) => {
      const asked = {
        'x-forwarded-host': 'reports.example',
        'x-forwarded-uri': '/',
        'x-forwarded-method': 'GET',
      }
      return call(app, 'GET', '/auth/verify', { headers: { ...bearer(secret), ...asked } })
    },
    passes: 204,
  },
]

/** Whatever opens something, had before the role is given. */
async function held(user: TestUser): Promise<ReadonlyMap<string, string>> {
  const { username, apiKey } = user
  const v1 = { 'x-auth-user': username, 'x-auth-key': apiKey }
  const old = await call(app, 'GET', '/v1.0', { headers: v1 })
  const older = await call(app, 'POST', '/v1.1/auth', { body: { credentials: { username, key: apiKey } } })
  const v2 = await call(app, 'POST', '/v2.0/tokens', { body: keyLogin(user) })
  return new Map([
    ['the key', apiKey],
    ['a token of v1.0', String(old.headers['x-auth-token'])],
    ['a token of v1.1', older.json().auth.token.id],
    ['a token of v2.0', v2.json().access.token.id],
    ['a token of v3', await v3TokenOf(app, user)],
  ])
}

const give = ({ userId }: TestUser, role: string) =>
  changeRoles(app.deps, TESTER, userId, { add: [role], remove: [] })
const take = ({ userId }: TestUser, role: string) =>
  changeRoles(app.deps, TESTER, userId, { add: [], remove: [role] })

describe('S-83: what takes a role', () => {
  for (const { what, role, act, passes, tokensOnly = false } of GATES) {
    test(`${what} is refused without it, and again from the moment that it is taken away`, async () => {
      const user = await app.addUser(name())
      const credentials = [...(await held(user))].filter(([kind]) => !tokensOnly || kind !== 'the key')
      const answers = async () => {
        const got = []
        for (const [kind, secret] of credentials) got.push([kind, (await act(secret)).statusCode])
        return got
      }
      const all = (status: number) => credentials.map(([kind]) => [kind, status])
      assert.deepEqual(await answers(), all(403))
      await give(user, role)
      assert.deepEqual(await answers(), all(passes))
      await take(user, role)
      assert.deepEqual(await answers(), all(403))
      await give(user, role)
      assert.deepEqual(await answers(), all(passes))
    })
  }

  test('is shut to a session of the panel in the same moment', async () => {
    const user = await app.addUser(name(), { password: PASSWORD })
    const browser = new Browser({ deps: app.deps, send: (request) => app.http.inject(request) })
    await browser.signIn(user.username, PASSWORD)
    const make = async () =>
      (await browser.api('POST', '/users', { username: name(), invite: false })).statusCode
    assert.equal(await make(), 403)
    await give(user, USER_MANAGE)
    assert.equal(await make(), 201)
    await take(user, USER_MANAGE)
    assert.equal(await make(), 403)
  })

  test('is told by introspection to services alone, and no longer to who was one', async () => {
    const user = await app.addUser(name())
    const ask = async () => {
      const headers = { ...bearer(user.apiKey), 'content-type': 'application/x-www-form-urlencoded' }
      const body = new URLSearchParams({ token: otherToken }).toString()
      return (await call(app, 'POST', '/api/v1/introspect', { headers, body })).json().active
    }
    assert.equal(await ask(), false)
    await give(user, SERVICE)
    assert.equal(await ask(), true)
    await take(user, SERVICE)
    assert.equal(await ask(), false)
  })

  test('is no application credential made for by who lacks it, and one made before opens nothing without it', async () => {
    const user = await app.addUser(name())
    const asked = { roles: [{ name: READER }] }
    const token = await v3TokenOf(app, user)
    const refused = await call(app, 'POST', `/v3/users/${user.userId}/application_credentials`, {
      token,
      body: { application_credential: { name: 'too-much', ...asked } },
    })
    assert.ok([400, 403, 404].includes(refused.statusCode), refused.body)
    await give(user, READER)
    const credential = await makeCredential(app, user, asked)
    const delegated = await delegatedTokenOf(app, credential)
    const verify = async () =>
      (await call(app, 'GET', '/api/v1/verify', { headers: bearer(delegated) })).statusCode
    assert.equal(await verify(), 200)
    await take(user, READER)
    assert.equal(await verify(), 401)
    const login = await logInV3(app, credentialLogin({ id: credential.id }, credential.secret))
    assert.equal(login.statusCode, 401)
  })
})

import assert from 'node:assert/strict'
import { describe, mock, test } from 'node:test'
import fc from 'fast-check'
import { deleteApplicationCredential } from '../../../server/src/domain/application-credentials/delete-credential.ts'
import { resetKey } from '../../../server/src/domain/keys/reset-key.ts'
import { changeRoles } from '../../../server/src/domain/users/change-roles.ts'
import { disableUser } from '../../../server/src/domain/users/disable-user.ts'

import { openTestApp, TESTER, type TestUser } from '../../support/app.ts'
import { makeFor } from '../../support/application-credentials.ts'
import { count } from '../../support/counts.ts'
import { listen, WRONG_KEY } from '../../support/identity.ts'
import { credentialLogin, secretLogin, tokenLogin } from '../../support/identity-v3.ts'
import { rawRequest, sendRaw } from '../../support/raw-http.ts'

// The routes before Fastify are not on the way of `inject`: these tests go over the network.
const app = await openTestApp()
await app.addService('cloudFiles', 'object-store', 'DFW')
const port = await listen(app)
const catalogOfOrdinaryWay = mock.method(app.deps.known, 'endpoints')

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Whether it was told from memory. */
  readonly isHot: boolean
}

async function login(body: unknown, headers: readonly string[] = []): Promise<Answer> {
  const before = catalogOfOrdinaryWay.mock.callCount()
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const lines = ['Content-Type: application/json', ...headers]
  const answer = await sendRaw(port, rawRequest('POST', '/v3/auth/tokens', lines, text))
  const isHot = answer.status === 201 && catalogOfOrdinaryWay.mock.callCount() === before
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: answer.body, isHot }
}

/** What may differ between two logins: their tokens, and the numbers of their requests. */
function comparable({ status, headers, body }: Answer) {
  const masked = { ...headers }
  for (const name of ['x-request-id', 'x-openstack-request-id', 'date']) delete masked[name]
  const token = masked['x-subject-token']
  if (token) masked['x-subject-token'] = `${token.length} characters`
  return { status, headers: masked, body: body.replace(/"audit_ids":\["[\w-]{22}"/, '"audit_ids":["…"') }
}

/** The same login, known already, both ways: an unknown header makes it take the ordinary one. */
async function bothWays(body: unknown, headers: readonly string[] = []) {
  await login(body)
  return { hot: await login(body, headers), ordinary: await login(body, [...headers, 'X-Unusual: 1']) }
}

async function addCredential(user: TestUser, asked: Parameters<typeof makeFor>[2] = {}) {
  const owner = await app.deps.store.users.byId(user.userId)
  assert.ok(owner)
  const { credential, secret } = await makeFor(app.deps, owner, asked)
  return { id: credential.id, name: credential.name, secret }
}

const user = await app.addUser('known', { password: 'seven grey geese walked home' })
const stranger = await app.addUser('stranger', { accountId: await app.addAccount('far') })
const credential = await addCredential(user)
const ruled = await addCredential(user, {
  accessRules: [{ service: 'object-store', method: 'GET', path: '/v1/**' }],
})
const narrow = await addCredential(user, { expiresAtMs: app.nowMs() + 3_600_000 * 24 * 300 })
const token = String(
  (await login(secretLogin({ name: user.username }, user.apiKey))).headers['x-subject-token'],
)

describe('a v3 login answered from memory', () => {
  for (const [what, body] of [
    ['an application credential', credentialLogin({ id: credential.id }, credential.secret)],
    ['one with access rules', credentialLogin({ id: ruled.id }, ruled.secret)],
    ['a key by name', secretLogin({ name: user.username, domain: { id: 'default' } }, user.apiKey)],
    ['a key by user id', secretLogin({ id: user.userId }, user.apiKey)],
    [
      'a key, scoped',
      secretLogin({ id: user.userId }, user.apiKey, { scope: { project: { id: user.accountId } } }),
    ],
  ] as const) {
    test(`is the same to the letter, headers too, as one that takes the ordinary way: ${what}`, async () => {
      const { hot, ordinary } = await bothWays(body)
      assert.deepEqual([hot.isHot, ordinary.isHot], [true, false])
      assert.deepEqual(comparable(hot), comparable(ordinary))
    })
  }

  test('never differs from the ordinary way, whatever is asked', async () => {
    const named = { name: user.username }
    const who = fc.constantFrom<object>(
      secretLogin(named, user.apiKey),
      secretLogin({ name: 'KNOWN', domain: { name: 'Default' } }, user.apiKey),
      secretLogin({ ...named, domain: { id: 'elsewhere' } }, user.apiKey),
      secretLogin({ id: user.userId }, user.apiKey),
      secretLogin({ id: stranger.userId }, user.apiKey),
      secretLogin({ id: '' }, user.apiKey),
      secretLogin(named, WRONG_KEY),
      secretLogin(named, 'seven grey geese walked home'),
      secretLogin({ name: app.owner.username }, app.owner.apiKey),
      tokenLogin(token),
      credentialLogin({ id: credential.id }, credential.secret),
      credentialLogin({ id: credential.id, user: {} }, credential.secret),
      credentialLogin({ id: credential.id }, narrow.secret),
      credentialLogin({ id: credential.id }, ''),
      credentialLogin({ id: 'f'.repeat(32) }, credential.secret),
      credentialLogin({ id: ruled.id }, ruled.secret),
      credentialLogin({ id: narrow.id }, narrow.secret),
      credentialLogin({ name: credential.name, user: { id: user.userId } }, credential.secret),
      { auth: { identity: { methods: ['password', 'password'] } } },
      { auth: { identity: { methods: ['smoke'] } } },
      {},
    )
    const scope = fc.constantFrom<unknown>(
      undefined,
      null,
      'unscoped',
      { unscoped: {} },
      { project: { id: user.accountId } },
      { project: { name: user.accountId, domain: { id: 'default' } } },
      { project: { id: stranger.accountId } },
      { domain: { id: 'default' } },
      { system: { all: true } },
      { project: { id: user.accountId }, system: { all: true } },
      7,
    )
    const totp = { user: { id: user.userId, passcode: '000000' } }
    const more = fc.constantFrom<object>(
      ...[{}, {}, { extra: 1 }, { methods: ['password', 'token'] }, { methods: ['password', 'totp'], totp }],
    )
    const headers = fc.subarray([
      ...['Accept: application/json', 'Accept: application/xml', 'X-Auth-Token: ', 'User-Agent: k/1'],
      ...['X-Forwarded-For: 192.0.2.7', 'Content-Type: text/plain', 'Accept-Encoding: gzip'],
    ])
    const indent = fc.constantFrom(0, 2)
    const property = fc.asyncProperty(
      who,
      scope,
      more,
      headers,
      indent,
      async (login, scope, more, lines, indent) => {
        // Long enough for every throttle to forget.
        app.wait(86_401_000)
        const auth = { ...(Reflect.get(login, 'auth') ?? {}), ...(scope !== undefined && { scope }) }
        const identity = { ...Reflect.get(auth, 'identity'), ...more }
        const body = JSON.stringify({ auth: { ...auth, identity } }, null, indent)
        const { hot, ordinary } = await bothWays(body, lines)
        assert.equal(ordinary.isHot, false)
        assert.deepEqual(comparable(hot), comparable(ordinary))
      },
    )
    await fc.assert(property, { numRuns: count(1_000) })
  })

  /** A user of their own with a key and an application credential, both known. */
  async function known(name: string, roles?: readonly string[]) {
    const user = await app.addUser(name, roles ? { roles } : {})
    const made = await addCredential(user)
    const byKey = secretLogin({ name }, user.apiKey)
    const byCredential = credentialLogin({ id: made.id }, made.secret)
    for (const body of [byKey, byCredential]) assert.equal((await bothWays(body)).hot.isHot, true)
    return { user, made, byKey, byCredential }
  }

  test('ends with the reset of the key, in the very next request', async () => {
    const { user, byKey, byCredential } = await known('resets')
    await resetKey(app.deps, TESTER, user.userId, { overlapSeconds: 0 })
    assert.equal((await login(byKey)).status, 401)
    assert.equal((await login(byCredential)).status, 201)
  })

  test('ends with the deletion of the application credential', async () => {
    const { user, made, byKey, byCredential } = await known('deletes')
    await deleteApplicationCredential(app.deps, TESTER, user.userId, made.id)
    assert.equal((await login(byCredential)).status, 401)
    assert.equal((await login(byKey)).status, 201)
  })

  test('ends with the expiry of the application credential', async () => {
    const { user } = await known('expires')
    const made = await addCredential(user, { expiresAtMs: app.nowMs() + 60_000 })
    const body = credentialLogin({ id: made.id }, made.secret)
    const { hot } = await bothWays(body)
    assert.equal(hot.isHot, true)
    assert.equal(Date.parse(JSON.parse(hot.body).token.expires_at), app.nowMs() + 60_000)
    app.wait(60_000)
    assert.equal((await login(body)).status, 401)
  })

  test('ends with the user being disabled', async () => {
    const { user, byKey, byCredential } = await known('disabled')
    await disableUser(app.deps, TESTER, user.userId)
    for (const body of [byKey, byCredential]) assert.equal((await login(body)).status, 401)
  })

  test('loses the role that the user loses', async () => {
    const { user, byKey, byCredential } = await known('demoted', ['identity:default', 'reader'])
    await changeRoles(app.deps, TESTER, user.userId, { add: [], remove: ['reader'] })
    for (const body of [byKey, byCredential]) {
      const { hot, ordinary } = await bothWays(body)
      assert.doesNotMatch(hot.body, /"reader"/)
      assert.deepEqual(comparable(hot), comparable(ordinary))
    }
  })

  test('asks for the digest of a secret again after an hour', async () => {
    const { byCredential } = await known('hourly')
    app.wait(3_600_000)
    assert.deepEqual([(await login(byCredential)).isHot, (await login(byCredential)).isHot], [false, true])
  })

  test('is counted once, as a call of what it was done with', async () => {
    const { user, byKey, byCredential } = await known('counted')
    const calls = async () => {
      await app.deps.calls.flush()
      const counts = await app.deps.store.calls.ofUser(user.userId, 0)
      return counts.reduce((sum, { calls }) => sum + calls, 0)
    }
    const before = await calls()
    for (const body of [byKey, byCredential]) assert.equal((await login(body)).isHot, true)
    assert.equal(await calls(), before + 2)
  })
})

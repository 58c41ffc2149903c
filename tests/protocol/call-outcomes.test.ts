import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { changeAdministrator } from '../../server/src/domain/administrators/change-administrator.ts'
import { usageOfAccount } from '../../server/src/domain/callers/usage.ts'
import { changePair } from '../../server/src/domain/key-pairs/change-pair.ts'
import { createRole } from '../../server/src/domain/roles/create-role.ts'
import { addServiceRule } from '../../server/src/domain/services/add-rule.ts'
import { disableUser } from '../../server/src/domain/users/disable-user.ts'
import { openTestApp, TESTER, type TestUser } from '../support/app.ts'
import { keyActor } from '../support/deps.ts'
import { AGENT, addAdministrator, signatureOf, signed, stampOf } from '../support/email.ts'
import { call, keyLogin, listen, tokenOf, WRONG_KEY } from '../support/identity.ts'
import { credentialLogin, delegatedTokenOf, logInV3, makeCredential } from '../support/identity-v3.ts'
import { rawRequest, sendRaw } from '../support/raw-http.ts'
import { HOUR_MS } from '../support/test-clock.ts'

const app = await openTestApp(undefined, { trustsLoopback: true })
const port = await listen(app)

/** Calls by how they ended, those of keys and credentials together. */
async function outcomesOf({ userId }: Pick<TestUser, 'userId'>): Promise<Record<string, number>> {
  await app.deps.calls.settle()
  const sums: Record<string, number> = {}
  for (const { outcome, calls } of await app.deps.store.calls.ofUser(userId, 0))
    sums[outcome] = calls + (sums[outcome] ?? 0)
  return sums
}

const bearer = ({ apiKey }: TestUser) => ({ authorization: `Bearer ${apiKey}` })

describe('a call with a good credential that lacks the right', () => {
  test('is counted as that at a service, and as good where it has it, also from memory', async () => {
    await app.addService('files', 'object-store', null, 'https://files.example/v1')
    await createRole(app.deps, TESTER, { name: 'filer', description: '', givenByAccounts: true })
    await addServiceRule(app.deps, TESTER, { service: 'files', methods: [], path: '/v1/**', role: 'filer' })
    const user = await app.addUser('no-filer')
    const ask = async (host: string) => {
      const lines = [`Authorization: Bearer ${user.apiKey}`, `X-Forwarded-Host: ${host}`]
      const uri = ['X-Forwarded-Method: GET', 'X-Forwarded-Uri: /v1/a']
      return (await sendRaw(port, rawRequest('GET', '/auth/verify', [...lines, ...uri]))).status
    }
    const hosts = ['files.example', 'files.example', 'other.example', 'other.example', 'other.example']
    const statuses: number[] = []
    for (const host of hosts) statuses.push(await ask(host))
    assert.deepEqual(statuses, [403, 403, 204, 204, 204])
    assert.deepEqual(await outcomesOf(user), { forbidden: 2, valid: 3 })
  })

  test('is counted as that in the native API and in Identity v2.0 and v3', async () => {
    const user = await app.addUser('only-a-user')
    const token = await tokenOf(app, user)
    const ask = async (url: string, headers: Record<string, string>) =>
      (await app.http.inject({ method: 'GET', url, headers })).statusCode
    assert.equal(await ask('/api/v1/usage?scope=account', bearer(user)), 403)
    assert.equal(await ask('/api/v1/users/me', bearer(user)), 200)
    assert.equal(await ask('/v2.0/OS-KSADM/services', { 'x-auth-token': token }), 403)
    const body = { user: { name: 'made-by-nobody' } }
    assert.equal((await call(app, 'POST', '/v3/users', { token, body })).statusCode, 403)
    assert.deepEqual(await outcomesOf(user), { forbidden: 3, valid: 2 })
  })

  test('is counted as that by what an application credential may not ask', async () => {
    const user = await app.addUser('limited')
    const rules = [{ service: 'identity', method: 'GET', path: '/v3/auth/catalog' }]
    const credential = await makeCredential(app, user, { access_rules: rules })
    const token = await delegatedTokenOf(app, credential)
    const before = await outcomesOf(user)
    assert.equal((await call(app, 'GET', '/v3/auth/catalog', { token })).statusCode, 200)
    assert.equal((await call(app, 'GET', '/v3/auth/projects', { token })).statusCode, 403)
    const good = before['valid'] ?? 0
    assert.deepEqual(await outcomesOf(user), { valid: good + 1, forbidden: 1 })
  })
})

test('an application credential that has ended is expired, and one of a disabled user is disabled', async () => {
  const user = await app.addUser('delegates')
  const expires_at = new Date(app.nowMs() + HOUR_MS).toISOString()
  const credential = await makeCredential(app, user, { expires_at })
  const before = await outcomesOf(user)
  const logIn = () => logInV3(app, credentialLogin({ id: credential.id }, credential.secret))
  app.wait(2 * HOUR_MS)
  assert.equal((await logIn()).statusCode, 401)
  await disableUser(app.deps, TESTER, user.userId)
  assert.equal((await logIn()).statusCode, 401)
  assert.deepEqual(await outcomesOf(user), { ...before, expired: 1, disabled: 1 })
})

describe('a signed call', () => {
  const ME = '/v1/customers/me'
  const ask = (headers: Record<string, string>, method: 'GET' | 'DELETE' = 'GET', url = ME) =>
    app.http.inject({ method, url, headers })

  test('beyond its limit is rate limited', async () => {
    const admin = await addAdministrator(app)
    await changePair(app.deps, TESTER, admin.userId, { limits: { read: 2 } })
    for (let at = 0; at < 5; at++) await ask(signed(app, admin))
    assert.deepEqual(await outcomesOf(admin), { throttled: 3, valid: 2 })
  })

  test('from where its pair is not good has no right, one of yesterday is expired; neither is unknown', async () => {
    const admin = await addAdministrator(app)
    await changePair(app.deps, TESTER, admin.userId, { clockCheck: 'strict' })
    await ask({
      'user-agent': AGENT,
      'x-api-signature': signatureOf(admin, stampOf(app.nowMs() - 24 * HOUR_MS)),
    })
    await changeAdministrator(app.deps, TESTER, admin.userId, { networks: ['192.0.2.0/24'] })
    await ask(signed(app, admin))
    assert.deepEqual(await outcomesOf(admin), { expired: 1, forbidden: 1 })
    assert.deepEqual(await app.deps.store.calls.unknownSince(0, admin.accountId), [])
  })
})

describe('a call with what is no key', () => {
  const unknownIn = (points: readonly { readonly outcome: string; readonly calls: number }[]) =>
    points.reduce((sum, { outcome, calls }) => sum + (outcome === 'unknown' ? calls : 0), 0)

  test('is told to the account whose user was named, and its number to operators alone', async () => {
    const accountId = await app.addAccount()
    const named = await app.addUser('named', { accountId, roles: ['identity:user-admin'] })
    const other = await app.addUser('unnamed', {
      accountId: await app.addAccount(),
      roles: ['identity:user-admin'],
    })
    for (const username of [named.username, named.username, 'nobody.at.all'])
      await call(app, 'POST', '/v2.0/tokens', { body: keyLogin({ username, apiKey: WRONG_KEY }) })
    await app.http.inject({
      method: 'GET',
      url: '/api/v1/verify',
      headers: { authorization: `Bearer ${WRONG_KEY}` },
    })
    const reportFor = async (userId: string) => {
      const user = await app.deps.store.users.byId(userId)
      assert.ok(user)
      const { points, unknownEverywhere } = await usageOfAccount(app.deps, keyActor(user), '24h')
      return [unknownIn(points), unknownEverywhere]
    }
    assert.deepEqual(await reportFor(named.userId), [2, null])
    assert.deepEqual(await reportFor(other.userId), [0, null])
    assert.deepEqual(await reportFor(app.owner.userId), [0, 4])
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp } from '../../../../tests/support/app.ts'
import { visitFrom } from '../../../../tests/support/deps.ts'
import { assertFault, call, passwordLogin, tokenOf } from '../../../../tests/support/identity.ts'
import { checkSession } from '../../domain/sessions/check-session.ts'
import { openSession } from '../../domain/sessions/open-session.ts'

const app = await openTestApp()
const accountId = await app.addAccount('alpha')
const owner = await app.addUser('alpha-owner', { accountId, roles: ['identity:user-admin'] })
const manager = await app.addUser('alpha-manager', { accountId, roles: ['identity:user-manage'] })
const member = await app.addUser('alpha-member', { accountId })
const stranger = await app.addUser('beta-owner', {
  accountId: await app.addAccount('beta'),
  roles: ['identity:user-admin'],
})
const DOMAIN = `/v2.0/RAX-AUTH/domains/${accountId}`
const POLICY = `${DOMAIN}/password-policy`
const MINUTE_MS = 60_000

type Method = 'GET' | 'PUT' | 'DELETE'
async function ask(method: Method, url: string, as: { username: string; apiKey: string }, body?: unknown) {
  return call(app, method, url, { token: await tokenOf(app, as), ...(body !== undefined && { body }) })
}
const setTimeOut = (text: unknown, as = owner) =>
  ask('PUT', DOMAIN, as, { 'RAX-AUTH:domain': { sessionInactivityTimeout: text } })
const setPolicy = (policy: unknown, as = owner) => ask('PUT', POLICY, as, { passwordPolicy: policy })

describe('the domain', () => {
  test('is the account; listed, read, and told of a user', async () => {
    const domain = {
      id: accountId,
      name: accountId,
      enabled: true,
      description: 'alpha',
      sessionInactivityTimeout: 'PT30M',
      domainMultiFactorEnforcementLevel: 'OPTIONAL',
    }
    assert.deepEqual((await ask('GET', DOMAIN, member)).json(), { 'RAX-AUTH:domain': domain })
    const list = { 'RAX-AUTH:domains': [domain] }
    assert.deepEqual((await ask('GET', '/v2.0/RAX-AUTH/domains', member)).json(), list)
    assert.deepEqual((await ask('GET', `/v2.0/users/${member.userId}/RAX-AUTH/domains`, owner)).json(), list)
    assert.equal((await ask('GET', '/v2.0/RAX-AUTH/domains', app.owner)).json()['RAX-AUTH:domains'].length, 3)
  })

  const readBack = { id: accountId, name: accountId, enabled: true, description: 'alpha' }
  test('takes back what was read', async () => {
    const body = { 'RAX-AUTH:domain': { ...readBack, sessionInactivityTimeout: 'PT30M' } }
    assert.equal((await ask('PUT', DOMAIN, owner, body)).statusCode, 200)
  })

  for (const change of [{ id: '100001' }, { name: 'x' }, { enabled: false }, { description: 'mine' }]) {
    test(`cannot be given another ${Object.keys(change)} (F-08)`, async () => {
      const before = await app.deps.store.accounts.byId(accountId)
      const body = { 'RAX-AUTH:domain': { ...readBack, sessionInactivityTimeout: 'PT20M', ...change } }
      assertFault(await ask('PUT', DOMAIN, owner, body), 403, 'forbidden')
      assert.deepEqual(await app.deps.store.accounts.byId(accountId), before)
    })
  }
})

describe('the idle time of sessions', () => {
  test('is what sessions live for without use, those that are open included', async () => {
    const user = await app.deps.store.users.byId(member.userId)
    assert.ok(user)
    const opened = () =>
      app.deps.store.transaction((tx) => openSession(app.deps, tx, user, visitFrom('127.0.0.1')))
    const alive = async (secret: string) => (await checkSession(app.deps, secret, true)) !== null
    const { secret } = await opened()
    assert.equal((await setTimeOut('PT5M')).json()['RAX-AUTH:domain'].sessionInactivityTimeout, 'PT5M')
    app.wait(5 * MINUTE_MS - 1_000)
    assert.ok(await alive(secret))
    app.wait(1_001)
    assert.ok(!(await alive(secret)))
    await setTimeOut('PT1H')
    const { secret: longer } = await opened()
    app.wait(59 * MINUTE_MS)
    assert.ok(await alive(longer))
    await setTimeOut('PT30M')
    assert.ok(!(await alive(longer)))
  })

  for (const text of ['PT4M59S', 'P2D', '15', 'P1M', '', 15, null]) {
    test(`cannot be ${JSON.stringify(text)}`, async () => {
      assertFault(await setTimeOut(text), 400, 'badRequest')
    })
  }
})

describe('the password policy', () => {
  test('is empty, set as a whole, and deleted', async () => {
    assert.deepEqual((await ask('GET', POLICY, owner)).json(), { passwordPolicy: {} })
    const policy = { passwordDuration: 'P90DT6H30M5S', passwordHistoryRestriction: '10' }
    assert.deepEqual((await setPolicy(policy)).json(), { passwordPolicy: policy })
    assert.deepEqual((await ask('GET', POLICY, manager)).json(), { passwordPolicy: policy })
    const { passwordHistoryRestriction } = policy
    const shorter = (await setPolicy({ passwordHistoryRestriction })).json()
    assert.deepEqual(shorter, { passwordPolicy: { passwordHistoryRestriction } })
    assert.equal((await ask('DELETE', POLICY, owner)).statusCode, 204)
    assert.deepEqual((await ask('GET', POLICY, owner)).json(), { passwordPolicy: {} })
  })

  for (const policy of [
    undefined,
    { passwordDuration: 'P1Y' },
    { passwordDuration: 'PT0S' },
    { passwordHistoryRestriction: '11' },
    { passwordHistoryRestriction: -1 },
    { minimumLength: 4 },
  ]) {
    test(`cannot be ${JSON.stringify(policy)}`, async () => {
      assertFault(await setPolicy(policy), 400, 'badRequest')
    })
  }

  const FIRST = 'the first of many passwords'
  const SECOND = 'the second of many passwords'
  const THIRD = 'the third of many passwords'
  const change = (username: string, password: string, newPassword: string) =>
    call(app, 'POST', '/v2.0/users/RAX-AUTH/change-pwd', {
      body: { 'RAX-AUTH:changePasswordCredentials': { username, password, newPassword } },
    })
  const logIn = (username: string, password: string) =>
    call(app, 'POST', '/v2.0/tokens', { body: passwordLogin(username, password) })

  test('lets no password in that is older, but lets it be changed; keys go on', async () => {
    const user = await app.addUser('expires', { accountId, password: FIRST })
    await setPolicy({ passwordDuration: 'P30D' })
    assert.equal((await logIn('expires', FIRST)).statusCode, 200)
    app.wait(30 * 24 * 60 * MINUTE_MS)
    const refused = await logIn('expires', FIRST)
    assertFault(refused, 403, 'forbidden')
    assert.match(refused.body, /expired/)
    assertFault(await logIn('expires', SECOND), 401, 'unauthorized')
    await tokenOf(app, user)
    assert.equal((await change('expires', FIRST, SECOND)).statusCode, 204)
    assert.equal((await logIn('expires', SECOND)).statusCode, 200)
    await ask('DELETE', POLICY, owner)
  })

  test('refuses the present and the last passwords, from whoever sets them', async () => {
    const { userId } = await app.addUser('repeats', { accountId, password: FIRST })
    await setPolicy({ passwordHistoryRestriction: '1' })
    assertFault(await change('repeats', FIRST, FIRST), 400, 'badRequest')
    assert.equal((await change('repeats', FIRST, SECOND)).statusCode, 204)
    assertFault(await change('repeats', SECOND, FIRST), 400, 'badRequest')
    const body = { user: { 'OS-KSADM:password': FIRST } }
    const byOwner = await call(app, 'POST', `/v2.0/users/${userId}`, {
      token: await tokenOf(app, owner),
      body,
    })
    assertFault(byOwner, 400, 'badRequest')
    app.wait(1_000)
    assert.equal((await change('repeats', SECOND, THIRD)).statusCode, 204)
    assert.equal((await change('repeats', THIRD, FIRST)).statusCode, 204)
    await ask('DELETE', POLICY, owner)
  })
})

describe('who may set what holds for an account', () => {
  const acts: readonly [string, (as: typeof owner) => ReturnType<typeof ask>][] = [
    ['reads the policy', (as) => ask('GET', POLICY, as)],
    ['sets the policy', (as) => setPolicy({}, as)],
    ['deletes the policy', (as) => ask('DELETE', POLICY, as)],
    ['sets the idle time', (as) => setTimeOut('PT15M', as)],
  ]
  for (const [what, act] of acts) {
    test(`${what}: owner, manager and operator, no other member (403), nobody from elsewhere (404)`, async () => {
      for (const as of [owner, manager, app.owner]) assert.ok((await act(as)).statusCode < 300)
      assertFault(await act(member), 403, 'forbidden')
      assertFault(await act(stranger), 404, 'itemNotFound')
    })
  }

  test('another account is as unknown as none', async () => {
    const of = (id: string) => ask('GET', `/v2.0/RAX-AUTH/domains/${id}`, stranger)
    assert.equal((await of(accountId)).body, (await of('999999')).body)
    assertFault(await of(accountId), 404, 'itemNotFound')
  })
})

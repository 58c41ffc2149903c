import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, TESTER, type TestUser } from '../../../../tests/support/app.ts'
import { call, keyLogin, tokenOf } from '../../../../tests/support/identity.ts'
import {
  assertKeystoneError,
  logInV3,
  secretLogin,
  subjectTokenOf,
  tokenLogin,
  v3TokenOf,
} from '../../../../tests/support/identity-v3.ts'
import { resetKey } from '../../domain/keys/reset-key.ts'
import { changeRoles } from '../../domain/users/change-roles.ts'
import { deleteUser } from '../../domain/users/delete-user.ts'
import { disableUser } from '../../domain/users/disable-user.ts'
import { setPassword } from '../../domain/users/set-password.ts'

const app = await openTestApp()
await app.addService('cloudFiles', 'object-store', 'DFW')
const HOUR_MS = 3_600_000
const PASSWORD = 'nobody would ever guess this'

const accountId = await app.addAccount('alpha')
const owner = await app.addUser('alpha-owner', { accountId, roles: ['identity:user-admin'] })
const manager = await app.addUser('alpha-manager', { accountId, roles: ['identity:user-manage'] })
const member = await app.addUser('alpha-member', { accountId, password: PASSWORD })
const second = await app.addUser('alpha-second', { accountId, roles: ['reader'] })
const stranger = await app.addUser('beta-owner', {
  accountId: await app.addAccount('beta'),
  roles: ['identity:user-admin'],
})
const service = await app.addUser('nova', { accountId: stranger.accountId, roles: ['service'] })
const staff = await app.addUser('staff', { roles: ['identity:admin'] })

type Method = 'GET' | 'HEAD' | 'DELETE'
const ask = (method: Method, token: string, subject: string, query = '') =>
  call(app, method, `/v3/auth/tokens${query}`, { token, headers: { 'x-subject-token': subject } })
const validate = (token: string, subject = token, query = '') => ask('GET', token, subject, query)

describe('validating a v3 token', () => {
  test('answers what the login did, and says which token is meant', async () => {
    const login = await logInV3(app, secretLogin({ name: member.username }, member.apiKey))
    const token = subjectTokenOf(login)
    const answer = await validate(token)
    assert.equal(answer.statusCode, 200)
    assert.equal(answer.headers['x-subject-token'], token)
    assert.equal(answer.headers['vary'], 'X-Auth-Token')
    assert.deepEqual(answer.json(), login.json())
  })

  test('leaves the catalog out when asked', async () => {
    const token = await v3TokenOf(app, member)
    assert.ok(!('catalog' in (await validate(token, token, '?nocatalog')).json().token))
  })

  test('as HEAD has no body', async () => {
    const token = await v3TokenOf(app, member)
    const answer = await ask('HEAD', token, token)
    assert.deepEqual([answer.statusCode, answer.body], [200, ''])
    assert.equal(answer.headers['x-subject-token'], token)
    assert.equal((await ask('HEAD', token, 'unknown')).statusCode, 404)
  })

  test('keeps what the token is scoped to', async () => {
    const unscoped = await v3TokenOf(app, member, { scope: 'unscoped' })
    const { token } = (await validate(unscoped)).json()
    assert.ok(!('project' in token) && !('roles' in token) && !('catalog' in token))
    const system = await v3TokenOf(app, app.owner, { scope: { system: { all: true } } })
    assert.deepEqual((await validate(system)).json().token.system, { all: true })
  })

  test('knows the tokens of v1.0, v1.1 and v2.0, and those know the ones of v3', async () => {
    const credentials = { username: member.username, key: member.apiKey }
    const v1 = await call(app, 'GET', '/v1.0', {
      headers: { 'x-auth-user': member.username, 'x-auth-key': member.apiKey },
    })
    const v1_1 = await call(app, 'POST', '/v1.1/auth', { body: { credentials } })
    const older = [v1.headers['x-auth-token'], v1_1.json().auth.token.id, await tokenOf(app, member)]
    const caller = await v3TokenOf(app, member)
    for (const token of older) {
      const answer = await validate(caller, String(token))
      assert.equal(answer.json().token.user.id, member.userId)
      assert.equal(answer.json().token.project.id, accountId)
    }
    const { access } = (await call(app, 'GET', `/v2.0/tokens/${caller}`, { token: caller })).json()
    assert.deepEqual([access.user.id, access.token.tenant.id], [member.userId, accountId])
  })
})

describe('whose token may be asked about in v3', async () => {
  const subject = await v3TokenOf(app, member)
  const ofOperator = await v3TokenOf(app, app.owner)
  const rows: readonly [string, TestUser, string, number][] = [
    ["a member's by the member", member, subject, 200],
    ["a member's by the owner", owner, subject, 200],
    ["a member's by a manager", manager, subject, 200],
    ["a member's by a service of another account", service, subject, 200],
    ["the operator's by a service", service, ofOperator, 200],
    ["a member's by staff", staff, subject, 200],
    ["a member's by the operator", app.owner, subject, 200],
    ["a member's by a reader of the account", second, subject, 403],
    ["a member's by the owner of another account", stranger, subject, 404],
    ["the operator's by staff", staff, ofOperator, 200],
    ["the operator's by a member of another account", member, ofOperator, 404],
  ]
  const titles = new Map([
    [403, 'Forbidden'],
    [404, 'Not Found'],
  ])
  for (const [what, caller, token, status] of rows) {
    test(`${status} for ${what}`, async () => {
      const answer = await validate(await v3TokenOf(app, caller), token)
      if (status === 200) assert.equal(answer.statusCode, 200, answer.body)
      else assertKeystoneError(answer, status, titles.get(status) ?? '')
    })
  }

  test('a service may not end it: 404 as for any stranger', async () => {
    assertKeystoneError(await ask('DELETE', await v3TokenOf(app, service), subject), 404, 'Not Found')
    assert.equal((await validate(subject)).statusCode, 200)
  })

  test('403 for ending it without the right', async () => {
    assertKeystoneError(await ask('DELETE', await v3TokenOf(app, second), subject), 403, 'Forbidden')
  })

  test('the role of a service acts as long as it is held', async () => {
    const glance = await app.addUser('glance', { accountId: stranger.accountId })
    const token = await v3TokenOf(app, glance)
    assert.equal((await validate(token, subject)).statusCode, 404)
    await changeRoles(app.deps, TESTER, glance.userId, { add: ['service'], remove: [] })
    assert.equal((await validate(token, subject)).statusCode, 200)
    await changeRoles(app.deps, TESTER, glance.userId, { add: [], remove: ['service'] })
    assert.equal((await validate(token, subject)).statusCode, 404)
  })
})

describe('a bad token in v3', () => {
  test('is 401 as the caller and 404 as the subject', async () => {
    const good = await v3TokenOf(app, member)
    for (const bad of ['unknown', '', `${good}A`, good.slice(1)]) {
      for (const method of ['GET', 'DELETE'] as const) {
        assertKeystoneError(await ask(method, bad, good), 401, 'Unauthorized')
        assertKeystoneError(await ask(method, good, bad), 404, 'Not Found')
      }
    }
  })

  test('is 401 when there is no caller, and 404 when no subject is named', async () => {
    const token = await v3TokenOf(app, member)
    assertKeystoneError(await call(app, 'GET', '/v3/auth/tokens', { token }), 404, 'Not Found')
    const headers = { 'x-subject-token': token }
    assertKeystoneError(await call(app, 'GET', '/v3/auth/tokens', { headers }), 401, 'Unauthorized')
  })

  const ends: readonly [string, (user: TestUser) => Promise<unknown>][] = [
    ['its user is disabled', ({ userId }) => disableUser(app.deps, TESTER, userId)],
    ['its user is deleted', ({ userId }) => deleteUser(app.deps, TESTER, userId)],
    ['its key is reset', ({ userId }) => resetKey(app.deps, TESTER, userId, { overlapSeconds: 0 })],
  ]
  for (const [how, end] of ends) {
    test(`is one whose time has come: ${how}`, async () => {
      const user = await app.addUser(`bad-${how.replaceAll(' ', '-')}`, { accountId })
      const token = await v3TokenOf(app, user)
      const caller = await v3TokenOf(app, owner)
      assert.equal((await validate(caller, token)).statusCode, 200)
      await end(user)
      assertKeystoneError(await validate(caller, token), 404, 'Not Found')
      assertKeystoneError(await validate(caller, token, '?allow_expired=1'), 404, 'Not Found')
      assertKeystoneError(await validate(token, caller), 401, 'Unauthorized')
    })
  }

  test('is one got with a password that was changed; one got with the key goes on', async () => {
    const user = await app.addUser('bad-password', { accountId, password: PASSWORD })
    const byPassword = subjectTokenOf(await logInV3(app, secretLogin({ name: user.username }, PASSWORD)))
    const byKey = await v3TokenOf(app, user)
    await setPassword(app.deps, TESTER, user.userId, 'seven other grey geese walked')
    assertKeystoneError(await validate(byPassword), 401, 'Unauthorized')
    assert.equal((await validate(byKey)).statusCode, 200)
  })

  test('is one for the system when its user is an operator no more; one for the account goes on', async () => {
    const user = await app.addUser('second-operator', { roles: ['identity:service-admin'] })
    const wide = [
      await v3TokenOf(app, user, { scope: { system: { all: true } } }),
      await v3TokenOf(app, user, { scope: { domain: { id: 'default' } } }),
    ]
    const scoped = await v3TokenOf(app, user)
    for (const token of [...wide, scoped]) assert.equal((await validate(token)).statusCode, 200)
    const change = { add: [], remove: ['identity:service-admin'] }
    await changeRoles(app.deps, TESTER, user.userId, change)
    for (const token of wide) assertKeystoneError(await validate(token), 401, 'Unauthorized')
    assert.equal((await validate(scoped)).statusCode, 200)
  })
})

describe('ending a v3 token', () => {
  test('is 204 once, then it is unknown in every dialect', async () => {
    const token = await v3TokenOf(app, member)
    const caller = await v3TokenOf(app, member)
    const answer = await ask('DELETE', caller, token)
    assert.deepEqual([answer.statusCode, answer.body], [204, ''])
    assertKeystoneError(await ask('DELETE', caller, token), 404, 'Not Found')
    assertKeystoneError(await validate(caller, token), 404, 'Not Found')
    assert.equal((await call(app, 'GET', `/v2.0/tokens/${token}`, { token: caller })).statusCode, 404)
    assertKeystoneError(await logInV3(app, tokenLogin(token)), 401, 'Unauthorized')
  })

  test('ends one of v2.0 too, and the reverse', async () => {
    const v2 = await tokenOf(app, member)
    const v3 = await v3TokenOf(app, member)
    assert.equal((await ask('DELETE', v3, v2)).statusCode, 204)
    assert.equal((await call(app, 'DELETE', '/v2.0/tokens', { token: v3 })).statusCode, 204)
    for (const token of [v2, v3]) assertKeystoneError(await validate(token), 401, 'Unauthorized')
  })
})

describe('a v3 token that has expired', async () => {
  const late = await openTestApp()
  const bob = await late.addUser('bob')
  const check = async (token: string, query: string) => {
    const caller = await v3TokenOf(late, bob)
    return call(late, 'GET', `/v3/auth/tokens${query}`, {
      token: caller,
      headers: { 'x-subject-token': token },
    })
  }

  test('is told for 48 hours to those who ask for it, and not a moment longer', async () => {
    const token = await v3TokenOf(late, bob)
    late.wait(24 * HOUR_MS + 1)
    assertKeystoneError(await check(token, ''), 404, 'Not Found')
    for (const query of ['?allow_expired=0', '?allow_expired=false', '?allow_expired=1&allow_expired=1']) {
      assertKeystoneError(await check(token, query), 404, 'Not Found')
    }
    const answer = await check(token, '?allow_expired=1')
    assert.equal(answer.statusCode, 200)
    assert.ok(Date.parse(answer.json().token.expires_at) < late.nowMs())
    late.wait(48 * HOUR_MS - 10_000)
    assert.equal((await check(token, '?allow_expired=1')).statusCode, 200)
    late.wait(10_000)
    assertKeystoneError(await check(token, '?allow_expired=1'), 404, 'Not Found')
  })

  test('is no caller and gives no other token', async () => {
    const token = await v3TokenOf(late, bob)
    late.wait(24 * HOUR_MS + 1)
    const headers = { 'x-subject-token': token }
    const asked = await call(late, 'GET', '/v3/auth/tokens?allow_expired=1', { token, headers })
    assertKeystoneError(asked, 401, 'Unauthorized')
    assertKeystoneError(await logInV3(late, tokenLogin(token)), 401, 'Unauthorized')
    const deleted = await call(late, 'DELETE', '/v3/auth/tokens?allow_expired=1', {
      token: await v3TokenOf(late, bob),
      headers,
    })
    assertKeystoneError(deleted, 404, 'Not Found')
  })

  test('stays unknown when it was ended before it expired, after housekeeping too', async () => {
    const token = await v3TokenOf(late, bob)
    const headers = { 'x-subject-token': token }
    assert.equal((await call(late, 'DELETE', '/v3/auth/tokens', { token, headers })).statusCode, 204)
    for (const hours of [24, 24, 23.9]) {
      late.wait(hours * HOUR_MS)
      await late.deps.store.tokens.forgetExpired(late.nowMs())
      await late.deps.known.loadDeletedTokens()
      assertKeystoneError(await check(token, '?allow_expired=1'), 404, 'Not Found')
    }
  })

  test('stays unknown when its key was reset after it expired', async () => {
    const carol = await late.addUser('carol')
    const token = await v3TokenOf(late, carol)
    late.wait(24 * HOUR_MS + 1)
    await resetKey(late.deps, TESTER, carol.userId, { overlapSeconds: 0 })
    const caller = await v3TokenOf(late, late.owner)
    const headers = { 'x-subject-token': token }
    const answer = await call(late, 'GET', '/v3/auth/tokens?allow_expired=1', { token: caller, headers })
    assertKeystoneError(answer, 404, 'Not Found')
  })
})

test('addresses of v3 that are not there are 404, other methods 405, in its own form', async () => {
  assertKeystoneError(await call(app, 'GET', '/v3/nothing'), 404, 'Not Found')
  const answer = await call(app, 'PUT', '/v3/auth/tokens', { body: keyLogin(member) })
  assertKeystoneError(answer, 405, 'Method Not Allowed')
  assert.equal(answer.headers['allow'], 'DELETE, GET, HEAD, POST')
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { TESTER } from '../../../../tests/support/app.ts'
import { addCareful, codeAt, passcodeTokenOf } from '../../../../tests/support/factors.ts'
import {
  assertFault,
  call,
  passwordLogin,
  passwordTokenOf,
  tokenOf,
} from '../../../../tests/support/identity.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { updateAccount } from '../../domain/accounts/update-account.ts'
import {
  ACCOUNT,
  addDevice,
  app,
  ask,
  careful,
  change,
  devicesOf,
  factorsOf,
  OTHER,
  PASSWORD,
  person,
  required,
  verify,
} from './multi-factor-testing.ts'

const LEVEL = 'userMultiFactorEnforcementLevel'

describe('whether somebody must have a second factor', () => {
  test('is said of a user by whoever manages it; tokens and sessions by password end at once', async () => {
    const owner = await person(['identity:user-admin'])
    const user = await person()
    const key = await tokenOf(app, user)
    assert.equal((await change(user.userId, owner.token, { [LEVEL]: 'REQUIRED' })).statusCode, 204)
    assertFault(await ask('GET', '/v2.0/tenants', user.token), 401, 'unauthorized')
    assert.equal((await ask('GET', '/v2.0/tenants', key)).statusCode, 200)
    const login = await call(app, 'POST', '/v2.0/tokens', { body: passwordLogin(user.username, PASSWORD) })
    assertFault(login, 403, 'forbidden')
    assert.match(login.body, /User must setup multi-factor/)
    const told = (await ask('GET', `/v2.0/users/${user.userId}`, key)).json().user
    assert.equal(told['RAX-AUTH:userMultiFactorEnforcementLevel'], 'REQUIRED')
    assert.equal((await change(user.userId, owner.token, { [LEVEL]: 'OPTIONAL' })).statusCode, 204)
    await passwordTokenOf(app, user.username, PASSWORD)
  })

  test('is not said of oneself, by other users, or from outside', async () => {
    const owner = await person(['identity:user-admin'])
    const manager = await person(['identity:default', 'identity:user-manage'])
    const [member, stranger] = [await person(), await person(['identity:user-admin'], OTHER)]
    const optional = { [LEVEL]: 'OPTIONAL' }
    assertFault(await change(owner.userId, owner.token, optional), 403, 'forbidden')
    assertFault(await change(owner.userId, manager.token, optional), 403, 'forbidden')
    assertFault(await change(owner.userId, member.token, optional), 403, 'forbidden')
    assertFault(await change(member.userId, stranger.token, optional), 404, 'itemNotFound')
    assert.equal((await change(member.userId, manager.token, optional)).statusCode, 204)
  })

  test('leaves those alone who have one', async () => {
    const owner = await person(['identity:user-admin'])
    const user = await careful()
    const own = await passcodeTokenOf(app, user)
    assert.equal((await change(user.userId, owner.token, { [LEVEL]: 'REQUIRED' })).statusCode, 204)
    assert.equal((await ask('GET', '/v2.0/tenants', own)).statusCode, 200)
    assertFault(await ask('DELETE', factorsOf(user.userId), own), 403, 'forbidden')
  })

  test('is said of the account by its manager too, and by nobody else in it', async () => {
    const account = await app.addAccount('delta')
    const url = `/v2.0/RAX-AUTH/domains/${account}/multi-factor`
    for (const [role, status] of [
      ['identity:user-manage', 204],
      ['identity:user-manage-limited', 403],
      ['reader', 403],
    ] as const) {
      const more = { accountId: account, roles: ['identity:default', role] }
      const token = await passcodeTokenOf(app, await addCareful(app, `delta-${status}-${role.length}`, more))
      assert.equal((await ask('PUT', url, token, required('REQUIRED'))).statusCode, status, role)
    }
  })

  test('is said of the account by its owner, who must have one first', async () => {
    const account = await app.addAccount('gamma')
    const more = { accountId: account, roles: ['identity:user-admin'] }
    const owner = await addCareful(app, 'gamma-owner', more)
    const user = await app.addUser('gamma-user', { accountId: account, password: PASSWORD })
    const url = `/v2.0/RAX-AUTH/domains/${account}/multi-factor`
    const bare = await passwordTokenOf(app, 'gamma-user', PASSWORD)
    assertFault(await ask('PUT', url, bare, required('REQUIRED')), 403, 'forbidden')
    const own = await passcodeTokenOf(app, owner)
    for (const level of ['RACKSPACE_MANDATED', '', 1]) {
      assertFault(await ask('PUT', url, own, required(`${level}`)), 400, 'badRequest')
    }
    assert.equal((await ask('PUT', url, own, required('REQUIRED'))).statusCode, 204)
    assertFault(await ask('GET', '/v2.0/tenants', bare), 401, 'unauthorized')
    const domain = (await ask('GET', `/v2.0/RAX-AUTH/domains/${account}`, await tokenOf(app, user))).json()
    assert.equal(domain['RAX-AUTH:domain'].domainMultiFactorEnforcementLevel, 'REQUIRED')
    const elsewhere = `/v2.0/RAX-AUTH/domains/${OTHER}/multi-factor`
    assertFault(await ask('PUT', elsewhere, own, required('REQUIRED')), 404, 'itemNotFound')
    const plainOwner = await person(['identity:user-admin'])
    const theirs = `/v2.0/RAX-AUTH/domains/${ACCOUNT}/multi-factor`
    assertFault(await ask('PUT', theirs, plainOwner.token, required('REQUIRED')), 403, 'forbidden')
  })
})

let count = 0

describe('a login for setting up', () => {
  const setUp = async (username: string, password = PASSWORD, more: object = {}) =>
    call(app, 'POST', '/v2.0/tokens', {
      body: passwordLogin(username, password, { 'RAX-AUTH:scope': 'SETUP-MFA', ...more }),
    })
  const bare = async () => {
    const accountId = await app.addAccount('strict')
    const user = await app.addUser(`bare-${count++}`, { accountId, password: PASSWORD })
    await updateAccount(app.deps, TESTER, accountId, { secondFactorRequired: true })
    return user
  }

  test('gives a token without a catalog to somebody who must have a factor, and an hour for it', async () => {
    const user = await bare()
    const answer = await setUp(user.username)
    assert.equal(answer.statusCode, 200, answer.body)
    const { token, ...rest } = answer.json().access
    assert.equal('serviceCatalog' in rest, false)
    assert.deepEqual(token['RAX-AUTH:authenticatedBy'], ['PASSWORD'])
    assert.equal(Date.parse(token.expires) - Date.parse(token['RAX-AUTH:issued']), HOUR_MS)
    assert.equal((await ask('GET', devicesOf(user.userId), token.id)).statusCode, 200)
    app.wait(HOUR_MS)
    assertFault(await ask('GET', devicesOf(user.userId), token.id), 401, 'unauthorized')
  })

  test('leads to a factor by that token alone, which dies with it', async () => {
    const user = await bare()
    const { id: token } = (await setUp(user.username)).json().access.token
    assert.equal((await ask('GET', `/v2.0/users/${user.userId}`, token)).json().user.id, user.userId)
    const { device, secret } = await addDevice(user.userId, token)
    const code = codeAt(secret, app.nowMs())
    assert.equal((await verify(user.userId, token, device.id, code)).statusCode, 204)
    assertFault(await ask('GET', devicesOf(user.userId), token), 401, 'unauthorized')
  })

  test('gives a token that is none anywhere else, however it is shown', async () => {
    const user = await bare()
    const { id: token } = (await setUp(user.username)).json().access.token
    const validator = await tokenOf(app, app.owner)
    const same = { 'x-auth-token': token, 'x-subject-token': token }
    const bearer = { authorization: `Bearer ${token}` }
    const attempts = [
      await ask('GET', '/v2.0/tenants', token),
      await ask('GET', '/v2.0/users', token),
      await ask('DELETE', '/v2.0/tokens', token),
      await ask('GET', `/v2.0/tokens/${token}`, token),
      await ask('POST', `/v2.0/users/${user.userId}`, token, { user: { email: 'x@example.com' } }),
      await call(app, 'GET', '/v3/auth/tokens', { headers: same }),
      await call(app, 'GET', '/api/v1/verify', { headers: bearer }),
      await call(app, 'GET', '/api/v1/verify', { headers: { 'x-auth-token': token } }),
      await call(app, 'GET', '/auth/verify', { headers: { 'x-auth-token': token } }),
    ]
    assert.deepEqual(
      attempts.map(({ statusCode }) => statusCode),
      attempts.map(() => 401),
    )
    assertFault(await ask('GET', `/v2.0/tokens/${token}`, validator), 404, 'itemNotFound')
    const exchange = { auth: { token: { id: token } } }
    assertFault(await call(app, 'POST', '/v2.0/tokens', { body: exchange }), 404, 'itemNotFound')
  })

  test('is for the own user alone, whatever its user may do', async () => {
    const owner = await person(['identity:user-admin'])
    const user = await person()
    const { id: token } = (await setUp(owner.username)).json().access.token
    for (const url of [devicesOf(user.userId), `/v2.0/users/${user.userId}`]) {
      assertFault(await ask('GET', url, token), 403, 'forbidden')
    }
    assertFault(await change(user.userId, token, { [LEVEL]: 'REQUIRED' }), 403, 'forbidden')
    assertFault(await ask('DELETE', factorsOf(user.userId), token), 403, 'forbidden')
    const domain = `/v2.0/RAX-AUTH/domains/${ACCOUNT}/multi-factor`
    assertFault(await ask('PUT', domain, token, required('OPTIONAL')), 403, 'forbidden')
  })

  test('is refused to somebody who has a factor, to a wrong password, and with other credentials', async () => {
    const user = await careful()
    assertFault(await setUp(user.username, user.password), 403, 'forbidden')
    assertFault(await setUp(user.username, 'wrong'), 401, 'unauthorized')
    assertFault(await setUp(user.username, user.password, { 'RAX-AUTH:scope': 'ALL' }), 400, 'badRequest')
    const { username, apiKey } = user
    const byKey = { 'RAX-KSKEY:apiKeyCredentials': { username, apiKey }, 'RAX-AUTH:scope': 'SETUP-MFA' }
    assertFault(await call(app, 'POST', '/v2.0/tokens', { body: { auth: byKey } }), 400, 'badRequest')
  })
})

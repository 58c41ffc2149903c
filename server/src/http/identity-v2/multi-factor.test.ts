import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, PUBLIC_URL, TESTER } from '../../../../tests/support/app.ts'
import { changingNothing } from '../../../../tests/support/changing-nothing.ts'
import {
  addCareful,
  answerChallenge,
  challenge,
  codeAt,
  passcodeTokenOf,
  STEP_MS,
  wrongCode,
} from '../../../../tests/support/factors.ts'
import {
  assertFault,
  call,
  passwordLogin,
  passwordTokenOf,
  tokenOf,
} from '../../../../tests/support/identity.ts'
import { HOUR_MS, MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import { updateAccount } from '../../domain/accounts/update-account.ts'

const app = await openTestApp()
const PASSWORD = 'six brown hares ran downhill'
const ACCOUNT = await app.addAccount('alpha')
const OTHER = await app.addAccount('beta')
let names = 0

const person = async (roles: readonly string[] = ['identity:default'], accountId = ACCOUNT) => {
  const username = `person-${++names}`
  const user = await app.addUser(username, { password: PASSWORD, roles, accountId })
  return { ...user, token: await passwordTokenOf(app, username, PASSWORD) }
}
const careful = () => addCareful(app, `careful-${++names}`, { accountId: ACCOUNT })
const factorsOf = (userId: string) => `/v2.0/users/${userId}/RAX-AUTH/multi-factor`
const devicesOf = (userId: string) => `${factorsOf(userId)}/otp-devices`

type Method = Parameters<typeof call>[1]
const ask = (method: Method, url: string, token: string, body?: unknown) =>
  call(app, method, url, { token, ...(body !== undefined && { body }) })
const change = (userId: string, token: string, multiFactor: unknown) =>
  ask('PUT', factorsOf(userId), token, { 'RAX-AUTH:multiFactor': multiFactor })
const bypass = (userId: string, token: string, asked: object) =>
  ask('POST', `${factorsOf(userId)}/bypass-codes`, token, { 'RAX-AUTH:bypassCodes': asked })

async function addDevice(userId: string, token: string, name = 'phone') {
  const answer = await ask('POST', devicesOf(userId), token, { 'RAX-AUTH:otpDevice': { name } })
  assert.equal(answer.statusCode, 201, answer.body)
  const device = answer.json()['RAX-AUTH:otpDevice']
  const [, secret = ''] = /[?&]secret=([A-Z2-7]+)/.exec(device.keyUri) ?? []
  return { answer, device, secret }
}

const verify = (userId: string, token: string, deviceId: string, code: string) =>
  ask('POST', `${devicesOf(userId)}/${deviceId}/verify`, token, { 'RAX-AUTH:verificationCode': { code } })

describe('an authenticator app', () => {
  test('is set up by two calls, and from then on a password alone is not enough', async () => {
    const { userId, token, username } = await person()
    const { answer, device, secret } = await addDevice(userId, token)
    assert.equal(answer.headers['location'], `${PUBLIC_URL}${devicesOf(userId)}/${device.id}`)
    assert.deepEqual([device.name, device.verified], ['phone', false])
    assert.match(device.keyUri, /^otpauth:\/\/totp\//)
    assert.match(device.qrcode, /^data:image\/png;base64,[A-Za-z0-9+/]+=*$/)
    assert.equal(answer.headers['cache-control'], 'no-store')
    const done = await verify(userId, token, device.id, codeAt(secret, app.nowMs()))
    assert.deepEqual([done.statusCode, done.body], [204, ''])
    assertFault(await ask('GET', '/v2.0/tenants', token), 401, 'unauthorized')
    const login = await call(app, 'POST', '/v2.0/tokens', { body: passwordLogin(username, PASSWORD) })
    assert.match(String(login.headers['www-authenticate']), /^OS-MF /)
  })

  test('is listed and read without its secret, by its user alone', async () => {
    const user = await careful()
    const key = await tokenOf(app, user)
    const device = { id: user.otp.id, name: 'phone', verified: true }
    const list = await ask('GET', devicesOf(user.userId), key)
    assert.deepEqual(list.json(), { 'RAX-AUTH:otpDevices': [device] })
    const one = await ask('GET', `${devicesOf(user.userId)}/${user.otp.id}`, key)
    assert.deepEqual(one.json(), { 'RAX-AUTH:otpDevice': device })
    const owner = await person(['identity:user-admin'])
    assertFault(await ask('GET', devicesOf(user.userId), owner.token), 403, 'forbidden')
    const stranger = await person(['identity:user-admin'], OTHER)
    assertFault(await ask('GET', devicesOf(user.userId), stranger.token), 404, 'itemNotFound')
    const url = `${devicesOf(owner.userId)}/${user.otp.id}`
    assertFault(await ask('GET', url, owner.token), 404, 'itemNotFound')
  })

  test('is not made to count by a wrong code: 400, and five of them lock', async () => {
    const { userId, token } = await person()
    const { device, secret } = await addDevice(userId, token)
    const wrong = wrongCode(secret, app.nowMs())
    for (let count = 0; count < 5; count++) {
      assertFault(await verify(userId, token, device.id, wrong), 400, 'badRequest')
    }
    const locked = await verify(userId, token, device.id, codeAt(secret, app.nowMs()))
    assertFault(locked, 413, 'overLimit')
    assert.equal((await app.deps.store.users.byId(userId))?.secondFactor, false)
  })

  test("is not verified by the code of another, nor another user's", async () => {
    const [one, two] = [await person(), await person()]
    const [mine, theirs] = [await addDevice(one.userId, one.token), await addDevice(two.userId, two.token)]
    const code = codeAt(theirs.secret, app.nowMs())
    assertFault(await verify(one.userId, one.token, mine.device.id, code), 400, 'badRequest')
    assertFault(await verify(one.userId, one.token, theirs.device.id, code), 404, 'itemNotFound')
    assertFault(await verify(two.userId, one.token, theirs.device.id, code), 403, 'forbidden')
  })

  test('is taken away by its user; after the last one a password is enough', async () => {
    const user = await careful()
    const url = `${devicesOf(user.userId)}/${user.otp.id}`
    assert.equal((await ask('DELETE', url, await passcodeTokenOf(app, user))).statusCode, 204)
    const token = await passwordTokenOf(app, user.username, user.password)
    assertFault(await ask('DELETE', url, token), 404, 'itemNotFound')
  })

  test('makes no recovery codes: nobody would be told them', async () => {
    const { userId, token } = await person()
    const { device, secret } = await addDevice(userId, token)
    await verify(userId, token, device.id, codeAt(secret, app.nowMs()))
    assert.deepEqual(await app.deps.store.recoveryCodes.ofUser(userId), [])
  })
})

describe('a key alone', () => {
  test('changes nothing about second factors, of whomever, and is told why', async () => {
    const user = await careful()
    const owner = await person(['identity:user-admin'])
    const [key, ownersKey] = [await tokenOf(app, user), await tokenOf(app, owner)]
    const { userId, otp } = user
    const requests: readonly [Method, string, unknown?][] = [
      ['POST', devicesOf(userId), { 'RAX-AUTH:otpDevice': { name: 'planted' } }],
      ['POST', `${devicesOf(userId)}/${otp.id}/verify`, { 'RAX-AUTH:verificationCode': { code: '1' } }],
      ['DELETE', `${devicesOf(userId)}/${otp.id}`],
      ['DELETE', factorsOf(userId)],
      ['PUT', factorsOf(userId), { 'RAX-AUTH:multiFactor': { unlock: true } }],
      ['POST', `${factorsOf(userId)}/bypass-codes`, { 'RAX-AUTH:bypassCodes': {} }],
      ['PUT', `/v2.0/RAX-AUTH/domains/${ACCOUNT}/multi-factor`, required('OPTIONAL')],
    ]
    await changingNothing(app, async () => {
      for (const [method, url, body] of requests) {
        for (const token of [key, ownersKey]) {
          const answer = await ask(method, url, token, body)
          assertFault(answer, 403, 'forbidden')
          assert.match(answer.body, /password/)
        }
      }
    })
  })
})

describe('telephones', () => {
  test('there are none, and none can be added: the answer names what to use', async () => {
    const { userId, token } = await person()
    const phones = `${factorsOf(userId)}/mobile-phones`
    assert.deepEqual((await ask('GET', phones, token)).json(), { 'RAX-AUTH:mobilePhones': [] })
    const added = await ask('POST', phones, token, { 'RAX-AUTH:mobilePhone': { number: '+1 210 555 0100' } })
    assertFault(added, 403, 'forbidden')
    assert.match(added.body, /otp-devices/)
    assertFault(await change(userId, token, { factorType: 'SMS' }), 403, 'forbidden')
    assertFault(await ask('POST', `${phones}/x/verify`, token, {}), 404, 'itemNotFound')
  })
})

describe('the state of a second factor', () => {
  test('cannot be switched without a device, nor off while there is one', async () => {
    const { userId, token } = await person()
    for (const wanted of [{ enabled: true }, { enabled: 'true' }, { factorType: 'OTP' }]) {
      assertFault(await change(userId, token, wanted), 400, 'badRequest')
    }
    assert.equal((await change(userId, token, { enabled: false })).statusCode, 204)
    const user = await careful()
    const own = await passcodeTokenOf(app, user)
    for (const wanted of [{ enabled: true }, { enabled: true, factorType: 'OTP' }]) {
      assert.equal((await change(user.userId, own, wanted)).statusCode, 204)
    }
    assertFault(await change(user.userId, own, { enabled: false }), 400, 'badRequest')
  })

  test('is told with the user, alone', async () => {
    const user = await careful()
    const read = async () => {
      const key = await tokenOf(app, user)
      return (await ask('GET', `/v2.0/users/${user.userId}`, key)).json().user
    }
    const told = await read()
    assert.equal(told['RAX-AUTH:multiFactorEnabled'], true)
    assert.deepEqual([told['RAX-AUTH:factorType'], told['RAX-AUTH:multiFactorState']], ['OTP', 'ACTIVE'])
    await lock(user)
    assert.equal((await read())['RAX-AUTH:multiFactorState'], 'LOCKED')
  })

  test('is unlocked by whoever manages the user, and by nobody else (F-09)', async () => {
    const user = await careful()
    const own = await passcodeTokenOf(app, user)
    await lock(user)
    app.wait(STEP_MS)
    const owner = await person(['identity:user-admin'])
    const [member, stranger] = [await person(), await person(['identity:user-admin'], OTHER)]
    assertFault(await change(user.userId, own, { unlock: true }), 403, 'forbidden')
    assertFault(await change(user.userId, member.token, { unlock: true }), 403, 'forbidden')
    assertFault(await change(user.userId, stranger.token, { unlock: true }), 404, 'itemNotFound')
    assertFault(await change(owner.userId, owner.token, { unlock: true }), 403, 'forbidden')
    assert.equal((await change(user.userId, owner.token, { unlock: true })).statusCode, 204)
    const answer = await answerChallenge(app, await challenge(app, user), user.otp.code())
    assert.equal(answer.statusCode, 200)
  })

  for (const [what, body] of [
    ['nothing', {}],
    ['an unknown member', { enabled: true, other: 1 }],
    ['no yes or no', { enabled: 'maybe' }],
    ['a lock', { unlock: false }],
    ['an unknown level', { userMultiFactorEnforcementLevel: 'NEVER' }],
    ['a text', 'enabled'],
  ] as const) {
    test(`is not changed by ${what}: 400`, async () => {
      const { userId, token } = await person()
      assertFault(await change(userId, token, body), 400, 'badRequest')
    })
  }
})

/** Uses all attempts up. */
async function lock(user: Awaited<ReturnType<typeof careful>>): Promise<void> {
  const sessionId = await challenge(app, user)
  for (let count = 0; count < 5; count++) {
    await answerChallenge(app, sessionId, wrongCode(user.otp.secret, app.nowMs()))
  }
}

describe('removing every second factor', () => {
  test('is for oneself, for the owner and for the manager of the user, and 204', async () => {
    const roles = [['identity:user-admin'], ['identity:default', 'identity:user-manage']]
    for (const who of roles) {
      const user = await careful()
      const { token } = await person(who)
      assert.equal((await ask('DELETE', factorsOf(user.userId), token)).statusCode, 204)
      await passwordTokenOf(app, user.username, user.password)
    }
    const user = await careful()
    const own = await passcodeTokenOf(app, user)
    assert.equal((await ask('DELETE', factorsOf(user.userId), own)).statusCode, 204)
    assertFault(await ask('GET', '/v2.0/tenants', own), 401, 'unauthorized')
    await passwordTokenOf(app, user.username, user.password)
  })

  test('is refused to others, in the account 403 and outside 404 (F-02)', async () => {
    const user = await careful()
    const [member, stranger] = [await person(), await person(['identity:user-admin'], OTHER)]
    assertFault(await ask('DELETE', factorsOf(user.userId), member.token), 403, 'forbidden')
    assertFault(await ask('DELETE', factorsOf(user.userId), stranger.token), 404, 'itemNotFound')
    await challenge(app, user)
  })
})

describe('codes for a while', () => {
  test('log in once each and for as long as was asked', async () => {
    const user = await careful()
    const own = await passcodeTokenOf(app, user)
    const answer = await bypass(user.userId, own, { validityDuration: 'PT20M', numberOfCodes: '3' })
    const { codes, validityDuration } = answer.json()['RAX-AUTH:bypassCodes']
    assert.equal(validityDuration, 'PT20M')
    assert.equal(new Set(codes).size, 3)
    const use = async (code: string) =>
      (await answerChallenge(app, await challenge(app, user), code)).statusCode
    assert.deepEqual([await use(codes[0]), await use(codes[0]), await use(codes[1])], [200, 401, 200])
    app.wait(20 * MINUTE_MS)
    assert.equal(await use(codes[2]), 401)
  })

  test('take the place of earlier ones, and leave the printed list alone', async () => {
    const user = await careful()
    const owner = await person(['identity:user-admin'])
    const ask = async () => (await bypass(user.userId, owner.token, {})).json()['RAX-AUTH:bypassCodes']
    const [{ codes: old }, { codes, validityDuration }] = [await ask(), await ask()]
    assert.equal(validityDuration, 'PT30M')
    const use = async (code: string) =>
      (await answerChallenge(app, await challenge(app, user), code)).statusCode
    const printed = user.otp.recoveryCodes[0] ?? ''
    assert.deepEqual([await use(old[0]), await use(codes[0]), await use(printed)], [401, 200, 200])
  })

  test('are ten at most for oneself, one for another, a day at most, and none without a device', async () => {
    const user = await careful()
    const own = await passcodeTokenOf(app, user)
    const owner = await person(['identity:user-admin'])
    assert.equal((await bypass(user.userId, own, { numberOfCodes: 10 })).statusCode, 200)
    const bad = [
      { numberOfCodes: 11 },
      { numberOfCodes: 0 },
      { numberOfCodes: '-1' },
      { validityDuration: 'P2D' },
      { validityDuration: 'PT0S' },
      { validityDuration: 'soon' },
    ]
    for (const asked of bad) assertFault(await bypass(user.userId, own, asked), 400, 'badRequest')
    assertFault(await bypass(user.userId, owner.token, { numberOfCodes: 2 }), 400, 'badRequest')
    assertFault(await bypass(owner.userId, owner.token, {}), 404, 'itemNotFound')
  })

  test('are given by nobody without the right', async () => {
    const user = await careful()
    const [member, stranger] = [await person(), await person(['identity:user-admin'], OTHER)]
    assertFault(await bypass(user.userId, member.token, {}), 403, 'forbidden')
    assertFault(await bypass(user.userId, stranger.token, {}), 404, 'itemNotFound')
  })
})

const required = (level: string) => ({
  'RAX-AUTH:multiFactorDomain': { domainMultiFactorEnforcementLevel: level },
})
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

describe('a login for setting up', () => {
  const setUp = async (username: string, password = PASSWORD, more: object = {}) =>
    call(app, 'POST', '/v2.0/tokens', {
      body: passwordLogin(username, password, { 'RAX-AUTH:scope': 'SETUP-MFA', ...more }),
    })
  const bare = async () => {
    const accountId = await app.addAccount('strict')
    const user = await app.addUser(`bare-${++names}`, { accountId, password: PASSWORD })
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

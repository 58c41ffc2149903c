import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PUBLIC_URL } from '../../../../tests/support/app.ts'
import { changingNothing } from '../../../../tests/support/changing-nothing.ts'
import {
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
import { MINUTE_MS } from '../../../../tests/support/test-clock.ts'
import {
  ACCOUNT,
  addDevice,
  app,
  ask,
  careful,
  change,
  devicesOf,
  factorsOf,
  type Method,
  OTHER,
  PASSWORD,
  person,
  required,
  verify,
} from './multi-factor-testing.ts'

const bypass = (userId: string, token: string, asked: object) =>
  ask('POST', `${factorsOf(userId)}/bypass-codes`, token, { 'RAX-AUTH:bypassCodes': asked })

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

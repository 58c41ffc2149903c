import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp } from '../../../../tests/support/app.ts'
import {
  assertFault,
  call,
  keyLogin,
  passwordLogin,
  passwordTokenOf,
  tokenOf,
  WRONG_KEY,
} from '../../../../tests/support/identity.ts'
import { disableUser } from '../../domain/users/disable-user.ts'
import { accountId, alice, app, logIn, PASSWORD } from './login-testing.ts'

describe('a v2.0 login by password', () => {
  test('answers as one by key, and says how it was done', async () => {
    const { access } = (await logIn(passwordLogin('alice', PASSWORD, { tenantName: accountId }))).json()
    assert.deepEqual(access.token['RAX-AUTH:authenticatedBy'], ['PASSWORD'])
    assert.equal(access.user.id, alice.userId)
  })

  test('is refused for a wrong password, an unknown user and a user without one, in the same words', async () => {
    await app.addUser('nopassword')
    const answers = [
      await logIn(passwordLogin('alice', 'wrong')),
      await logIn(passwordLogin('nobody', PASSWORD)),
      await logIn(passwordLogin('nopassword', PASSWORD)),
    ]
    for (const answer of answers) assertFault(answer, 401, 'unauthorized')
    assert.equal(new Set(answers.map(({ body }) => body)).size, 1)
  })

  test('takes the id in the place of the name, and tells as little of an id of nobody', async () => {
    const byId = (userId: string, password = PASSWORD) =>
      logIn({ auth: { passwordCredentials: { userId, password } } })
    assert.equal((await byId(alice.userId)).json().access.user.id, alice.userId)
    const unknown = await byId('f'.repeat(32))
    assertFault(unknown, 401, 'unauthorized')
    assert.equal((await byId(alice.userId, 'wrong')).body, unknown.body)
  })

  test('does not take the API key', async () => {
    assertFault(await logIn(passwordLogin('alice', alice.apiKey)), 401, 'unauthorized')
  })
})

describe('a v2.0 login by token', () => {
  test('gives another token of the same login, which ends when that one does', async () => {
    const first = (await logIn(keyLogin(alice))).json().access.token
    app.wait(3_600_000)
    const { access } = (await logIn({ auth: { token: { id: first.id }, tenantId: accountId } })).json()
    assert.notEqual(access.token.id, first.id)
    assert.equal(access.token.expires, first.expires)
    assert.deepEqual(access.token['RAX-AUTH:authenticatedBy'], ['APIKEY'])
    assert.ok(access.serviceCatalog.length > 0)
  })

  test('keeps how the first login was done', async () => {
    const id = await passwordTokenOf(app, 'alice', PASSWORD)
    const { access } = (await logIn({ auth: { token: { id } } })).json()
    assert.deepEqual(access.token['RAX-AUTH:authenticatedBy'], ['PASSWORD'])
  })

  test('is 404 for a token that is unknown, revoked or expired', async () => {
    assertFault(await logIn({ auth: { token: { id: 'unknown' } } }), 404, 'itemNotFound')
    const revoked = await tokenOf(app, alice)
    await call(app, 'DELETE', '/v2.0/tokens', { token: revoked })
    assertFault(await logIn({ auth: { token: { id: revoked } } }), 404, 'itemNotFound')
    const expired = await tokenOf(app, alice)
    app.wait(24 * 3_600_000 + 1)
    assertFault(await logIn({ auth: { token: { id: expired } } }), 404, 'itemNotFound')
  })

  test('is 401 for another account', async () => {
    const id = await tokenOf(app, alice)
    assertFault(await logIn({ auth: { token: { id }, tenantId: '999999' } }), 401, 'unauthorized')
  })
})

describe('a v2.0 login is refused', () => {
  const bodies: readonly [string, number, string, unknown][] = [
    ['a wrong key', 401, 'unauthorized', keyLogin({ ...alice, apiKey: WRONG_KEY })],
    ['an unknown user', 401, 'unauthorized', keyLogin({ ...alice, username: 'nobody' })],
    ["another user's key", 401, 'unauthorized', keyLogin({ ...alice, apiKey: app.owner.apiKey })],
    ['a key with a space', 401, 'unauthorized', keyLogin({ ...alice, apiKey: ` ${alice.apiKey}` })],
    [
      'a key in upper case',
      401,
      'unauthorized',
      keyLogin({ ...alice, apiKey: alice.apiKey.toUpperCase().padStart(33, 'A') }),
    ],
    ['a key of 2,000 letters', 401, 'unauthorized', keyLogin({ ...alice, apiKey: 'a'.repeat(2_000) })],
    ['another account', 401, 'unauthorized', keyLogin(alice, { tenantId: '999999' })],
    ['another account by name', 401, 'unauthorized', keyLogin(alice, { tenantName: 'alice' })],
    [
      'tenantId and tenantName',
      400,
      'badRequest',
      keyLogin(alice, { tenantId: accountId, tenantName: accountId }),
    ],
    [
      'two kinds',
      400,
      'badRequest',
      keyLogin(alice, { passwordCredentials: { username: 'alice', password: 'x' } }),
    ],
    ['a key and a token', 400, 'badRequest', keyLogin(alice, { token: { id: 'x' } })],
    ['a passcode', 400, 'badRequest', { auth: { 'RAX-AUTH:passcodeCredentials': { passcode: '123456' } } }],
    ['no kind', 400, 'badRequest', { auth: {} }],
    ['a kind that is unknown', 400, 'badRequest', { auth: { 'OS-KSEC2:ec2Credentials': {} } }],
    ['no auth', 400, 'badRequest', {}],
    ['auth as a text', 400, 'badRequest', { auth: 'alice' }],
    ['an empty name', 400, 'badRequest', keyLogin({ ...alice, username: '' })],
    ['an empty key', 400, 'badRequest', keyLogin({ ...alice, apiKey: '' })],
    [
      'a key that is a list',
      400,
      'badRequest',
      { auth: { 'RAX-KSKEY:apiKeyCredentials': { username: 'a', apiKey: [] } } },
    ],
    ['no key', 400, 'badRequest', { auth: { 'RAX-KSKEY:apiKeyCredentials': { username: 'alice' } } }],
    ['a list', 400, 'badRequest', []],
    ['a text', 400, 'badRequest', '"auth"'],
    ['broken JSON', 400, 'badRequest', '{"auth":{'],
    ['a repeated member', 400, 'badRequest', `{"auth":{"token":{"id":"a","id":"b"}}}`],
    ['a million brackets', 413, 'overLimit', '['.repeat(1_000_000)],
    ['sixty thousand brackets', 400, 'badRequest', '['.repeat(60_000)],
    ['invalid UTF-8', 400, 'badRequest', Buffer.from([0x7b, 0xff, 0x7d])],
    ['a NUL in the name', 400, 'badRequest', keyLogin({ ...alice, username: 'alice\0' })],
    ['a prototype', 400, 'badRequest', '{"__proto__":{"auth":{}}}'],
    ['over 64 KiB', 413, 'overLimit', keyLogin(alice, { filler: 'x'.repeat(70_000) })],
  ]
  for (const [what, status, name, body] of bodies) {
    test(`${status} for ${what}`, async () => assertFault(await logIn(body), status, name))
  }

  test('400 without a body', async () => {
    assertFault(await call(app, 'POST', '/v2.0/tokens'), 400, 'badRequest')
  })

  test('403 userDisabled for a disabled user, only after the credential proved right', async () => {
    const carl = await app.addUser('carl', { password: PASSWORD })
    await disableUser(app.deps, { kind: 'system', name: 'test' }, carl.userId)
    assertFault(await logIn(keyLogin(carl)), 403, 'userDisabled')
    assertFault(await logIn(keyLogin({ ...carl, apiKey: WRONG_KEY })), 401, 'unauthorized')
    assertFault(await logIn(passwordLogin('carl', PASSWORD)), 403, 'userDisabled')
    assertFault(await logIn(passwordLogin('carl', 'wrong')), 401, 'unauthorized')
  })

  test('413 overLimit with the time to wait, in the body too, while the right key goes on', async () => {
    const crowded = await openTestApp()
    const wrong = { body: keyLogin({ username: 'owner', apiKey: WRONG_KEY }) }
    for (let at = 0; at < 20; at++)
      assertFault(await call(crowded, 'POST', '/v2.0/tokens', wrong), 401, 'unauthorized')
    const throttled = await call(crowded, 'POST', '/v2.0/tokens', wrong)
    assertFault(throttled, 413, 'overLimit')
    assert.equal(String(throttled.json().overLimit.retryAfter), throttled.headers['retry-after'])
    const token = await tokenOf(crowded, crowded.owner)
    assert.equal((await call(crowded, 'GET', `/v2.0/tokens/${token}`, { token })).statusCode, 200)
  })

  test('never with the secret in the answer', async () => {
    for (const body of [keyLogin({ ...alice, apiKey: WRONG_KEY }), { auth: { x: WRONG_KEY } }]) {
      assert.ok(!(await logIn(body)).body.includes(WRONG_KEY))
    }
  })
})

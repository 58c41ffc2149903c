import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, TESTER } from '../../../../tests/support/app.ts'
import { call, keyLogin, tokenOf, WRONG_KEY } from '../../../../tests/support/identity.ts'
import {
  assertKeystoneError,
  logInV3,
  secretLogin,
  subjectTokenOf,
  tokenLogin,
  v3TokenOf,
} from '../../../../tests/support/identity-v3.ts'
import { disableUser } from '../../domain/users/disable-user.ts'
import { accountId, alice, app, byKey, logIn, PASSWORD } from './login-testing.ts'

describe('a v3 login by token', () => {
  test('gives another token that ends when the first one does, and tells of both', async () => {
    const first = await logIn(byKey())
    app.wait(3_600_000)
    const answer = await logIn(tokenLogin(subjectTokenOf(first)))
    const [old, token] = [first.json().token, answer.json().token]
    assert.notEqual(subjectTokenOf(answer), subjectTokenOf(first))
    assert.deepEqual(token.methods, ['token', 'password'])
    assert.equal(token.expires_at, old.expires_at)
    assert.ok(token.issued_at > old.issued_at)
    assert.equal(token.audit_ids.length, 2)
    assert.equal(token.audit_ids[1], old.audit_ids[0])
  })

  test('gives a scope to a token without one, and takes it away again', async () => {
    const unscoped = await v3TokenOf(app, alice, { scope: 'unscoped' })
    const scoped = await logIn(tokenLogin(unscoped, { scope: { project: { id: accountId } } }))
    assert.equal(scoped.json().token.project.id, accountId)
    const again = await logIn(tokenLogin(subjectTokenOf(scoped), { scope: 'unscoped' }))
    assert.ok(!('project' in again.json().token))
    assertKeystoneError(
      await logIn(tokenLogin(unscoped, { scope: { project: { id: '1' } } })),
      401,
      'Unauthorized',
    )
  })

  test('takes a token of v2.0, and v2.0 takes one of v3', async () => {
    const answer = await logIn(tokenLogin(await tokenOf(app, alice)))
    assert.equal(answer.json().token.user.id, alice.userId)
    const body = { auth: { token: { id: await v3TokenOf(app, alice) } } }
    const { access } = (await call(app, 'POST', '/v2.0/tokens', { body })).json()
    assert.equal(access.user.id, alice.userId)
  })

  test('dies with the first one, not the reverse', async () => {
    const first = await v3TokenOf(app, alice)
    const [one, two] = [await logIn(tokenLogin(first)), await logIn(tokenLogin(first))].map(subjectTokenOf)
    const end = (token: string) =>
      call(app, 'DELETE', '/v3/auth/tokens', { token, headers: { 'x-subject-token': token } })
    assert.equal((await end(one ?? '')).statusCode, 204)
    assert.equal((await logIn(tokenLogin(first))).statusCode, 201)
    assert.equal((await end(first)).statusCode, 204)
    for (const token of [first, one, two]) {
      assertKeystoneError(await logIn(tokenLogin(token ?? '')), 401, 'Unauthorized')
    }
  })
})

describe('several methods in one v3 login', () => {
  const both = (token: string, name: string, password: string) => ({
    auth: {
      identity: {
        methods: ['password', 'token'],
        password: { user: { name, password } },
        token: { id: token },
      },
    },
  })

  test('must all be right; the token sets the end', async () => {
    const first = await logIn(byKey())
    app.wait(60_000)
    const answer = await logIn(both(subjectTokenOf(first), 'alice', PASSWORD))
    const { token } = answer.json()
    assert.equal(token.expires_at, first.json().token.expires_at)
    assert.deepEqual(token.methods, ['token', 'password'])
  })

  test('are refused when one is wrong, or when they are of two users', async () => {
    const token = await v3TokenOf(app, alice)
    const ofOwner = await v3TokenOf(app, app.owner)
    for (const body of [
      both('x', 'alice', PASSWORD),
      both(token, 'alice', 'wrong'),
      both(ofOwner, 'alice', PASSWORD),
    ]) {
      assertKeystoneError(await logIn(body), 401, 'Unauthorized')
    }
  })

  test('F-19, CVE-2014-2828: a method named many times is tried once', async (t) => {
    const compared = t.mock.method(app.deps.hasher, 'verify')
    const password = { user: { name: 'alice', password: PASSWORD } }
    const methods = Array.from({ length: 900 }, () => 'password')
    assert.equal((await logIn({ auth: { identity: { methods, password } } })).statusCode, 201)
    assert.equal(compared.mock.callCount(), 1)
  })
})

describe('a v3 login is refused', () => {
  test('401 in one and the same answer, whatever was wrong', async () => {
    const carl = await app.addUser('carl', { password: PASSWORD })
    await disableUser(app.deps, TESTER, carl.userId)
    const answers = [
      await logIn(secretLogin({ name: 'alice' }, 'wrong')),
      await logIn(secretLogin({ name: 'alice' }, WRONG_KEY)),
      await logIn(secretLogin({ name: 'alice' }, '')),
      await logIn(secretLogin({ name: 'alice' }, app.owner.apiKey)),
      await logIn(secretLogin({ name: 'nobody' }, PASSWORD)),
      await logIn(secretLogin({ id: 'f'.repeat(32) }, PASSWORD)),
      await logIn(secretLogin({ id: alice.userId }, app.owner.apiKey)),
      await logIn(secretLogin({ id: 'alice' }, PASSWORD)),
      await logIn(secretLogin({ name: 'alice', domain: { id: 'elsewhere' } }, PASSWORD)),
      await logIn(secretLogin({ name: 'carl' }, PASSWORD)),
      await logIn(secretLogin({ name: 'carl' }, carl.apiKey)),
      await logIn(tokenLogin('unknown')),
    ]
    for (const answer of answers) assertKeystoneError(answer, 401, 'Unauthorized')
    assert.equal(new Set(answers.map(({ body }) => body)).size, 1)
    const { error } = answers[0]?.json() ?? {}
    assert.equal(error.message, 'The request you have made requires authentication.')
  })

  test('401 for a method that is not spoken, naming those that are, and nothing is compared', async () => {
    for (const methods of [
      ['saml2'],
      ['password', 'constructor'],
      ['__proto__'],
      ['password', 'hasOwnProperty'],
    ]) {
      const password = { user: { name: 'alice', password: PASSWORD } }
      const answer = await logIn({ auth: { identity: { methods, password } } })
      assertKeystoneError(answer, 401, 'Unauthorized')
      const supported = ['password', 'token', 'application_credential', 'totp']
      assert.deepEqual(answer.json().error.identity, { methods: supported })
    }
  })

  const bodies: readonly [string, number, string, unknown][] = [
    ['no auth', 400, 'Bad Request', {}],
    ['no identity', 400, 'Bad Request', { auth: {} }],
    ['no methods', 400, 'Bad Request', { auth: { identity: {} } }],
    ['an empty list of methods', 400, 'Bad Request', { auth: { identity: { methods: [] } } }],
    ['a method as a text', 400, 'Bad Request', { auth: { identity: { methods: 'password' } } }],
    ['a method without its member', 400, 'Bad Request', { auth: { identity: { methods: ['password'] } } }],
    ['a token without an id', 400, 'Bad Request', { auth: { identity: { methods: ['token'], token: {} } } }],
    ['a user without a name', 400, 'Bad Request', secretLogin({}, PASSWORD)],
    ['a name that is a number', 400, 'Bad Request', secretLogin({ name: 7 }, PASSWORD)],
    ['a domain that is a text', 400, 'Bad Request', secretLogin({ name: 'alice', domain: 'x' }, PASSWORD)],
    ['a list', 400, 'Bad Request', []],
    ['broken JSON', 400, 'Bad Request', '{"auth":'],
    ['a repeated member', 400, 'Bad Request', '{"auth":{"identity":{},"identity":{}}}'],
    ['a NUL in the name', 400, 'Bad Request', secretLogin({ name: 'alice\0' }, PASSWORD)],
    ['invalid UTF-8', 400, 'Bad Request', Buffer.from([0x7b, 0xff, 0x7d])],
    ['sixty thousand brackets', 400, 'Bad Request', '['.repeat(60_000)],
    ['over 64 KiB', 413, 'Payload Too Large', secretLogin({ name: 'a'.repeat(70_000) }, PASSWORD)],
  ]
  for (const [what, status, title, body] of bodies) {
    test(`${status} for ${what}`, async () => assertKeystoneError(await logIn(body), status, title))
  }

  test('400 without a body, and for XML', async () => {
    assertKeystoneError(await call(app, 'POST', '/v3/auth/tokens'), 400, 'Bad Request')
    const headers = { 'content-type': 'application/xml' }
    const xml = await call(app, 'POST', '/v3/auth/tokens', { body: '<auth/>', headers })
    assertKeystoneError(xml, 400, 'Bad Request')
  })

  test('429 with the time to wait, while the right key and its tokens go on', async () => {
    const crowded = await openTestApp()
    const wrong = (at: number) => logInV3(crowded, secretLogin({ name: `nobody${at}` }, WRONG_KEY))
    for (let at = 0; at < 20; at++) assertKeystoneError(await wrong(at), 401, 'Unauthorized')
    const throttled = await wrong(20)
    assertKeystoneError(throttled, 429, 'Too Many Requests')
    assert.ok(Number(throttled.headers['retry-after']) > 0)
    const token = await v3TokenOf(crowded, crowded.owner)
    assert.equal((await logInV3(crowded, tokenLogin(token))).statusCode, 201)
  })

  test('S-40 failures here and in v2.0 fill one bucket', async () => {
    const crowded = await openTestApp()
    for (let at = 0; at < 10; at++) {
      await logInV3(crowded, secretLogin({ name: `nobody${at}` }, 'wrong'))
      const body = keyLogin({ username: `nobody${at}`, apiKey: WRONG_KEY })
      assert.equal((await call(crowded, 'POST', '/v2.0/tokens', { body })).statusCode, 401)
    }
    assertKeystoneError(await logInV3(crowded, secretLogin({ name: 'x' }, 'wrong')), 429, 'Too Many Requests')
  })

  test('429 for a user after some wrong passwords, by id and by name alike; the key goes on', async () => {
    const crowded = await openTestApp()
    const { userId, username, apiKey } = crowded.owner
    const wrong = (whom: object) => logInV3(crowded, secretLogin(whom, 'wrong'))
    const statuses: number[] = []
    for (let at = 0; at < 8; at++) statuses.push((await wrong({ id: userId })).statusCode)
    assert.ok(statuses.includes(429), statuses.join(' '))
    assertKeystoneError(await wrong({ name: username }), 429, 'Too Many Requests')
    assert.equal((await logInV3(crowded, secretLogin({ id: userId }, apiKey))).statusCode, 201)
  })

  test('never with the secret in the answer', async () => {
    for (const body of [secretLogin({ name: 'alice' }, WRONG_KEY), { auth: { identity: WRONG_KEY } }]) {
      assert.ok(!(await logIn(body)).body.includes(WRONG_KEY))
    }
  })
})

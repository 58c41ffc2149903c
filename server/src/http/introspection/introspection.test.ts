import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, PUBLIC_URL, TESTER, type TestUser } from '../../../../tests/support/app.ts'
import { passwordTokenOf, tokenOf } from '../../../../tests/support/identity.ts'
import { delegatedTokenOf, makeCredential, v3TokenOf } from '../../../../tests/support/identity-v3.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { DomainError } from '../../domain/errors.ts'
import { resetKey } from '../../domain/keys/reset-key.ts'
import { IDENTITY_ADMIN, SERVICE, USER_ADMIN } from '../../domain/roles/roles.ts'
import { disableUser } from '../../domain/users/disable-user.ts'

const app = await openTestApp()
const service = await app.addUser('swift', { roles: [SERVICE] })
const PASSWORD = 'seven grey geese walked home'
const INACTIVE = { active: false }

type Headers = Readonly<Record<string, string>>
const bearer = (secret: string): Headers => ({ authorization: `Bearer ${secret}` })
const basic = ({ username, apiKey }: Pick<TestUser, 'username' | 'apiKey'>): Headers => ({
  authorization: `Basic ${btoa(`${username}:${apiKey}`)}`,
})

function post(payload: string, headers: Headers = {}, url = '/api/v1/introspect') {
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  return app.http.inject({ method: 'POST', url, payload, headers: { ...type, ...headers } })
}

const form = (token: string, more: Headers = {}) => new URLSearchParams({ token, ...more }).toString()

async function introspected(token: string, headers: Headers = basic(service)) {
  const answer = await post(form(token), headers)
  assert.equal(answer.statusCode, 200, answer.body)
  assert.match(String(answer.headers['content-type']), /^application\/json/)
  assert.equal(answer.headers['cache-control'], 'no-store')
  return answer.json()
}

/** Asserts a refusal in the form of RFC 6749, section 5.2. */
async function assertRefused(asked: ReturnType<typeof post>, status: number, error: string) {
  const answer = await asked
  const { error: code, error_description: text, ...others } = answer.json()
  assert.deepEqual([answer.statusCode, code, others], [status, error, {}], answer.body)
  assert.equal(answer.headers['cache-control'], 'no-store')
  assert.match(text, /\.$/)
  return answer
}

describe('a good credential', () => {
  test('that is a token is told with every member of RFC 7662 that there is to tell', async () => {
    const user = await app.addUser('joe')
    const atSeconds = Math.floor(app.nowMs() / 1_000)
    const answer = await introspected(await tokenOf(app, user))
    const key = await app.deps.store.keys.current(user.userId)
    const { iat, exp, jti, ...others } = answer
    assert.deepEqual(others, {
      active: true,
      scope: '',
      client_id: key?.id,
      username: 'joe',
      token_type: 'Bearer',
      sub: user.userId,
      aud: PUBLIC_URL,
      iss: PUBLIC_URL,
      account: user.accountId,
      roles: ['identity:default'],
    })
    assert.ok(iat >= atSeconds && iat <= atSeconds + 5)
    assert.equal(exp - iat, 24 * 3_600)
    assert.match(jti, /^[0-9a-f]{32}$/)
  })

  test('that is a token of v3 has roles in a project, and none without a scope', async () => {
    const user = await app.addUser('jessica', { roles: [USER_ADMIN] })
    const inProject = await introspected(await v3TokenOf(app, user))
    const unscoped = await introspected(await v3TokenOf(app, user, { scope: 'unscoped' }))
    assert.deepEqual([inProject.active, inProject.roles], [true, [USER_ADMIN]])
    assert.deepEqual([unscoped.active, unscoped.sub, unscoped.roles], [true, user.userId, []])
  })

  test('that is a key has no date of issue, and an end only beside its successor', async () => {
    const user = await app.addUser('jane')
    const first = await introspected(user.apiKey)
    assert.deepEqual(
      [first.active, first.iat, first.exp, first.jti],
      [true, undefined, undefined, first.client_id],
    )
    await resetKey(app.deps, TESTER, user.userId, { overlapSeconds: 3_600 })
    const { exp } = await introspected(user.apiKey)
    assert.ok(Math.abs(exp - app.nowMs() / 1_000 - 3_600) < 5)
  })

  test('that is a token by password has its user for a client', async () => {
    const user = await app.addUser('jim', { password: PASSWORD })
    const answer = await introspected(await passwordTokenOf(app, 'jim', PASSWORD))
    assert.deepEqual([answer.client_id, answer.sub], [user.userId, user.userId])
  })

  test('is told whichever dialect it was got in, and whatever the hint', async () => {
    const user = await app.addUser('jill')
    for (const token of [user.apiKey, await tokenOf(app, user), await v3TokenOf(app, user)]) {
      for (const hint of ['access_token', 'refresh_token', 'x'.repeat(100), '']) {
        const payload = form(token, { token_type_hint: hint, resource: 'x' })
        assert.equal((await post(payload, bearer(service.apiKey))).json().username, 'jill')
      }
    }
  })
})

describe('everything else is inactive, and nothing more is said', () => {
  test('unknown, ended, expired, disabled, or no credential at all', async () => {
    const [ended, disabled] = [await app.addUser('ended'), await app.addUser('disabled')]
    const tokens = [await tokenOf(app, ended), await tokenOf(app, disabled)]
    await resetKey(app.deps, TESTER, ended.userId, { overlapSeconds: 0 })
    await disableUser(app.deps, TESTER, disabled.userId)
    const old = await tokenOf(app, service)
    app.wait(25 * HOUR_MS)
    const asked = [ended.apiKey, disabled.apiKey, ...tokens, old, 'f'.repeat(32), ' ', 'ü', 'x'.repeat(5_000)]
    for (const token of asked) assert.deepEqual(await introspected(token), INACTIVE, token.slice(0, 40))
  })

  test('what is not for the one who asks to know', async () => {
    const there = await app.addAccount()
    const [owner, stranger] = [
      await app.addUser('o1', { roles: [USER_ADMIN] }),
      await app.addUser('s1', { accountId: there }),
    ]
    const [user, staff] = [await app.addUser('u1'), await app.addUser('a1', { roles: [IDENTITY_ADMIN] })]
    const seenBy = async (asker: TestUser) => {
      const seen = []
      for (const one of [asker, user, owner, stranger, service]) {
        if ((await introspected(one.apiKey, basic(asker))).active) seen.push(one.username)
      }
      return seen.slice(1)
    }
    assert.deepEqual(await seenBy(user), ['u1'])
    assert.deepEqual(await seenBy(stranger), ['s1'])
    assert.deepEqual(await seenBy(owner), ['u1', 'o1'])
    assert.deepEqual(await seenBy(staff), ['u1', 'o1', 's1'])
    assert.deepEqual(await seenBy(service), ['u1', 'o1', 's1', 'swift'])
  })
})

describe('who asks', () => {
  const refusals: readonly (readonly [string, () => Headers | Promise<Headers>])[] = [
    ['nobody', () => ({})],
    ['a wrong key', () => bearer('f'.repeat(32))],
    ['the name of somebody else', () => basic({ username: 'owner', apiKey: service.apiKey })],
    ['a session', () => ({ cookie: `__Host-kw=${'A'.repeat(43)}` })],
    ['another scheme', () => ({ authorization: 'Digest x' })],
  ]
  for (const [what, headers] of refusals) {
    test(`${what} is told 401 invalid_client, before the form is looked at`, async () => {
      for (const payload of [form(service.apiKey), '']) {
        const answer = await assertRefused(post(payload, await headers()), 401, 'invalid_client')
        assert.match(String(answer.headers['www-authenticate']), /^Basic .*Bearer /)
      }
    })
  }

  test('is found by user name and key, key, token, and token in X-Auth-Token', async () => {
    const token = await tokenOf(app, service)
    for (const headers of [
      basic(service),
      bearer(service.apiKey),
      bearer(token),
      { 'x-auth-token': token },
    ]) {
      assert.equal((await introspected(service.apiKey, headers)).active, true)
    }
  })

  test('twice is one time too many', async () => {
    const both = { ...bearer(service.apiKey), 'x-auth-token': await tokenOf(app, service) }
    await assertRefused(post(form('x'), both), 400, 'invalid_request')
  })

  test('is throttled for guessing, and not for asking about what is not good', async () => {
    for (let at = 0; at < 30; at++) await introspected(`${at}`.padStart(32, '0'))
    let answer = await post(form('x'), bearer('0'.repeat(32)))
    for (let at = 0; at < 30 && answer.statusCode === 401; at++) {
      answer = await post(form('x'), bearer(`${at}`.padStart(32, 'a')))
    }
    await assertRefused(Promise.resolve(answer), 429, 'temporarily_unavailable')
    assert.match(String(answer.headers['retry-after']), /^\d+$/)
    assert.equal((await introspected(service.apiKey)).active, true)
    app.wait(HOUR_MS)
  })
})

describe('the request', () => {
  for (const [what, payload] of [
    ['no token', 'token_type_hint=x'],
    ['an empty token', 'token='],
    ['nothing', ''],
    ['two tokens', 'token=a&token=b'],
    ['a broken escape', 'token=%zz'],
  ] as const) {
    test(`with ${what} is 400 invalid_request`, async () => {
      await assertRefused(post(payload, basic(service)), 400, 'invalid_request')
    })
  }

  for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
    test(`as ${type} is 400 invalid_request, and names the type that is wanted`, async () => {
      const headers = { ...basic(service), 'content-type': type }
      const answer = post('{"token":"x"}', headers)
      await assertRefused(answer, 400, 'invalid_request')
      assert.match((await answer).json().error_description, /application\/x-www-form-urlencoded/)
    })
  }

  test('with the token in the address is 400, for addresses end up in logs', async () => {
    const url = `/api/v1/introspect?token=${service.apiKey}`
    await assertRefused(post('', basic(service), url), 400, 'invalid_request')
  })

  test('is nowhere else, and there only 404 is to be had', async () => {
    await assertRefused(post(form('x'), basic(service), '/api/v1/introspect/more'), 404, 'invalid_request')
  })

  test('has headers of its own for each refusal, and no others', async () => {
    const bad = await post('', basic(service))
    assert.deepEqual([bad.headers['www-authenticate'], bad.headers['retry-after']], [undefined, undefined])
    const unknown = await post('')
    assert.deepEqual(unknown.headers['retry-after'], undefined)
  })

  test('of whoever may not ask here is 403', async () => {
    const credential = await makeCredential(app, app.owner, {
      unrestricted: true,
      access_rules: [{ service: 'object-store', method: 'GET', path: '/v1/**' }],
    })
    const token = await delegatedTokenOf(app, credential)
    await assertRefused(post(form(service.apiKey), bearer(token)), 403, 'unauthorized_client')
  })

  test('as GET is 405', async () => {
    const answer = app.http.inject({ url: '/api/v1/introspect', headers: basic(service) })
    await assertRefused(answer, 405, 'invalid_request')
    assert.equal((await answer).headers['allow'], 'POST')
  })

  for (const [fault, status, error] of [
    [new DomainError('storage.away'), 503, 'temporarily_unavailable'],
    [new Error('a fault of ours'), 500, 'server_error'],
  ] as const) {
    test(`while the server cannot answer is ${status} ${error}, never inactive`, async () => {
      const { known } = app.deps.store.keys
      Object.assign(app.deps.store.keys, { known: () => Promise.reject(fault) })
      const asked = await post(form('e'.repeat(32)), basic(service))
      Object.assign(app.deps.store.keys, { known })
      await assertRefused(Promise.resolve(asked), status, error)
    })
  }
})

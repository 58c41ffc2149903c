import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, type TestUser } from '../../../../tests/support/app.ts'
import { assertFault, call, listen, tokenOf } from '../../../../tests/support/identity.ts'

const app = await openTestApp()
const accountId = await app.addAccount('alpha')
const owner = await app.addUser('john', { accountId, roles: ['identity:user-admin'] })
const member = await app.addUser('jane', { accountId })
const staff = await app.addUser('staff', { roles: ['identity:admin'] })
const THREE_HOURS_MS = 10_800_000
let serial = 0

async function ask(by: TestUser, user: unknown, more: object = {}) {
  const body = { 'RAX-AUTH:impersonation': { user, ...more } }
  return call(app, 'POST', '/v2.0/RAX-AUTH/impersonation-tokens', { token: await tokenOf(app, by), body })
}

async function actAs(user: TestUser, by = staff): Promise<string> {
  const answer = await ask(by, { username: user.username })
  assert.equal(answer.statusCode, 200, answer.body)
  return answer.json().access.token.id
}

const get = (path: string, token: string) => call(app, 'GET', `/v2.0${path}`, { token })

async function freshStaff(): Promise<TestUser> {
  serial++
  return app.addUser(`staff${serial}`, { roles: ['identity:admin'] })
}

describe('an impersonation token', () => {
  test('acts as the user, and validation shows who acts', async () => {
    const token = await actAs(owner)
    assert.ok(token.length <= 250)
    assert.equal((await get(`/users/${member.userId}`, token)).statusCode, 200)
    const { access } = (await get(`/tokens/${token}`, await tokenOf(app, app.owner))).json()
    assert.deepEqual(Object.keys(access), ['user', 'token', 'RAX-AUTH:impersonator'])
    assert.equal(access.user.id, owner.userId)
    const { roles, ...who } = access['RAX-AUTH:impersonator']
    assert.deepEqual(who, { id: staff.userId, name: 'staff' })
    assert.equal(roles[0].name, 'identity:admin')
  })

  test('shows who acts to services that ask by Keystone v3, of that token alone', async () => {
    const token = await actAs(owner)
    const byOperator = await tokenOf(app, app.owner)
    const askV3 = async (subject: string) => {
      const headers = { 'x-subject-token': subject }
      return (await call(app, 'GET', '/v3/auth/tokens', { token: byOperator, headers })).json().token
    }
    const told = await askV3(token)
    assert.deepEqual(
      [told.user.id, told['RAX-AUTH:impersonator']],
      [owner.userId, { id: staff.userId, name: 'staff' }],
    )
    // The texts about the user are kept from one answer to the next.
    assert.ok(!('RAX-AUTH:impersonator' in (await askV3(await tokenOf(app, owner)))))
  })

  test('shows who acts to services that ask by native verify, of one token or of many', async () => {
    const token = await actAs(owner)
    const headers = { authorization: `Bearer ${token}` }
    const impersonator = { userId: staff.userId, username: 'staff' }
    const alone = (await call(app, 'GET', '/api/v1/verify', { headers })).json()
    assert.deepEqual([alone.userId, alone.impersonator], [owner.userId, impersonator])
    const plain = await tokenOf(app, owner)
    const many = await call(app, 'POST', '/api/v1/verify', {
      headers: { authorization: `Bearer ${await tokenOf(app, app.owner)}` },
      body: { credentials: [token, plain] },
    })
    const [acted, own] = many.json().results
    assert.deepEqual([acted.impersonator, 'impersonator' in own], [impersonator, false])
  })

  test('reaches no further than the user', async () => {
    const token = await actAs(member)
    assertFault(await get(`/users/${owner.userId}`, token), 403, 'forbidden')
    assertFault(await get(`/users/${staff.userId}`, token), 404, 'itemNotFound')
    assertFault(await get('/OS-KSCATALOG/endpointTemplates', token), 403, 'forbidden')
  })

  test('lives three hours at most, whatever is asked, and as long as asked below that', async () => {
    const lifetimeMs = async (seconds: number) => {
      const more = { 'expire-in-seconds': seconds }
      const { expires } = (await ask(staff, { username: 'john' }, more)).json().access.token
      return Date.parse(expires) - app.nowMs()
    }
    assert.ok(Math.abs((await lifetimeMs(10_000_000)) - THREE_HOURS_MS) < 60_000)
    assert.ok(Math.abs((await lifetimeMs(60)) - 60_000) < 30_000)
  })

  test('ends when it expires', async () => {
    const token = await actAs(owner)
    app.wait(THREE_HOURS_MS + 1)
    assertFault(await get('/tenants', token), 401, 'unauthorized')
  })

  test('is named with both names in everything done with it', async () => {
    const token = await actAs(owner)
    const url = `/v2.0/users/${member.userId}`
    const body = { user: { email: 'by-staff@example.com' } }
    assert.equal((await call(app, 'POST', url, { token, body })).statusCode, 200)
    const last = (await app.deps.store.audit.page(accountId, 0, 10_000)).at(-1)
    assert.equal(last?.action, 'user.update')
    assert.deepEqual([last?.details['impersonator'], last?.details['inTheNameOf']], ['staff', 'john'])
    assert.match(String(last?.actor), new RegExp(`^user:${staff.userId} .* as user:${owner.userId}$`))
  })

  test('shows, resets, sets and deletes no key, neither of the user nor of others', async () => {
    const token = await actAs(owner)
    for (const { userId } of [owner, member]) {
      const key = `/users/${userId}/OS-KSADM/credentials/RAX-KSKEY:apiKeyCredentials`
      const attempts = [
        get(`/users/${userId}/OS-KSADM/credentials`, token),
        get(key, token),
        call(app, 'POST', `/v2.0${key}/RAX-AUTH/reset`, { token }),
        call(app, 'DELETE', `/v2.0${key}`, { token }),
      ]
      for (const answer of await Promise.all(attempts)) assertFault(answer, 403, 'forbidden')
    }
    const headers = { 'x-auth-token': token, 'content-type': 'application/json' }
    const native = await app.http.inject({
      ...{ method: 'POST', url: `/api/v1/users/${member.userId}/key/reveal`, headers, payload: '{}' },
    })
    assert.equal(native.statusCode, 403)
    const made = await call(app, 'POST', `/v3/users/${owner.userId}/application_credentials`, {
      token,
      body: { application_credential: { name: 'outlives' } },
    })
    assert.equal(made.statusCode, 403)
    await Promise.all([owner, member].map((user) => tokenOf(app, user)))
  })

  test('is not exchanged for another, nor used for another impersonation', async () => {
    const token = await actAs(owner)
    const exchange = { auth: { token: { id: token } } }
    assertFault(await call(app, 'POST', '/v2.0/tokens', { body: exchange }), 403, 'forbidden')
    const body = { 'RAX-AUTH:impersonation': { user: { username: 'jane' } } }
    const url = '/v2.0/RAX-AUTH/impersonation-tokens'
    assertFault(await call(app, 'POST', url, { token, body }), 403, 'forbidden')
  })

  test('answers alike over the network, where other tokens are answered from memory', async () => {
    const token = await actAs(owner)
    const address = `http://127.0.0.1:${await listen(app)}/v2.0/tokens/${token}`
    for (const caller of [token, await tokenOf(app, staff)]) {
      const answer = await fetch(address, { headers: { 'X-Auth-Token': caller } })
      assert.equal(await answer.text(), (await get(`/tokens/${token}`, caller)).body)
      assert.equal(answer.status, 200)
    }
  })
})

describe('an impersonation token ends at once', () => {
  const ends: readonly [string, (by: TestUser, user: TestUser, token: string) => Promise<unknown>][] = [
    ['when it is deleted', (_by, _user, token) => call(app, 'DELETE', '/v2.0/tokens', { token })],
    [
      "when the staff's key is reset",
      async (by) => {
        const url = `/v2.0/users/${by.userId}/OS-KSADM/credentials/RAX-KSKEY:apiKeyCredentials/RAX-AUTH/reset`
        return call(app, 'POST', url, { token: await tokenOf(app, by) })
      },
    ],
    ['when the staff is disabled', (by) => app.deps.store.users.update(by.userId, { enabled: false })],
    [
      'when the user is disabled',
      (_by, user) => app.deps.store.users.update(user.userId, { enabled: false }),
    ],
    [
      'when the staff is staff no more',
      (by) => app.deps.store.users.update(by.userId, { roles: ['identity:default'] }),
    ],
    [
      'when the user becomes staff',
      (_by, user) => app.deps.store.users.update(user.userId, { roles: ['identity:admin'] }),
    ],
    [
      'when the user is deleted',
      (_by, user) => app.deps.store.users.delete(user.userId, app.deps.clock.now()),
    ],
  ]
  for (const [what, end] of ends) {
    test(what, async () => {
      const by = await freshStaff()
      serial++
      const user = await app.addUser(`customer${serial}`, { accountId })
      const token = await actAs(user, by)
      assert.equal((await get('/tenants', token)).statusCode, 200)
      await end(by, user, token)
      assertFault(await get('/tenants', token), 401, 'unauthorized')
    })
  }

  test("when the token it was got with is deleted, but not with the staff's other tokens", async () => {
    const by = await freshStaff()
    const [mine, other] = [await tokenOf(app, by), await tokenOf(app, by)]
    const body = { 'RAX-AUTH:impersonation': { user: { username: 'john' } } }
    const url = '/v2.0/RAX-AUTH/impersonation-tokens'
    const token = (await call(app, 'POST', url, { token: mine, body })).json().access.token.id
    await call(app, 'DELETE', '/v2.0/tokens', { token: other })
    assert.equal((await get('/tenants', token)).statusCode, 200)
    await call(app, 'DELETE', '/v2.0/tokens', { token: mine })
    assertFault(await get('/tenants', token), 401, 'unauthorized')
  })
})

describe('impersonation is refused', () => {
  test('to everybody but staff, and shows nobody who there is', async () => {
    for (const by of [owner, member]) {
      for (const username of ['jane', 'nobody']) assertFault(await ask(by, { username }), 403, 'forbidden')
    }
  })

  test('of staff, operators, services and oneself', async () => {
    await app.addUser('a-service', { roles: ['service'] })
    await app.addUser('other-staff', { roles: ['identity:admin'] })
    for (const username of ['other-staff', 'a-service', app.owner.username, 'staff']) {
      assertFault(await ask(staff, { username }), 403, 'forbidden')
    }
    assertFault(await ask(app.owner, { username: 'other-staff' }), 403, 'forbidden')
  })

  test('of nobody and of a disabled user', async () => {
    const { userId } = await app.addUser('is-disabled', { accountId })
    await app.deps.store.users.update(userId, { enabled: false })
    assertFault(await ask(staff, { username: 'nobody' }), 404, 'itemNotFound')
    assertFault(await ask(staff, { id: userId }), 403, 'userDisabled')
  })

  test('for what cannot be read', async () => {
    for (const user of [undefined, {}, { username: 1 }, { username: 'john', id: owner.userId }]) {
      assertFault(await ask(staff, user), 400, 'badRequest')
    }
    for (const seconds of [0, -1, 1.5, '60']) {
      assertFault(await ask(staff, { username: 'john' }, { 'expire-in-seconds': seconds }), 400, 'badRequest')
    }
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openTestApp, TESTER, type TestUser } from '../../../../tests/support/app.ts'
import { call, passwordTokenOf, tokenOf } from '../../../../tests/support/identity.ts'
import { v3TokenOf } from '../../../../tests/support/identity-v3.ts'
import { HOUR_MS } from '../../../../tests/support/test-clock.ts'
import { createRole } from '../../domain/roles/create-role.ts'
import { addServiceRule } from '../../domain/services/add-rule.ts'
import { removeServiceRule } from '../../domain/services/remove-rule.ts'
import { changeRoles } from '../../domain/users/change-roles.ts'
import { app, ask, askTwice, bearer, callsOf } from './testing.ts'

const PASSWORD = 'seven grey geese walked home'

describe('whatever proves who somebody is', () => {
  const credentials: readonly (readonly [string, (user: TestUser) => Promise<string>, boolean])[] = [
    ['a key', async (user) => bearer(user), true],
    [
      'a name and a key',
      async (user) => `Authorization: Basic ${btoa(`${user.username}:${user.apiKey}`)}`,
      true,
    ],
    ['a token of v2.0', async (user) => `X-Auth-Token: ${await tokenOf(app, user)}`, true],
    ['the same as a bearer', async (user) => `Authorization: Bearer ${await tokenOf(app, user)}`, true],
    ['a token of v3', async (user) => `X-Auth-Token: ${await v3TokenOf(app, user)}`, true],
    [
      'a token by password',
      async ({ username }) => `X-Auth-Token: ${await passwordTokenOf(app, username, PASSWORD)}`,
      false,
    ],
    ['a token of v1.0', async (user) => `X-Auth-Token: ${await v1TokenOf(user)}`, true],
  ]
  for (const [at, [what, credentialOf, isByKey]] of credentials.entries()) {
    test(`${what} is told with all headers, by memory and without it`, async () => {
      const user = await app.addUser(`person${at}`, { password: PASSWORD })
      const { status, headers, body } = await askTwice([await credentialOf(user)])
      assert.deepEqual([status, body], [204, ''])
      const key = await app.deps.store.keys.current(user.userId)
      assert.deepEqual(Object.fromEntries([...headers].filter(([name]) => name.startsWith('x-keyward-'))), {
        'x-keyward-user': user.username,
        'x-keyward-user-id': user.userId,
        'x-keyward-account': user.accountId,
        'x-keyward-roles': 'identity:default',
        'x-keyward-scopes': '',
        'x-keyward-key-id': isByKey ? key?.id : '',
        'x-keyward-impersonator': '',
      })
    })
  }

  test('whoever acts in the name of another is named, by memory and without it', async () => {
    const staff = await app.addUser('staff@desk', { roles: ['identity:admin'] })
    const user = await app.addUser('acted-for')
    const body = { 'RAX-AUTH:impersonation': { user: { id: user.userId }, 'expire-in-seconds': 600 } }
    const url = '/v2.0/RAX-AUTH/impersonation-tokens'
    const made = await call(app, 'POST', url, { token: await tokenOf(app, staff), body })
    const { status, headers } = await askTwice([`X-Auth-Token: ${made.json().access.token.id}`])
    assert.equal(status, 204)
    assert.equal(headers.get('x-keyward-user'), 'acted-for')
    assert.equal(headers.get('x-keyward-impersonator'), 'staff@desk')
  })

  async function v1TokenOf({ username, apiKey }: TestUser): Promise<string> {
    const headers = { 'x-auth-user': username, 'x-auth-key': apiKey }
    const answer = await app.http.inject({ method: 'GET', url: '/v1.0', headers })
    return String(answer.headers['x-auth-token'])
  }

  for (const [name, told] of [
    ['jörg', 'j%C3%B6rg'],
    ['юлия', '%D1%8E%D0%BB%D0%B8%D1%8F'],
    ['𠮷野', '%F0%A0%AE%B7%E9%87%8E'],
    ['j.o+e@example.com', 'j.o+e@example.com'],
    ['zoë+1@example', 'zo%C3%AB+1@example'],
  ] as const) {
    test(`the name ${name} is told as ${told}, which reads back as it was`, async () => {
      const { headers } = await askTwice([bearer(await app.addUser(name))])
      assert.equal(headers.get('x-keyward-user'), told)
      assert.equal(decodeURIComponent(told), name)
    })
  }

  test('several roles are told with commas between them', async () => {
    const user = await app.addUser('ruth', { roles: ['identity:default', 'reader'] })
    const { headers } = await askTwice([bearer(user)])
    assert.deepEqual(headers.get('x-keyward-roles')?.split(',').sort(), ['identity:default', 'reader'])
  })

  test('headers that the client forged are not in the answer (F-12)', async () => {
    const user = await app.addUser('honest')
    const forged = ['User', 'User-Id', 'Account', 'Roles', 'Scopes', 'Key-Id', 'Reason']
    for (const spelt of [(name: string) => name, (name: string) => name.toUpperCase()]) {
      const lines = forged.map((name) => `${spelt(`X-Keyward-${name}`)}: forged`)
      const { status, headers } = await askTwice([bearer(user), ...lines])
      assert.equal(status, 204)
      assert.ok(![...headers.values()].includes('forged'))
      assert.equal(headers.get('x-keyward-user'), 'honest')
    }
  })
})

describe('Envoy, which puts the path behind ours and keeps method and host', () => {
  test('is answered by the rules of the service', async () => {
    await app.addService('envoyed', 'x', null, 'https://localhost:8080/v9')
    await createRole(app.deps, TESTER, { name: 'reads', description: '', givenByAccounts: true })
    const rule = await addServiceRule(app.deps, TESTER, {
      service: 'envoyed',
      methods: ['GET'],
      path: '/v9/open/*',
      role: 'reads',
    })
    const user = await app.addUser('behind-envoy')
    await changeRoles(app.deps, TESTER, user.userId, { add: ['reads'], remove: [] })
    const verdict = async (target: string, method = 'GET', ...lines: readonly string[]) => {
      const { status, reason } = await ask([bearer(user), ...lines], `/auth/verify${target}`, method)
      return reason ?? status
    }
    assert.equal(await verdict('/v9/open/x?y=1'), 204)
    assert.equal(await verdict('/v9/open/x', 'DELETE'), 'role')
    assert.equal(await verdict('/v9/open/x', 'PROPFIND'), 'role')
    assert.equal(await verdict('/v9/closed'), 'role')
    assert.equal(await verdict('/v9/open/x/'), 'role')
    assert.equal(await verdict('/v8'), 'role')
    assert.equal(await verdict('/v9;x/open/x'), 'malformed')
    assert.equal(await verdict('/v9/open/../closed'), 'malformed')
    assert.equal(await verdict('/v9/closed', 'GET', 'X-Forwarded-Uri: /v9/open/x'), 'malformed')
    assert.equal(await verdict('/v9/open/x', 'PUT', 'X-Forwarded-Method: GET'), 'malformed')
    await removeServiceRule(app.deps, TESTER, rule.id)
    assert.equal(await verdict('/v8'), 204)
  })
})

describe('Envoy, for which 200 alone means that a request may pass', () => {
  const envoy = ['X-Envoy-Internal: true', 'x-envoy-expected-rq-timeout-ms: 200']

  test('is answered 200 with the same headers as others 204', async () => {
    const told = async (...lines: readonly string[]) => {
      const { status, headers, body } = await askTwice([bearer(app.owner), ...lines], '/auth/verify/a')
      return { status, body, headers: [...headers].filter(([name]) => name.startsWith('x-keyward-')) }
    }
    const others = await told()
    assert.deepEqual([others.status, others.headers.length], [204, 7])
    for (const line of envoy) assert.deepEqual(await told(line), { ...others, status: 200 })
  })

  test('is refused as others are', async () => {
    assert.equal((await ask(envoy)).status, 401)
    assert.equal((await ask([bearer(app.owner), ...envoy], '/auth/verify/..;/x')).reason, 'malformed')
  })
})

describe('the client behind the proxy', () => {
  const seenFrom = async (name: string, ...lines: readonly string[]) => {
    const user = await app.addUser(name)
    await askTwice([bearer(user), 'User-Agent: rclone/v1.60.1', ...lines])
    return callsOf(user)
  }
  const [dialect, outcome, client] = ['forward-auth', 'valid', 'rclone/v1.60.1']

  test('is recorded as the caller, also by the route before Fastify', async () => {
    assert.deepEqual(await seenFrom('seen1', 'X-Forwarded-For: 192.0.2.7'), [
      { dialect, outcome, client, network: '192.0.2.7', calls: 2 },
    ])
  })

  test('is counted once for a call that a rule of a service refuses', async () => {
    await app.addService('kept', 'x', null, 'https://kept.example')
    const rule = { service: 'kept', methods: ['GET'], path: '/**', role: 'keeper' }
    await createRole(app.deps, TESTER, { name: 'keeper', description: '', givenByAccounts: true })
    await addServiceRule(app.deps, TESTER, rule)
    const original = ['X-Forwarded-Host: kept.example', 'X-Forwarded-Uri: /', 'X-Forwarded-Method: GET']
    const counts = await seenFrom('refused', 'X-Forwarded-For: 192.0.2.7', ...original)
    assert.deepEqual(
      counts.map(({ calls }) => calls),
      [2],
    )
  })

  test('is the first from the right that is no proxy: what is left of it anybody can write (S-76)', async () => {
    const lines = 'X-Forwarded-For: 198.51.100.1, 192.0.2.7, 127.0.0.5'
    assert.deepEqual(await seenFrom('seen2', lines), [
      { dialect, outcome, client, network: '192.0.2.7', calls: 2 },
    ])
  })

  test('is the proxy itself when it says nothing', async () => {
    assert.deepEqual(await seenFrom('seen3'), [{ dialect, outcome, client, network: '127.0.0.1', calls: 2 }])
  })

  test('that keeps guessing is stopped, and not its neighbours behind the same proxy', async () => {
    const from = (address: string) => `X-Forwarded-For: ${address}`
    const guess = (at: number) => `Authorization: Bearer ${`${at}`.padStart(32, '0')}`
    const outcomes = new Set<string>()
    for (let at = 0; at < 30; at++) {
      const { status, reason, headers } = await ask([guess(at), from('192.0.2.66')])
      outcomes.add(`${status} ${reason} ${headers.has('retry-after')}`)
    }
    assert.deepEqual([...outcomes], ['401 credential false', '403 throttled true'])
    assert.equal((await ask([guess(99), from('192.0.2.67')])).status, 401)
    // A good key is never stopped for the failures of others.
    const user = await app.addUser('neighbour')
    assert.equal((await askTwice([bearer(user), from('192.0.2.66')])).status, 204)
    app.wait(HOUR_MS)
  })

  test('cannot say who it is when no proxy is trusted', async () => {
    const strict = await openTestApp()
    const user = await strict.addUser('somebody')
    const headers = { authorization: `Bearer ${user.apiKey}`, 'x-forwarded-for': '192.0.2.7' }
    await strict.http.inject({ url: '/auth/verify', headers })
    await strict.deps.calls.flush()
    const [count] = await strict.deps.store.calls.ofUser(user.userId, 0)
    assert.equal(count?.network, '127.0.0.1')
    await strict.close()
  })
})

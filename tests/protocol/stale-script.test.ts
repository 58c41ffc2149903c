import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { reconnectAfterReset } from '../../server/src/domain/callers/reconnect.ts'
import { CALLS_KEPT_MS } from '../../server/src/domain/callers/recording.ts'
import { resetKey } from '../../server/src/domain/keys/reset-key.ts'
import { deleteUser } from '../../server/src/domain/users/delete-user.ts'
import { openTestApp, TESTER, type TestApp } from '../support/app.ts'

const PASSWORD = 'a sentence nobody would guess'
const STALE = { 'user-agent': 'nightly-backup/1.0' }

/** One stale script, presenting its key 100 times a second for ten seconds in every way there is. */
async function hammerWith(app: TestApp, username: string, key: string): Promise<ReadonlySet<number>> {
  const statuses = new Set<number>()
  for (let at = 0; at < 250; at++) {
    for (const request of [
      { method: 'GET', url: '/v1.0', headers: { ...STALE, 'x-auth-user': username, 'x-auth-key': key } },
      { method: 'POST', url: '/v1.1/auth', headers: STALE, payload: { credentials: { username, key } } },
      {
        method: 'POST',
        url: '/v2.0/tokens',
        headers: STALE,
        payload: { auth: { 'RAX-KSKEY:apiKeyCredentials': { username, apiKey: key } } },
      },
      { method: 'GET', url: '/api/v1/verify', headers: { ...STALE, authorization: `Bearer ${key}` } },
    ] as const) {
      statuses.add((await app.http.inject(request)).statusCode)
    }
    app.wait(40)
  }
  return statuses
}

/** The same through what takes it for a password. */
async function hammerAsPassword(app: TestApp, username: string, key: string): Promise<ReadonlySet<number>> {
  const statuses = new Set<number>()
  const user = { name: username, domain: { id: 'default' }, password: key }
  for (let at = 0; at < 100; at++) {
    for (const { url, auth } of [
      { url: '/v2.0/tokens', auth: { passwordCredentials: { username, password: key } } },
      { url: '/v3/auth/tokens', auth: { identity: { methods: ['password'], password: { user } } } },
    ]) {
      const answer = await app.http.inject({ method: 'POST', url, headers: STALE, payload: { auth } })
      statuses.add(answer.statusCode)
    }
    app.wait(100)
  }
  return statuses
}

/** By key and by password, from where the script runs. */
async function assertCanLogIn(app: TestApp, username: string, apiKey: string): Promise<void> {
  const byKey = { 'RAX-KSKEY:apiKeyCredentials': { username, apiKey } }
  const byPassword = { passwordCredentials: { username, password: PASSWORD } }
  for (const auth of [byKey, byPassword]) {
    const login = await app.http.inject({ method: 'POST', url: '/v2.0/tokens', payload: { auth } })
    assert.equal(login.statusCode, 200, login.body)
  }
}

describe('a script that goes on presenting a key as password', () => {
  for (const state of ['retired', 'current'] as const) {
    test(`keeps nobody out who has the password, not even the owner of the ${state} key`, async () => {
      const app = await openTestApp()
      const owner = await app.addUser('holder', { password: PASSWORD })
      let current = owner.apiKey
      if (state === 'retired') {
        current = (await resetKey(app.deps, TESTER, owner.userId, { overlapSeconds: 0 })).secret
      }
      const statuses = await hammerAsPassword(app, 'holder', owner.apiKey)
      // Keystone's dialect takes the account key for a password.
      assert.deepEqual([...statuses], state === 'retired' ? [401] : [401, 201])
      await assertCanLogIn(app, 'holder', current)
      await app.close()
    })
  }
})

describe('a script that goes on presenting a retired key', () => {
  test('gets the plain 401 each time, stops nobody behind the same address, and the tracker names it', async () => {
    const app = await openTestApp()
    const stale = await app.addUser('stale')
    const fresh = await app.addUser('fresh', { password: PASSWORD })
    await resetKey(app.deps, TESTER, stale.userId, { overlapSeconds: 0 })

    assert.deepEqual([...(await hammerWith(app, stale.username, stale.apiKey))], [401])

    await assertCanLogIn(app, fresh.username, fresh.apiKey)
    const { callers } = await reconnectAfterReset(app.deps, TESTER, stale.userId)
    assert.deepEqual(
      new Set(callers.map(({ client, state }) => `${client} ${state}`)),
      new Set(['nightly-backup/1.0 failing']),
    )
    assert.equal(
      callers.reduce((sum, { calls }) => sum + (calls ?? 0), 0),
      1_000,
    )
  })

  test('of a deleted user: gets the plain 401 each time in every way, and stops nobody behind the same address', async () => {
    const app = await openTestApp()
    const stale = await app.addUser('stale')
    const fresh = await app.addUser('fresh', { password: PASSWORD })
    await deleteUser(app.deps, TESTER, stale.userId)
    assert.deepEqual([...(await hammerWith(app, stale.username, stale.apiKey))], [401])
    assert.deepEqual([...(await hammerAsPassword(app, stale.username, stale.apiKey))], [401])
    await assertCanLogIn(app, fresh.username, fresh.apiKey)
    await app.close()
  })

  test('that was replaced 90 days ago and more: likewise', async () => {
    const app = await openTestApp()
    const stale = await app.addUser('stale', { password: PASSWORD })
    const { secret } = await resetKey(app.deps, TESTER, stale.userId, { overlapSeconds: 0 })
    app.wait(CALLS_KEPT_MS + 1)
    await app.deps.store.keys.forgetEndedBefore(app.deps.clock.now() - CALLS_KEPT_MS)
    assert.deepEqual([...(await hammerWith(app, stale.username, stale.apiKey))], [401])
    assert.deepEqual([...(await hammerAsPassword(app, stale.username, stale.apiKey))], [401])
    await assertCanLogIn(app, stale.username, secret)
    await app.close()
  })

  test('does not use up what guesses are allowed: a wrong key is still told so before it is throttled', async () => {
    const app = await openTestApp()
    const stale = await app.addUser('stale')
    await resetKey(app.deps, TESTER, stale.userId, { overlapSeconds: 0 })
    await hammerWith(app, stale.username, stale.apiKey)
    const statuses: number[] = []
    for (let guess = 0; guess < 22; guess++) {
      const headers = { 'x-auth-user': 'stale', 'x-auth-key': `${guess}`.padStart(32, '0') }
      statuses.push((await app.http.inject({ method: 'GET', url: '/v1.0', headers })).statusCode)
    }
    assert.deepEqual(statuses, [...Array<number>(20).fill(401), 413, 413])
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { reconnectAfterReset } from '../../server/src/domain/callers/reconnect.ts'
import { resetKey } from '../../server/src/domain/keys/reset-key.ts'
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

describe('a script that goes on presenting a retired key', () => {
  test('gets the plain 401 each time, stops nobody behind the same address, and the tracker names it', async () => {
    const app = await openTestApp()
    const stale = await app.addUser('stale')
    const fresh = await app.addUser('fresh', { password: PASSWORD })
    await resetKey(app.deps, TESTER, stale.userId, { overlapSeconds: 0 })

    assert.deepEqual([...(await hammerWith(app, stale.username, stale.apiKey))], [401])

    const byKey = { 'RAX-KSKEY:apiKeyCredentials': { username: fresh.username, apiKey: fresh.apiKey } }
    const byPassword = { passwordCredentials: { username: fresh.username, password: PASSWORD } }
    for (const auth of [byKey, byPassword]) {
      const login = await app.http.inject({ method: 'POST', url: '/v2.0/tokens', payload: { auth } })
      assert.equal(login.statusCode, 200, login.body)
    }
    const { callers } = await reconnectAfterReset(app.deps, TESTER, stale.userId)
    assert.deepEqual(
      new Set(callers.map(({ client, state }) => `${client} ${state}`)),
      new Set(['nightly-backup/1.0 failing']),
    )
    assert.equal(
      callers.reduce((sum, { calls }) => sum + calls, 0),
      1_000,
    )
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

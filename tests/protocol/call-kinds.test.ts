import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { historyOf } from '../../server/src/domain/callers/history.ts'
import { openTestApp, TESTER, type TestUser } from '../support/app.ts'
import { keyLogin, listen, passwordTokenOf, tokenOf } from '../support/identity.ts'
import { credentialLogin, makeCredential, secretLogin, tokenLogin } from '../support/identity-v3.ts'
import { rawRequest, sendRaw } from '../support/raw-http.ts'

// Routes before Fastify are not on the way of `inject`: these tests go over the network.
const app = await openTestApp()
const port = await listen(app)

const send = async (method: string, path: string, lines: readonly string[], body?: unknown) => {
  const json = body === undefined ? [] : ['Content-Type: application/json']
  const text = body === undefined ? undefined : JSON.stringify(body)
  const answer = await sendRaw(port, rawRequest(method, path, [...lines, ...json], text))
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.body}`)
}

/** Each request twice as it is, which memory answers the second time, and once in the ordinary way. */
async function thrice(method: string, path: string, lines: readonly string[] = [], body?: unknown) {
  await send(method, path, lines, body)
  await send(method, path, lines, body)
  await send(method, path, [...lines, 'X-Unusual: 1'], body)
}

async function countersOf({ userId }: TestUser) {
  const { byKey } = await historyOf(app.deps, TESTER, userId)
  return byKey.flatMap(({ byDialect }) =>
    byDialect.map(({ dialect, calls, tokens, verifications }) => [dialect, calls, tokens, verifications]),
  )
}

describe('what calls were for', () => {
  test('a login is a call and a token, from memory and in the ordinary way', async () => {
    const user = await app.addUser('logs-in')
    const { username, apiKey } = user
    await thrice('POST', '/v2.0/tokens', [], keyLogin(user))
    await thrice(
      'POST',
      '/v3/auth/tokens',
      [],
      secretLogin({ name: username, domain: { id: 'default' } }, apiKey),
    )
    await thrice('GET', '/v1.0', [`X-Auth-User: ${username}`, `X-Auth-Key: ${apiKey}`])
    assert.deepEqual(await countersOf(user), [
      ['identity-v1.0', 3, 3, 0],
      ['identity-v2.0', 3, 3, 0],
      ['identity-v3', 3, 3, 0],
    ])
  })

  test('a token for a token counts for the key that the first was got with', async () => {
    const user = await app.addUser('exchanges')
    const token = await tokenOf(app, user)
    await send('POST', '/v2.0/tokens', [], { auth: { token: { id: token } } })
    await send('POST', '/v3/auth/tokens', [], tokenLogin(token))
    assert.deepEqual(await countersOf(user), [
      ['identity-v2.0', 1, 2, 0],
      ['identity-v3', 0, 1, 0],
    ])
  })

  test('an application credential has tokens of its own, and a password none', async () => {
    const user = await app.addUser('delegates', { password: 'a long enough password' })
    const { id, secret } = await makeCredential(app, user)
    const before = await countersOf(user)
    await thrice('POST', '/v3/auth/tokens', [], credentialLogin({ id }, secret))
    await passwordTokenOf(app, user.username, 'a long enough password')
    assert.deepEqual(await countersOf(user), [['identity-v3', 3, 3, 0], ...before])
  })

  test('asking whether a credential is good is a verification, and using it is none', async () => {
    const user = await app.addUser('is-verified')
    const key = [`Authorization: Bearer ${user.apiKey}`]
    await thrice('GET', '/api/v1/verify', key)
    await thrice('GET', '/auth/verify', key)
    await send('POST', '/api/v1/verify', key, { credentials: [user.apiKey] })
    await send('GET', '/api/v1/users/me', key)
    assert.deepEqual(await countersOf(user), [
      ['forward-auth', 3, 0, 3],
      ['native', 6, 0, 4],
    ])
  })

  test('who validates a token in Identity v2.0 or v3 makes a verification', async () => {
    const user = await app.addUser('validates')
    const token = await tokenOf(app, user)
    await thrice('GET', `/v2.0/tokens/${token}`, [`X-Auth-Token: ${token}`])
    await send('GET', '/v2.0/tenants', [`X-Auth-Token: ${token}`])
    await send('GET', '/v3/auth/tokens', [`X-Auth-Token: ${token}`, `X-Subject-Token: ${token}`])
    await send('GET', '/v3/auth/catalog', [`X-Auth-Token: ${token}`])
    assert.deepEqual(await countersOf(user), [
      ['identity-v2.0', 5, 1, 3],
      ['identity-v3', 2, 0, 1],
    ])
  })
})

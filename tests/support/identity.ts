import assert from 'node:assert/strict'
import type { LightMyRequestResponse } from 'fastify'
import type { TestApp, TestUser } from './app.ts'

type Headers = Readonly<Record<string, string>>

/** As a content type: send the body without one. */
export const NO_TYPE = 'none'

/** A call as an identity client makes it. */
export function call(
  app: TestApp,
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  { token, body, headers = {} }: { token?: string; body?: unknown; headers?: Headers } = {},
): Promise<LightMyRequestResponse> {
  const auth = token === undefined ? {} : { 'x-auth-token': token }
  if (body === undefined) return app.http.inject({ method, url, headers: { ...auth, ...headers } })
  const payload = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
  const { 'content-type': type = 'application/json', ...others } = headers
  const contentType = type === NO_TYPE ? {} : { 'content-type': type }
  return app.http.inject({ method, url, payload, headers: { ...auth, ...contentType, ...others } })
}

export function keyLogin({ username, apiKey }: Pick<TestUser, 'username' | 'apiKey'>, more: object = {}) {
  return { auth: { 'RAX-KSKEY:apiKeyCredentials': { username, apiKey }, ...more } }
}

export function passwordLogin(username: string, password: string, more: object = {}) {
  return { auth: { passwordCredentials: { username, password }, ...more } }
}

/** Listens on a free port of the loopback address: what is answered before Fastify is not on the way of `call`. */
export async function listen({ http }: TestApp): Promise<number> {
  return Number(new URL(await http.listen({ host: '127.0.0.1', port: 0 })).port)
}

/** A v2.0 token by key. */
export async function tokenOf(app: TestApp, user: Pick<TestUser, 'username' | 'apiKey'>): Promise<string> {
  const answer = await call(app, 'POST', '/v2.0/tokens', { body: keyLogin(user) })
  assert.equal(answer.statusCode, 200, answer.body)
  return answer.json().access.token.id
}

export async function passwordTokenOf(app: TestApp, username: string, password: string): Promise<string> {
  const answer = await call(app, 'POST', '/v2.0/tokens', { body: passwordLogin(username, password) })
  assert.equal(answer.statusCode, 200, answer.body)
  return answer.json().access.token.id
}

/** Asserts a refusal in the JSON form of v1.1 and v2.0: one root key with code and message, and nothing to keep. */
export function assertFault(answer: LightMyRequestResponse, status: number, name: string): void {
  assert.equal(answer.statusCode, status, answer.body)
  assert.match(String(answer.headers['content-type']), /^application\/json/)
  const body = answer.json()
  assert.deepEqual(Object.keys(body), [name])
  assert.equal(body[name].code, status)
  assert.ok(typeof body[name].message === 'string' && body[name].message.length > 0)
  assert.equal(answer.headers['cache-control'], 'no-store')
  assert.ok(answer.headers['x-trans-id'])
}

/** A key that nobody has. */
export const WRONG_KEY = '0123456789abcdef0123456789abcdef'

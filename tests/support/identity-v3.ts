import assert from 'node:assert/strict'
import type { LightMyRequestResponse } from 'fastify'
import { PUBLIC_URL, type TestApp, type TestUser } from './app.ts'
import { call } from './identity.ts'

/** A v3 login by password or account key. @param more `scope`, say */
export function secretLogin(user: object, password: string, more: object = {}) {
  return { auth: { identity: { methods: ['password'], password: { user: { ...user, password } } }, ...more } }
}

export function tokenLogin(id: string, more: object = {}) {
  return { auth: { identity: { methods: ['token'], token: { id } }, ...more } }
}

export function logInV3(app: TestApp, body: unknown, query = ''): Promise<LightMyRequestResponse> {
  return call(app, 'POST', `/v3/auth/tokens${query}`, { body })
}

/** A v3 token by account key. */
export async function v3TokenOf(
  app: TestApp,
  { username, apiKey }: Pick<TestUser, 'username' | 'apiKey'>,
  more: object = {},
): Promise<string> {
  return subjectTokenOf(await logInV3(app, secretLogin({ name: username }, apiKey, more)))
}

/** The token of an answer to a login. */
export function subjectTokenOf(answer: LightMyRequestResponse): string {
  assert.equal(answer.statusCode, 201, answer.body)
  const token = answer.headers['x-subject-token']
  assert.ok(typeof token === 'string')
  return token
}

/** Asserts a refusal in Keystone's form: code, message and title, and for 401 where to log in. */
export function assertKeystoneError(answer: LightMyRequestResponse, status: number, title: string): void {
  assert.equal(answer.statusCode, status, answer.body)
  assert.match(String(answer.headers['content-type']), /^application\/json/)
  const { error, ...rest } = answer.json()
  assert.deepEqual(rest, {})
  assert.equal(error.code, status)
  assert.equal(error.title, title)
  assert.ok(typeof error.message === 'string' && error.message.length > 0)
  const expected = status === 401 ? `Keystone uri="${PUBLIC_URL}/v3"` : undefined
  assert.equal(answer.headers['www-authenticate'], expected)
  assert.equal(answer.headers['vary'], 'X-Auth-Token')
  assert.equal(answer.headers['cache-control'], 'no-store')
}

/** A v3 login by application credential. @param named `id`, or `name` and `user` */
export function credentialLogin(named: object, secret: string, more: object = {}) {
  const application_credential = { ...named, secret }
  return { auth: { identity: { methods: ['application_credential'], application_credential }, ...more } }
}

/** What a test needs of an application credential that was made. */
export interface MadeCredential {
  readonly id: string
  readonly name: string
  readonly secret: string
  readonly userId: string
}

let made = 0

/** Makes an application credential of a user by a token of theirs. @param asked a name is found where there is none */
export async function makeCredential(
  app: TestApp,
  user: TestUser,
  asked: object = {},
): Promise<MadeCredential> {
  const { userId } = user
  const answer = await call(app, 'POST', `/v3/users/${userId}/application_credentials`, {
    token: await v3TokenOf(app, user),
    body: { application_credential: { name: `credential ${++made}`, ...asked } },
  })
  assert.equal(answer.statusCode, 201, answer.body)
  const { id, name, secret } = answer.json().application_credential
  return { id, name, secret, userId }
}

/** A token by application credential. */
export async function delegatedTokenOf(app: TestApp, { id, secret }: MadeCredential): Promise<string> {
  return subjectTokenOf(await logInV3(app, credentialLogin({ id }, secret)))
}

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { changeAdminType } from '../../server/src/domain/administrators/change-admin-type.ts'
import { generatePair } from '../../server/src/domain/key-pairs/generate-pair.ts'
import { TESTER, type TestApp, type TestUser } from './app.ts'

export interface Pair {
  readonly userKey: string
  readonly secretKey: string
}

/** A super administrator with a key pair, in an account of their own unless told otherwise. */
export interface Administrator extends TestUser, Pair {}

let made = 0

export async function addAdministrator(app: TestApp, accountId?: string): Promise<Administrator> {
  made++
  const account = accountId ?? (await app.addAccount(`mail ${made}`))
  const user = await app.addUser(`admin${made}`, { accountId: account, roles: ['identity:default'] })
  await changeAdminType(app.deps, TESTER, user.userId, 'super')
  return { ...user, ...(await pairOf(app, user)) }
}

/** Generates a pair for a super administrator. */
export async function pairOf(app: TestApp, { userId }: Pick<TestUser, 'userId'>): Promise<Pair> {
  const { userKey, secretKey } = await generatePair(app.deps, TESTER, userId)
  return { userKey, secretKey }
}

export const AGENT = 'keyward-tests/1.0'

/** `YYYYMMDDHHmmss` in UTC. */
export function stampOf(ms: number): string {
  return new Date(ms).toISOString().replace(/\D/g, '').slice(0, 14)
}

/** What goes into `X-Api-Signature`. @param agent bytes as latin1 */
export function signatureOf({ userKey, secretKey }: Pair, stamp: string, agent = AGENT): string {
  const hash = createHash('sha1').update(`${userKey}${agent}${stamp}${secretKey}`, 'latin1')
  return `${userKey}:${stamp}:${hash.digest('base64')}`
}

export function signed(app: TestApp, pair: Pair, agent = AGENT): Record<string, string> {
  return { 'user-agent': agent, 'x-api-signature': signatureOf(pair, stampOf(app.nowMs()), agent) }
}

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'PATCH'
type FormFields = Record<string, string> | [string, string][]

/** What one administrator's program sends, signed anew each time. */
export interface EmailClient<Signer extends Pair = Administrator> {
  readonly admin: Signer
  /** @param more headers over those of the signature, and other options of the request */
  send(
    method: Method,
    path: string,
    more?: Omit<InjectOptions, 'method' | 'url'>,
  ): Promise<LightMyRequestResponse>
  get(path: string): Promise<LightMyRequestResponse>
  /** A form, as most clients send it. */
  form(method: Method, path: string, fields: FormFields): Promise<LightMyRequestResponse>
  json(method: Method, path: string, body: unknown): Promise<LightMyRequestResponse>
}

export function emailClient<Signer extends Pair>(app: TestApp, admin: Signer): EmailClient<Signer> {
  const send: EmailClient['send'] = (method, url, more = {}) =>
    app.http.inject({ ...more, method, url, headers: { ...signed(app, admin), ...more.headers } })
  return {
    admin,
    send,
    get: (path) => send('GET', path),
    form: (method, path, fields) =>
      send(method, path, {
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
        payload: new URLSearchParams(fields).toString(),
      }),
    json: (method, path, body) =>
      send(method, path, {
        headers: { 'content-type': 'application/json' },
        payload: JSON.stringify(body),
      }),
  }
}

let domains = 0

/** A client in an account of its own, with a domain that is its alone. */
export async function withMailDomain(app: TestApp, fields: Record<string, string> = {}) {
  const client = emailClient(app, await addAdministrator(app))
  const domain = `m${++domains}.example`
  const P = `/v1/domains/${domain}`
  assertDone(await client.form('POST', P, { serviceType: 'rsemail', ...fields }))
  return { client, domain, P, at: (name: string) => `${P}/rs/mailboxes/${name}` }
}

/** Done, with nothing in the answer. */
export function assertDone(answer: LightMyRequestResponse): void {
  assert.deepEqual(
    [answer.statusCode, answer.body, answer.headers['content-length']],
    [200, '', '0'],
    answer.body,
  )
}

/** A fault in the form of this API, its message in body and header alike. */
export function assertFault(
  answer: LightMyRequestResponse,
  status: number,
  root: string,
  message?: string | RegExp,
): Record<string, unknown> {
  assert.equal(answer.statusCode, status, answer.body)
  assert.match(String(answer.headers['content-type']), /^application\/json; charset=utf-8$/)
  const body: Record<string, Record<string, unknown>> = answer.json()
  const fault = body[root]
  assert.ok(fault, `${root} is not in ${answer.body}`)
  assert.equal(fault['code'], status)
  assert.equal(answer.headers['x-error-message'], fault['message'])
  if (typeof message === 'string') assert.equal(fault['message'], message)
  else if (message) assert.match(String(fault['message']), message)
  return fault
}

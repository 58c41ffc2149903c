import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { NATIVE_ROUTES } from '../../../server/src/http/native/native.ts'
import { statusesOf } from '../../../server/src/http/native/openapi.ts'
import type { NativeRoute } from '../../../server/src/http/native/route.ts'
import { Problem } from '../../../server/src/http/native/schemas.ts'
import { Browser } from '../../support/browser.ts'
import { makeOwner } from '../../support/deps.ts'
import { fingerprint } from '../../support/fingerprint.ts'
import { openTestHttp, type TestHttp } from '../../support/http.ts'
import { type RawAnswer, rawRequest, sendRaw } from '../../support/raw-http.ts'
import { HOUR_MS } from '../../support/test-clock.ts'

let http: TestHttp
let port: number
let browser: Browser

before(async () => {
  http = await openTestHttp()
  port = await http.listen()
  const { user } = await makeOwner(http.deps)
  browser = new Browser(http)
  await browser.enter(user)
})
after(() => http.close())

/** A browser that is signed in, on a page of ours: whatever is refused is refused for the input. */
function own(): readonly string[] {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return [`Cookie: ${cookie}`, `X-CSRF-Token: ${browser.csrfToken}`, 'Sec-Fetch-Site: same-origin']
}

const JSON_TYPE = 'Content-Type: application/json'
const pathOf = ({ path }: NativeRoute) => `/api/v1${path.replace(':userId', 'me')}`
const changes = NATIVE_ROUTES.filter(({ method }) => method !== 'GET')

function assertRefused(answer: RawAnswer, allowed: readonly number[]): void {
  assert.ok(
    answer.status >= 400 && answer.status < 500,
    `gave ${answer.status}: ${answer.body.slice(0, 200)}`,
  )
  assert.ok(allowed.includes(answer.status), `${answer.status} is not one of ${allowed}`)
  assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/)
  const problem = Problem.parse(JSON.parse(answer.body))
  assert.equal(problem.status, answer.status)
  assert.doesNotMatch(answer.body, /node:|\.ts:|SELECT|sqlite/i)
}

interface BadInput {
  readonly what: string
  readonly headers?: readonly string[]
  readonly body?: string | Buffer
}

const BAD_HEADERS: readonly BadInput[] = [
  { what: 'Cookie twice', headers: ['Cookie: a=b'] },
  { what: 'X-CSRF-Token twice', headers: ['X-CSRF-Token: x'] },
  { what: 'Host twice', headers: ['Host: elsewhere'] },
  { what: 'Authorization twice', headers: ['Authorization: Bearer a', 'Authorization: Bearer b'] },
  { what: 'X-Auth-Token twice', headers: ['X-Auth-Token: a', 'X-Auth-Token: b'] },
  { what: 'Idempotency-Key twice', headers: ['Idempotency-Key: a', 'Idempotency-Key: a'] },
  { what: 'Content-Type twice', headers: [JSON_TYPE, JSON_TYPE] },
  { what: 'X-Forwarded-For twice', headers: ['X-Forwarded-For: a', 'X-Forwarded-For: b'] },
  { what: 'bytes that are not ASCII in a credential', headers: ['X-Auth-Token: \xff\xfe'] },
  { what: 'bytes that are not ASCII in the Idempotency-Key', headers: ['Idempotency-Key: \xe9'] },
  { what: 'a NUL in a header', headers: ['X-Other: a\0b'] },
  { what: 'a folded header', headers: ['X-Other: a', ' b'] },
  { what: 'a blank before the colon', headers: ['X-Other : a'] },
  { what: 'over a hundred headers', headers: Array.from({ length: 101 }, (_, at) => `X-${at}: 1`) },
  { what: 'a header of 20 KB', headers: [`X-Other: ${'x'.repeat(20_000)}`] },
  { what: 'two lengths', headers: ['Content-Length: 1', 'Content-Length: 2'] },
  { what: 'length and chunks together', headers: ['Content-Length: 1', 'Transfer-Encoding: chunked'] },
  { what: 'an unknown transfer coding', headers: ['Transfer-Encoding: x'] },
  { what: 'an answer wanted as XML alone', headers: ['Accept: application/xml'] },
]

const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

const BAD_BODIES: readonly BadInput[] = [
  { what: 'broken JSON', body: '{"password":' },
  { what: 'a lone word', body: 'x' },
  { what: 'invalid UTF-8', body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]) },
  { what: 'a NUL in a text', body: '{"note":"a\\u0000b","password":"a\\u0000b"}' },
  { what: 'half a character', body: '{"note":"\\ud800"}' },
  { what: '33 levels', body: deep(33) },
  { what: 'thirty thousand levels', body: deep(30_000) },
  { what: 'a million levels', body: deep(1_000_000) },
  { what: 'a name twice', body: '{"note":"a","note":"b"}' },
  { what: 'a text over 8 KiB', body: JSON.stringify({ note: 'x'.repeat(9_000) }) },
  { what: 'over a thousand members', body: JSON.stringify(Array.from({ length: 1_001 }, () => 1)) },
  { what: 'over 64 KiB', body: JSON.stringify({ note: ['x'.repeat(70_000)] }) },
  { what: 'a list', body: '[1]' },
  { what: 'a figure', body: '1' },
  { what: 'null', body: 'null' },
  { what: 'unknown members', body: '{"admin":true}' },
  { what: 'a prototype', body: '{"__proto__":{"overlapSeconds":1}}' },
  { what: 'another user and account', body: '{"userId":"x","accountId":"y"}' },
].map((bad) => ({ ...bad, headers: [JSON_TYPE] }))

const BAD_TYPES: readonly BadInput[] = [
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/jsonx',
  'garbage',
].map((type) => ({ what: `a body as ${type}`, headers: [`Content-Type: ${type}`], body: '{}' }))

const UNTYPED: BadInput = { what: 'a body of no type', body: '{}' }

describe('bad input to every route of the native API', () => {
  for (const route of NATIVE_ROUTES) {
    const bad = route.method === 'GET' ? BAD_HEADERS : [...BAD_HEADERS, ...BAD_BODIES, ...BAD_TYPES, UNTYPED]
    test(`${route.method} ${route.path}: ${bad.length} kinds are refused and change nothing`, async () => {
      const before = await fingerprint(http.deps)
      for (const { what, headers = [], body } of bad) {
        const answer = await sendRaw(
          port,
          rawRequest(route.method, pathOf(route), [...own(), ...headers], body),
        )
        try {
          assertRefused(answer, statusesOf(route))
        } catch (error) {
          throw new Error(`${what}: ${error instanceof Error ? error.message : ''}`, { cause: error })
        }
      }
      assert.equal(await fingerprint(http.deps), before)
    })
  }

  test('an address that is none is refused on every route', async () => {
    const before = await fingerprint(http.deps)
    for (const route of NATIVE_ROUTES) {
      const path = pathOf(route)
      const targets = [
        `http://localhost:8080${path}`,
        `/./${path}`,
        `/api/../api${path}`,
        `/%2e%2e${path}`,
        `${path}%00`,
        `${path}%zz`,
        `${path}%ff`,
        `${path}${'x'.repeat(5_000)}`,
        `${path}?${'x'.repeat(5_000)}`,
        `${path}?token=secret`,
        `${path}?__proto__=1`,
        `${path}?x=%ff`,
      ]
      for (const target of targets) {
        const answer = await sendRaw(port, rawRequest(route.method, target, own()))
        assertRefused(answer, [400, 401, 404, 405])
        assert.doesNotMatch(answer.body, /secret/)
      }
    }
    assert.equal(await fingerprint(http.deps), before)
  })

  test('every other method is refused on every route, and the right ones are named', async () => {
    const before = await fingerprint(http.deps)
    for (const path of new Set(NATIVE_ROUTES.map(pathOf))) {
      const offered = new Set<string>(
        NATIVE_ROUTES.filter((route) => pathOf(route) === path).map(({ method }) => method),
      )
      if (offered.has('GET')) offered.add('HEAD')
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']) {
        if (offered.has(method)) continue
        const answer = await sendRaw(port, rawRequest(method, path, own()))
        assertRefused(answer, [404, 405])
        if (answer.status === 405) {
          assert.deepEqual(answer.headers.get('allow')?.split(', ').sort(), [...offered].sort())
        }
      }
      assertRefused(await sendRaw(port, rawRequest('GARBAGE', path, own())), [400])
    }
    assert.equal(await fingerprint(http.deps), before)
  })

  test('a change without its token is refused on every route', async () => {
    const before = await fingerprint(http.deps)
    const [cookie = ''] = own()
    for (const route of changes) {
      for (const headers of [
        [cookie],
        [cookie, 'Sec-Fetch-Site: same-origin'],
        [...own().slice(0, 2), 'Sec-Fetch-Site: cross-site'],
      ]) {
        const answer = await sendRaw(port, rawRequest(route.method, pathOf(route), headers))
        assertRefused(answer, [403])
        assert.equal(JSON.parse(answer.body).code, 'csrf')
      }
    }
    assert.equal(await fingerprint(http.deps), before)
  })

  test('garbage credentials are refused on every route', async () => {
    const before = await fingerprint(http.deps)
    const garbage = [
      'Bearer ',
      'Bearer x',
      `Bearer ${'0'.repeat(32)}`,
      'Basic !',
      `Basic ${btoa(':')}`,
      'Negotiate x',
      'x',
    ]
    for (const route of NATIVE_ROUTES.filter(({ access }) => access !== 'anyone')) {
      for (const value of garbage) {
        http.clock.advance(60_000)
        const answer = await sendRaw(
          port,
          rawRequest(route.method, pathOf(route), [`Authorization: ${value}`]),
        )
        assertRefused(answer, route.access === 'session' ? [403] : [401])
      }
    }
    assert.equal(await fingerprint(http.deps), before)
  })

  test('bytes that are no HTTP at all are refused', async () => {
    for (const bytes of [
      '\0\0\0\0\r\n\r\n',
      'GET\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      '\x16\x03\x01\x02\x00\x01\x00\r\n\r\n',
    ]) {
      const answer = await sendRaw(port, Buffer.from(bytes, 'latin1'))
      assert.equal(answer.status, 400)
      assert.match(answer.headers.get('content-type') ?? '', /problem\+json/)
    }
  })

  test('and the server goes on as before', async () => {
    http.clock.advance(HOUR_MS)
    const owner = await http.deps.store.users.byName('olga')
    assert.ok(owner)
    await browser.enter(owner)
    assert.equal((await browser.api('GET', '/session')).statusCode, 200)
    assert.ok(http.logs.every((line) => !line.includes('"status":5')))
  })
})

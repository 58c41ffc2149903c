import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { answering, json } from '../../../tests/support/answering.ts'
import { callerOf, fetchGuard, type GuardOptions } from '../index.ts'

const ANNA = {
  kind: 'key',
  userId: '92c335304969cc69734f78573141cb61',
  username: 'anna',
  accountId: '100001',
  roles: ['reports:reader', 'identity:default'],
  keyId: '4b2b561c3e610238b0760b2b01d23e0f',
  expiresAt: null,
}
const BEARER = { authorization: 'Bearer k1' }

/** What a guarded handler answers; 200 with the user's name when it was reached. */
async function send(options: GuardOptions, headers: Record<string, string>) {
  const handler = fetchGuard(options, (_request, { username }) => new Response(username))
  const response = await handler(new Request('http://service.example/', { headers }))
  return { status: response.status, headers: response.headers, text: await response.text() }
}

describe('what the guard asks Keyward', () => {
  for (const [what, headers] of [
    ['Bearer', BEARER],
    ['Basic', { authorization: `Basic ${btoa('anna:k1')}` }],
    ['X-Auth-Token', { 'x-auth-token': 't1' }],
  ] as const) {
    test(`the credential goes on as it came: ${what}`, async () => {
      const { baseUrl, seen } = await answering(json(200, ANNA))
      assert.deepEqual((await send({ baseUrl: `${baseUrl}/` }, headers)).text, 'anna')
      assert.equal(seen[0]?.url, '/api/v1/verify')
      for (const [name, value] of Object.entries(headers)) assert.equal(seen[0]?.headers[name], value)
    })
  }

  test('the name of the client goes along, nothing else of the request does', async () => {
    const { baseUrl, seen } = await answering(json(200, ANNA))
    const more = { cookie: 'kw=1', 'x-forwarded-for': '192.0.2.1', 'user-agent': 'reporter/2.1' }
    await send({ baseUrl }, { ...BEARER, ...more })
    assert.equal(seen[0]?.headers['user-agent'], 'reporter/2.1')
    assert.equal(seen[0]?.headers.cookie, undefined)
    assert.equal(seen[0]?.headers['x-forwarded-for'], undefined)
  })

  test('every request is asked about anew', async () => {
    const { baseUrl, seen } = await answering(json(200, ANNA))
    const handler = fetchGuard({ baseUrl }, () => new Response())
    for (let at = 0; at < 3; at++) await handler(new Request('http://x/', { headers: BEARER }))
    assert.equal(seen.length, 3)
  })

  for (const [what, headers] of [
    ['no credential', {}],
    ['a credential in a cookie', { cookie: 'authorization=Bearer k1' }],
    ['two credentials', { ...BEARER, 'x-auth-token': 't1' }],
    ['another scheme', { authorization: 'Digest k1' }],
    ['two values in one header', { authorization: 'Bearer k1, Bearer k2' }],
    ['no value', { authorization: 'Bearer' }],
    ['more than any credential has', { authorization: `Bearer ${'k'.repeat(2_048)}` }],
    ['what is not ASCII', { 'x-auth-token': 't\u00e9' }],
  ] as const) {
    test(`${what}: 401 without asking`, async () => {
      const { baseUrl, seen } = await answering(json(200, ANNA))
      const { status, headers: answered, text } = await send({ baseUrl }, headers)
      assert.equal(status, 401)
      assert.equal(answered.get('content-type'), 'application/problem+json')
      assert.equal(answered.get('www-authenticate'), 'Bearer realm="keyward"')
      assert.deepEqual(JSON.parse(text).code, 'unauthorized')
      assert.equal(seen.length, 0)
    })
  }
})

describe('what the guard makes of the answer', () => {
  for (const [answer, expected] of [
    [400, 401],
    [401, 401],
    [429, 429],
    [403, 503],
    [404, 503],
    [500, 503],
    [503, 503],
    [204, 503],
  ] as const) {
    test(`${answer} becomes ${expected}, without a word of what came`, async () => {
      const { baseUrl } = await answering(json(answer, { detail: 'k1 of anna' }, { 'retry-after': '7' }))
      const { status, text, headers } = await send({ baseUrl }, BEARER)
      assert.equal(status, expected)
      assert.equal(JSON.parse(text).status, expected)
      assert.doesNotMatch(text, /k1|anna/)
      assert.equal(headers.get('cache-control'), 'no-store')
      if (expected === 429) assert.equal(headers.get('retry-after'), '7')
    })
  }

  test('503 for a redirect, which is not followed', async () => {
    const elsewhere = await answering(json(200, ANNA))
    const moved = { location: `${elsewhere.baseUrl}/api/v1/verify` }
    const { baseUrl } = await answering((response) => response.writeHead(307, moved).end())
    assert.equal((await send({ baseUrl }, BEARER)).status, 503)
    assert.equal(elsewhere.seen.length, 0)
  })

  test('503 when Keyward is not there, or does not end its answer in time', async () => {
    assert.equal((await send({ baseUrl: 'http://127.0.0.1:1' }, BEARER)).status, 503)
    const silent = await answering(() => undefined)
    assert.equal((await send({ baseUrl: silent.baseUrl, timeoutMs: 20 }, BEARER)).status, 503)
    const slow = await answering((response) => response.writeHead(200).write('{'))
    assert.equal((await send({ baseUrl: slow.baseUrl, timeoutMs: 20 }, BEARER)).status, 503)
  })

  test('nobody passes on an answer that is not Keyward’s own, whatever it is', async () => {
    const strange = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .constantFrom('kind', 'userId', 'username', 'accountId', 'roles')
        .chain((name) => fc.jsonValue().map((value) => ({ name, value })))
        .filter(({ name, value }) => typeof value !== (name === 'roles' ? 'object' : 'string'))
        .map(({ name, value }) => JSON.stringify({ ...ANNA, [name]: value })),
    )
    let body = ''
    const { baseUrl } = await answering((response) => response.writeHead(200).end(body))
    await fc.assert(
      fc.asyncProperty(strange, async (text) => {
        body = text
        assert.equal((await send({ baseUrl }, BEARER)).status, 503, text)
      }),
      { numRuns: 100 },
    )
  })
})

describe('roles', () => {
  for (const [roles, expected] of [
    [['reports:reader'], 200],
    [['reports:writer', 'identity:default'], 200],
    [['reports:writer'], 403],
    [['reports'], 403],
    [['reports:reader,identity:default'], 403],
  ] as const) {
    test(`${expected} where one of ${roles.join(' or ')} is needed`, async () => {
      const { baseUrl } = await answering(json(200, ANNA))
      assert.equal((await send({ baseUrl, roles }, BEARER)).status, expected)
    })
  }
})

describe('options that cannot work', () => {
  for (const [what, options] of [
    ['no address', { baseUrl: 'keys.example.com' }],
    ['another protocol', { baseUrl: 'ftp://keys.example.com' }],
    ['a password in the address', { baseUrl: 'http://a:b@keys.example.com' }],
    ['an empty list of roles', { baseUrl: 'http://localhost', roles: [] }],
    ['no time at all', { baseUrl: 'http://localhost', timeoutMs: 0 }],
    ['a time that is no number', { baseUrl: 'http://localhost', timeoutMs: Number.NaN }],
  ] as const) {
    test(`${what}: refused when the guard is made`, () => {
      assert.throws(() => fetchGuard(options, () => new Response()), TypeError)
    })
  }
})

test('a handler that no guard stands before learns of nobody', () => {
  assert.throws(() => callerOf({}), /no guard/)
})

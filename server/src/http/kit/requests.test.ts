import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { parseJsonBody } from './json-body.ts'
import { canonicalUrl } from './paths.ts'
import { checkRawRequest, MAX_HEADERS } from './raw-request.ts'
import { RequestError, requestErrorOf } from './request-error.ts'

const parse = (text: string) => parseJsonBody(Buffer.from(text))

function refused(act: () => unknown, code: string): void {
  assert.throws(act, (error) => error instanceof RequestError && error.code === code)
}

describe('a JSON body', () => {
  test('of any shape within the limits parses as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        if (text.includes('\\u0000') || !JSON.stringify(JSON.parse(text)).isWellFormed()) return
        try {
          assert.deepEqual(parse(text), JSON.parse(text))
        } catch (error) {
          if (!(error instanceof RequestError)) throw error
        }
      }),
    )
  })

  const broken: readonly [string, string | Buffer][] = [
    ['broken', '{"a":'],
    ['empty', ' '],
    ['invalid UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['33 levels deep', '['.repeat(33) + ']'.repeat(33)],
    ['a million levels deep', '['.repeat(1_000_000)],
    ['with a name given twice', '{"auth":{"a":1,"a":2}}'],
    ['with a name given twice in another spelling', '{"a":1,"\\u0061":2}'],
    ['with a NUL', '{"a":"\\u0000"}'],
    ['with half a character', '{"a":"\\ud800"}'],
    ['with a text over 8 KiB', JSON.stringify({ a: 'x'.repeat(8_193) })],
    ['with over 1,000 members', JSON.stringify(Array.from({ length: 1_001 }, () => 0))],
  ]
  for (const [what, body] of broken) {
    test(`${what} is refused`, () => refused(() => parseJsonBody(Buffer.from(body)), 'bad_request'))
  }

  test('may hold colons, brackets and quotes in its texts', () => {
    const value = { 'a:"b': '[{:"\\', c: ['::', '{"d":1}'] }
    assert.deepEqual(parse(JSON.stringify(value)), value)
  })

  test('32 levels deep is accepted', () => {
    assert.ok(parse('['.repeat(32) + ']'.repeat(32)))
  })

  test('cannot reach a prototype', () => {
    const value = parse('{"__proto__":{"admin":true}}')
    assert.equal(Object.getPrototypeOf(value), Object.prototype)
    assert.equal(({} as Record<string, unknown>)['admin'], undefined)
  })
})

describe('the headers', () => {
  const single = [
    'Authorization',
    'Host',
    'X-Auth-Token',
    'x-auth-key',
    'Cookie',
    'Idempotency-Key',
    'X-Forwarded-For',
  ]
  for (const name of single) {
    test(`${name} sent twice is refused, in any letter case`, () => {
      refused(() => checkRawRequest([name, 'a', name.toUpperCase(), 'b'], '/'), 'bad_request')
    })
    test(`${name} with bytes beyond ASCII is refused`, () => {
      refused(() => checkRawRequest([name, 'caf\xe9'], '/'), 'bad_request')
    })
  }

  test('that say nothing about who asks may repeat', () => {
    checkRawRequest(['Accept', 'a', 'Accept', 'b', 'User-Agent', 'caf\xe9'], '/')
  })

  test('in too great a number are refused', () => {
    const headers = Array.from({ length: MAX_HEADERS * 2 + 2 }, (_, at) => `h${at}`)
    refused(() => checkRawRequest(headers, '/'), 'headers_too_large')
  })
})

describe('the address', () => {
  const malformed = [
    '/a/../b',
    '/a/%2e%2E/b',
    '/.',
    '/a/.',
    '/a%00b',
    '/%zz',
    '/%ff',
    'http://other/',
    '*',
    '',
  ]
  for (const url of malformed) {
    test(`"${url}" is refused`, () => refused(() => checkRawRequest([], url), 'bad_request'))
  }

  test('may hold dots that are no path segments', () => {
    for (const url of ['/v2.0/tokens', '/a/..b/c', '/a?next=/../b', '/v1.0/...']) checkRawRequest([], url)
  })

  test('over 4 KiB is refused', () => {
    refused(() => checkRawRequest([], `/${'a'.repeat(4_096)}`), 'bad_request')
  })

  const spellings: readonly [string, string][] = [
    ['/v2.0/tokens/', '/v2.0/tokens'],
    ['//v2.0//tokens', '/v2.0/tokens'],
    ['/identity/v2.0/tokens?a=b', '/v2.0/tokens?a=b'],
    ['/identity/v1', '/v1.0'],
    ['/auth/v1.0/', '/v1.0'],
    ['/auth/v1', '/v1.0'],
    ['/v1', '/v1.0'],
    ['/v1/', '/v1.0'],
    ['/v1/customers', '/v1/customers'],
    ['/identity/users', '/identity/users'],
    ['/', '/'],
  ]
  for (const [url, canonical] of spellings) {
    test(`"${url}" means "${canonical}"`, () => assert.equal(canonicalUrl(url), canonical))
  }

  test('has one canonical spelling', () => {
    fc.assert(
      fc.property(fc.webPath(), (path) => {
        const once = canonicalUrl(`/${path}`)
        assert.equal(canonicalUrl(once), once)
      }),
    )
  })
})

describe('faults found by the listener itself', () => {
  const statuses: readonly [number, string | undefined][] = [
    [413, 'too_large'],
    [415, 'unsupported_media_type'],
    [404, 'not_found'],
    [400, 'bad_request'],
    [500, undefined],
  ]
  for (const [status, code] of statuses) {
    test(`${status} becomes ${code ?? 'nobody’s refusal'}`, () => {
      const fault = Object.assign(new Error('x'), { code: 'FST', statusCode: status })
      assert.equal(requestErrorOf(fault)?.code, code)
    })
  }

  test('a plain bug is nobody’s refusal', () => {
    assert.equal(requestErrorOf(new TypeError('bug')), null)
  })
})

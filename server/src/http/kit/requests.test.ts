import assert from 'node:assert/strict'
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { canonicalUrl } from './paths.ts'
import { checkRawRequest, MAX_HEADERS, requireHost } from './raw-request.ts'
import { requestErrorOf } from './request-error.ts'
import { refused } from './testing.ts'

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
    checkRawRequest(
      ['not-x-auth-key', 'a', 'not-x-auth-key', 'b', 'x-authority', 'c', 'x-authority', 'd'],
      '/',
    )
  })

  test('are a hundred at most', () => {
    const headers = Array.from({ length: MAX_HEADERS * 2 }, (_, at) => `h${at}`)
    checkRawRequest(headers, '/')
    refused(() => checkRawRequest([...headers, 'one', 'more'], '/'), 'headers_too_large')
  })

  for (const coding of ['gzip', 'chunked, chunked', 'identity', 'x', '', 'chunked;q=1']) {
    test(`with the transfer coding "${coding}" are refused`, () => {
      refused(() => checkRawRequest(['Transfer-Encoding', coding], '/'), 'bad_request')
    })
  }

  test('may say that the body comes in chunks', () => {
    for (const coding of ['chunked', 'Chunked', ' chunked '])
      checkRawRequest(['transfer-encoding', coding], '/')
  })

  test('of every family that names somebody may be there once', () => {
    const names = fc.constantFrom(
      'X-Auth-User',
      'x-api-key',
      'X-Storage-Pass',
      'X-AUTH-whatever',
      'X-SessionId',
    )
    fc.assert(
      fc.property(names, fc.stringMatching(/^[\x20-\x7e]*$/), (name, value) => {
        checkRawRequest([name, value], '/')
        refused(
          () => checkRawRequest(['A', 'b', name, value, 'c', 'd', name.toLowerCase(), value], '/'),
          'bad_request',
        )
      }),
    )
  })

  test('never come back in the refusal with their values', () => {
    for (const headers of [
      ['X-Auth-Key', 'secret', 'X-Auth-Key', 'secret'],
      ['Cookie', 'secret\xff'],
      ['Transfer-Encoding', 'secret'],
    ]) {
      assert.throws(
        () => checkRawRequest(headers, '/'),
        (error: Error) => !error.message.includes('secret'),
      )
    }
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

  test('of the e-mail API may hold what cannot be read: it answers that by itself', () => {
    for (const url of ['/v1/customers/%00', '/V2/domains/%ff', '//customers/me/%zz', '/v0/%'])
      checkRawRequest([], url)
    for (const url of [
      '/v1/..',
      '/v1/customers/%2e%2e',
      '/customersfoo/%00',
      '/v1.0/%00',
      '/v3/%ff',
      '/v1%00',
    ])
      refused(() => checkRawRequest([], url), 'bad_request')
  })

  test('is 4 KiB long at most, query and all', () => {
    checkRawRequest([], `/${'a'.repeat(4_095)}`)
    checkRawRequest([], `/a?${'a'.repeat(4_093)}`)
    refused(() => checkRawRequest([], `/${'a'.repeat(4_096)}`), 'bad_request')
    refused(() => checkRawRequest([], `/a?${'a'.repeat(4_094)}`), 'bad_request')
  })

  test('of any segments, encoded as they must be, is accepted', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 3, maxLength: 9 })), (segments) => {
        const path = segments
          .map((text) => encodeURIComponent(text.toWellFormed().replaceAll('\0', '')))
          .join('/')
        if (!/(?:^|\/)\.{0,2}(?:\/|$)/.test(path)) checkRawRequest([], `/${path}`)
      }),
    )
  })

  test('with a dot segment is refused in every spelling and place', () => {
    const dots = fc.constantFrom('.', '..', '%2e', '%2E', '.%2e', '%2e.', '%2e%2E')
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'v2.0', '..b')),
        dots,
        fc.boolean(),
        (before, dot, isLast) => {
          const path = `/${[...before, dot].join('/')}${isLast ? '' : '/c'}`
          refused(() => checkRawRequest([], path), 'bad_request')
          checkRawRequest([], `/a?next=${path}`)
        },
      ),
    )
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
    ['/v3/customers/Me/admins/?pagesize=5', '/v1/customers/me/admins?pagesize=5'],
    ['/v3/customers/me/domains', '/v3/customers/me/domains'],
    ['/v3/auth/tokens', '/v3/auth/tokens'],
    ['/', '/'],
    ['', ''],
    ['//', '/'],
    ['/v2.0/tokens.json', '/v2.0/tokens'],
    ['/v2.0/tokens.json/', '/v2.0/tokens'],
    ['/v2.0/tokens.xml', '/v2.0/tokens'],
    ['/v2.0.json', '/v2.0'],
    ['/v1.1/auth.json?a=.json', '/v1.1/auth?a=.json'],
    ['/api/v1/openapi.json', '/api/v1/openapi.json'],
    [
      '/v2.0/users/u/OS-KSADM/credentials/RAX-KSKEY%3AapiKeyCredentials',
      '/v2.0/users/u/OS-KSADM/credentials/RAX-KSKEY:apiKeyCredentials',
    ],
    ['/v2.0/users?name=a%3ab', '/v2.0/users?name=a%3ab'],
    ['/api/v1/a%3Ab', '/api/v1/a%3Ab'],
    ['/identity', '/'],
    ['/identity/?a=b', '/?a=b'],
    ['/identity.json', '/identity.json'],
    ['/identity/v3/auth/tokens', '/v3/auth/tokens'],
    ['/identity/identity/v2.0', '/identity/identity/v2.0'],
    ['/IDENTITY/v2.0', '/IDENTITY/v2.0'],
    ['/a?b=//c/', '/a?b=//c/'],
    ['?a=b', '?a=b'],
    ['/v2.0/users.json/1', '/v2.0/users.json/1'],
    ['/x/v2.0/tokens.json', '/x/v2.0/tokens.json'],
    ['/v2.05/tokens.json', '/v2.05/tokens.json'],
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

describe('the header Host', () => {
  const requestOf = (httpVersion: string, host?: string) => {
    const request = new IncomingMessage(new Socket())
    Object.assign(request, { httpVersion, headers: host === undefined ? {} : { host } })
    return request
  }

  test('must be there, except in HTTP/1.0, and may be empty', () => {
    refused(() => requireHost(requestOf('1.1')), 'bad_request')
    for (const request of [
      requestOf('1.0'),
      requestOf('1.0', 'a'),
      requestOf('1.1', 'a'),
      requestOf('1.1', ''),
    ]) {
      requireHost(request)
    }
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
    for (const bug of [new TypeError('bug'), { statusCode: 400 }, 'bug', null, undefined]) {
      assert.equal(requestErrorOf(bug), null)
    }
    assert.equal(requestErrorOf(Object.assign(new Error('bug'), { statusCode: '400' })), null)
  })
})

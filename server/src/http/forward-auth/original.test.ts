import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { RequestError } from '../kit/request-error.ts'
import { type OriginalRequest, originalRequest } from './original.ts'

type Headers = Readonly<Record<string, string>>

/** What is understood of these headers and the request that carries them. */
function understood(headers: Headers, own: { method?: string; host?: string; path?: string } = {}) {
  const { method = 'GET', host = 'keyward.example', path = '' } = own
  return originalRequest((name) => headers[name], { method, host, path })
}

function assertAmbiguous(headers: Headers, own?: { method?: string; host?: string; path?: string }): void {
  assert.throws(() => understood(headers, own), RequestError, JSON.stringify(headers))
}

const NOTHING: OriginalRequest = { method: null, host: null, path: null }
const FORWARDED = {
  'x-forwarded-method': 'PUT',
  'x-forwarded-host': 'files.example',
  'x-forwarded-uri': '/v1/box',
}
const WHOLE: OriginalRequest = { method: 'PUT', host: 'files.example', path: '/v1/box' }

describe('what a proxy says about the request', () => {
  test('is nothing when it says nothing: the address of Keyward itself is not the original one', () => {
    assert.deepEqual(understood({}), NOTHING)
  })

  for (const [proxy, headers] of [
    ['Caddy and Traefik', FORWARDED],
    [
      'nginx by hand',
      { 'x-original-method': 'put', 'x-original-host': 'Files.Example', 'x-original-uri': '/v1/box?a=/..' },
    ],
    ['ingress-nginx', { 'x-original-method': 'PUT', 'x-original-url': 'https://files.example:443/v1/box?x' }],
    [
      'two proxies that agree',
      { ...FORWARDED, 'x-original-url': 'http://FILES.example:80//v1/box', 'x-original-method': 'put' },
    ],
  ] as const) {
    test(`is read from ${proxy}`, () => assert.deepEqual(understood(headers), WHOLE))
  }

  test('is the request itself with another beginning from Envoy', () => {
    const own = { method: 'PUT', host: 'files.example:443', path: '/v1/box?x' }
    assert.deepEqual(understood({}, own), WHOLE)
    assert.deepEqual(understood(FORWARDED, own), WHOLE)
  })

  const contradictions: readonly (readonly [string, Headers])[] = [
    ['methods', { 'x-forwarded-method': 'GET', 'x-original-method': 'DELETE' }],
    ['hosts', { 'x-forwarded-host': 'a.example', 'x-original-host': 'b.example' }],
    ['host and whole address', { 'x-forwarded-host': 'a.example', 'x-original-url': 'https://b.example/' }],
    ['ports', { 'x-forwarded-host': 'a.example:1', 'x-original-host': 'a.example:2' }],
    ['paths', { 'x-forwarded-uri': '/public', 'x-original-uri': '/private' }],
    ['paths, one of a whole address', { 'x-forwarded-uri': '/a', 'x-original-url': 'https://a.example/b' }],
  ]
  for (const [what, headers] of contradictions) {
    test(`is refused when it is two ${what}: one of them may be the client's (F-24)`, () =>
      assertAmbiguous(headers))
  }

  for (const [name, value] of [
    ['x-forwarded-method', 'GET'],
    ['x-forwarded-host', 'public.example'],
    ['x-forwarded-uri', '/public'],
    ['x-original-url', 'https://public.example/'],
  ] as const) {
    test(`is refused when ${name} is not what Envoy asks about (F-24)`, () =>
      assertAmbiguous({ [name]: value }, { method: 'DELETE', host: 'files.example', path: '/private' }))
  }
})

describe('the host', () => {
  for (const [given, meant] of [
    ['FILES.Example', 'files.example'],
    ['files.example.', 'files.example'],
    ['files.example:443', 'files.example'],
    ['files.example.:80', 'files.example'],
    ['files.example:', 'files.example'],
    ['files.example:8443', 'files.example:8443'],
    ['files.example:08443', 'files.example:8443'],
    ['files_1', 'files_1'],
    ['192.0.2.1:81', '192.0.2.1:81'],
    ['[2001:DB8::1]:81', '[2001:db8::1]:81'],
    ['[2001:db8::1]', '[2001:db8::1]'],
  ] as const) {
    test(`${given} is ${meant}`, () => assert.equal(understood({ 'x-forwarded-host': given }).host, meant))
  }

  for (const given of [
    '',
    ' ',
    'a, b',
    'a,b',
    'a/b',
    'a..b',
    '.a',
    'a@b',
    'a:b',
    'a:1:2',
    '2001:db8::1',
    'é',
    'a\0',
  ]) {
    test(`${JSON.stringify(given)} is none`, () => assertAmbiguous({ 'x-forwarded-host': given }))
  }
})

describe('the path', () => {
  for (const [given, meant] of [
    ['/', '/'],
    ['/a%20b', '/a b'],
    ['/j%C3%B6rg', '/jörg'],
    ['///a//b/', '/a/b/'],
    ['/a?x=/../', '/a'],
    ['/a#/../', '/a'],
    ['/.well-known/x', '/.well-known/x'],
    ['/...', '/...'],
    ['/a;v=1/b', '/a;v=1/b'],
    ['/100%25', '/100%'],
  ] as const) {
    test(`${given} is ${meant}`, () => assert.equal(understood({ 'x-forwarded-uri': given }).path, meant))
  }

  for (const given of [
    '',
    'a',
    '?x',
    '/..',
    '/.',
    '/a/../b',
    '/a/..',
    '/a/%2E%2e/b',
    '/a/.%2e/b',
    '/a%2f..%2fb',
    '/a%2Fb',
    '/a\\..\\b',
    '/a%5cb',
    '/a/..;/b',
    '/a/..;x=1/b',
    '/%252e%252e/b',
    '/a%00b',
    '/a%0ab',
    '/%',
    '/%zz',
    '/%ff',
    'ftp://a/b',
    '*',
  ]) {
    test(`${JSON.stringify(given)} could mean two things (F-24)`, () =>
      assertAmbiguous({ 'x-forwarded-uri': given }))
  }

  test('that is understood is what a server behind would walk to, whatever was sent', () => {
    const part = fc.constantFrom(
      'a',
      '..',
      '.',
      '',
      '%2e',
      '%2E%2e',
      '%2f',
      ';',
      '..;',
      '%25',
      '%c3%b6',
      '\\',
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('/', '//', ''), part), { maxLength: 8 }), (parts) => {
        const uri = parts.flat().join('')
        let path: string | null
        try {
          path = understood({ 'x-forwarded-uri': uri }).path
        } catch (error) {
          assert.ok(error instanceof RequestError)
          return
        }
        assert.ok(path !== null)
        const walked = new URL(`http://a.example${uri}`).pathname.replace(/\/{2,}/g, '/')
        assert.equal(path, decodeURIComponent(walked))
        assert.doesNotMatch(path, /(?:^|\/)\.\.?(?:\/|;|$)|%2f/i)
      }),
    )
  })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { acceptsAnything, plainHeaders } from './plain-headers.ts'
import { checkRawRequest } from './raw-request.ts'

const NAMES = [
  'Host',
  'Accept',
  'Authorization',
  'X-Auth-Token',
  'Cookie',
  'Connection',
  'X-Other',
  'Forwarded',
]

test('headers that the fast way takes are such as the ordinary way would take', () => {
  const header = fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom('a', 'b', '\xff', ''))
  fc.assert(
    fc.property(fc.array(header, { maxLength: 6 }), (headers) => {
      const raw = headers.flat()
      if (plainHeaders(raw)) checkRawRequest(raw, '/')
    }),
  )
})

test('what matters is found in any letter case, what is idle is left out', () => {
  const found = plainHeaders(['HOST', 'h', 'X-AUTH-token', 't', 'Via', '1', 'via', '2'])
  assert.deepEqual(
    [...(found ?? [])],
    [
      ['host', 'h'],
      ['x-auth-token', 't'],
    ],
  )
})

test('anything unusual takes the ordinary way', () => {
  for (const unusual of [
    ['X-Auth-Token', 'a', 'x-auth-token', 'a'],
    ['Cookie', 'kw=a'],
    ['X-Auth-Token', 'caf\xe9'],
    ['X-Auth-Token', 'a\tb'],
    ['Transfer-Encoding', 'chunked'],
    Array.from({ length: 66 }, () => 'via'),
  ]) {
    assert.equal(plainHeaders(['Host', 'h', ...unusual]), null, unusual.join())
  }
  assert.equal(plainHeaders(['X-Auth-Token', 'a']), null, 'no Host')
  assert.ok(plainHeaders(['Host', 'h', ...Array.from({ length: 62 }, () => 'via')]), '32 headers')
  for (const accept of ['text/html', 'application/json;q=0', '', '*/*, a/b'])
    assert.ok(!acceptsAnything(accept))
  for (const accept of [undefined, '*/*', 'application/json']) assert.ok(acceptsAnything(accept))
})

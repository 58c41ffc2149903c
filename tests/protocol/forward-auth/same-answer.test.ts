import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { createRole } from '../../../server/src/domain/roles/create-role.ts'
import { addServiceRule } from '../../../server/src/domain/services/add-rule.ts'
import { changeRoles } from '../../../server/src/domain/users/change-roles.ts'
import { forwardAuth } from '../../../server/src/http/forward-auth/forward-auth.ts'
import { createLogger } from '../../../server/src/http/kit/logging.ts'
import { buildHttp } from '../../../server/src/http/server.ts'
import { openTestApp, TESTER } from '../../support/app.ts'
import { count } from '../../support/counts.ts'
import { listen, tokenOf } from '../../support/identity.ts'
import { type RawAnswer, rawRequest, sendRaw } from '../../support/raw-http.ts'
import { MINUTE_MS } from '../../support/test-clock.ts'

// Two listeners on one server's inside: with the route before Fastify, and without it.
const app = await openTestApp(undefined, { trustsLoopback: true })
const hotPort = await listen(app)
const ordinary = buildHttp({
  context: app.context,
  dialects: [forwardAuth],
  hotRoutes: [],
  logger: createLogger('silent', { write: () => {} }),
  onExchange: () => {},
  tls: null,
})
const ordinaryPort = Number(new URL(await ordinary.listen({ host: '127.0.0.1', port: 0 })).port)
after(() => ordinary.close())

const credentials: string[] = []

before(async () => {
  await app.addService('files', 'object-store', null, 'https://files.example/v1/%(tenant_id)s')
  await createRole(app.deps, TESTER, { name: 'files:observer', description: '', givenByAccounts: true })
  const observer = await app.addUser('beobachter-ö')
  const other = await app.addUser('other')
  await changeRoles(app.deps, TESTER, observer.userId, { add: ['files:observer'], remove: [] })
  for (const rule of [
    { methods: ['GET', 'HEAD'], path: '/v1/**' },
    { methods: [], path: '/v1/*/public/**' },
  ]) {
    await addServiceRule(app.deps, TESTER, { service: 'files', role: 'files:observer', ...rule })
  }
  for (const user of [observer, other]) {
    const basic = btoa(`${user.username.replace('ö', '\u00c3\u00b6')}:${user.apiKey}`)
    credentials.push(
      `Authorization: Bearer ${user.apiKey}`,
      `authorization: Bearer ${user.apiKey}`,
      `AUTHORIZATION: bearer  ${user.apiKey}`,
      `Authorization: Basic ${basic}`,
      `X-Auth-Token: ${await tokenOf(app, user)}`,
      `x-AUTH-token: ${await tokenOf(app, user)}`,
      `X-Auth-Token: ${user.apiKey}`,
    )
  }
  credentials.push('Authorization: Bearer x', 'Authorization: Digest x', 'Cookie: kw=x', 'X-Auth-Token: ')
})

const NAMES: Readonly<Record<string, readonly string[]>> = {
  'X-Forwarded-Method': ['GET', 'HEAD', 'PUT', 'get', 'DELETE', '', 'GET, PUT', 'x'.repeat(20)],
  'X-Original-Method': ['GET', 'PUT'],
  'X-Forwarded-Host': [
    'files.example',
    'files.example',
    'FILES.example',
    'files.example.',
    'files.example:443',
    'files.example:8443',
    'files.example:080',
    'files.example:',
    'else.example',
    'a, files.example',
    'files.example/',
    '[::1]:80',
    '',
    '\xe9.example',
  ],
  'X-Original-Host': ['files.example', 'else.example'],
  'X-Forwarded-Uri': [
    '/v1/100001/box',
    '/v1/100001/box?a=..&b=//',
    '/v1/100001/public/x',
    '//v1//100001/public',
    '/v1/./x',
    '/v1/../v2',
    '/v1/..;/v2',
    '/v1;x/100001/box',
    '/v1/100001/box;x',
    '/v1%3bx/y',
    '/v2;?a=;',
    '/v1/100001/box?a=;',
    '/v1/%2e%2e/x',
    '/v1/a%2Fb',
    '/v1/a%20b',
    '/v2',
    '/v1',
    '/v1/',
    '/v10',
    '/',
    '',
    'v1/x',
    'https://files.example/v1/x',
    '/v1/.hidden',
    '/v1/\xff',
    '/v1/x#y',
    '/%',
  ],
  'X-Original-Uri': ['/v1/100001/box', '/v2'],
  'X-Original-URL': ['https://files.example/v1/x', 'https://else.example', '/v1/x', 'ftp://x/y'],
  'X-Forwarded-For': ['192.0.2.7', '192.0.2.7, 127.0.0.1', ',,', '\xff', 'unknown'],
  'X-Forwarded-Proto': ['https', '\xff'],
  'X-Real-IP': ['192.0.2.8'],
  'User-Agent': ['curl/8.5.0', ''],
  Accept: ['text/html', ','],
  Origin: ['https://evil.example'],
  Forwarded: ['for=192.0.2.1'],
  'Transfer-Encoding': ['gzip', 'chunked, gzip'],
  'Content-Type': ['text/plain', 'garbage'],
  'Content-Length': ['0'],
  'X-Keyward-User': ['owner'],
  'X-Keyward-Reason': ['none'],
}

/** As clients and proxies spell it, and as nobody does. */
const spellings = [
  (name: string) => name,
  (name: string) => name.toLowerCase(),
  (name: string) => name.toUpperCase(),
]
const header = fc
  .constantFrom(...Object.entries(NAMES))
  .chain(([name, values]) => fc.tuple(fc.constant(name), fc.constantFrom(...values)))
const line = fc
  .tuple(header, fc.constantFrom(...spellings))
  .map(([[name, value], spelt]) => `${spelt(name)}: ${value}`)
const target = fc.constantFrom(
  ...Array.from({ length: 6 }, () => '/auth/verify'),
  '/auth/verify?x=1',
  '/auth/verify/',
  '/auth/verify/v1/box/',
  '//auth/verify',
  '/auth/verify/v1/../x',
)
const method = fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'POST', 'OPTIONS', 'PROPFIND')

function said({ status, headers, body }: RawAnswer) {
  const told = [...headers].filter(([name]) => name.startsWith('x-keyward-') || name === 'cache-control')
  return { status, body, told: Object.fromEntries(told.sort()) }
}

describe('with and without the route before Fastify', () => {
  test('every request is answered the same, with 204, 401 or 403', async () => {
    const seen = new Set<number>()
    const asked = fc.tuple(
      method,
      target,
      fc.array(fc.nat(999), { minLength: 1, maxLength: 2 }),
      fc.array(line, { maxLength: 4 }),
    )
    await fc.assert(
      fc.asyncProperty(asked, async ([verb, path, [first = 0, second], lines]) => {
        // Two credentials now and then; else one.
        const chosen = second !== undefined && second % 4 === 0 ? [first, second] : [first]
        const own = chosen.map((at) => credentials[at % credentials.length] ?? '')
        const request = rawRequest(verb, path, [...own, ...lines])
        const hot = await sendRaw(hotPort, request)
        const slow = await sendRaw(ordinaryPort, request)
        app.wait(MINUTE_MS)
        assert.deepEqual(said(hot), said(slow))
        assert.ok([204, 401, 403].includes(hot.status), `gave ${hot.status}`)
        seen.add(hot.status)
      }),
      { numRuns: count(3_000) },
    )
    assert.deepEqual([...seen].sort(), [204, 401, 403])
  })
})

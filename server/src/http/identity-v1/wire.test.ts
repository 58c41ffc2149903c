import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Endpoint } from '../../domain/catalog/endpoint.ts'
import { sameRegion } from '../../domain/catalog/region.ts'
import { DomainError } from '../../domain/errors.ts'
import type { Login } from '../../domain/login/log-in.ts'
import { RequestError } from '../kit/request-error.ts'
import { bodyLogin, headerLogin } from './auth.ts'
import { cacheControl, loginHeaders, loginToWire } from './wire.ts'

const ISSUED_MS = Date.UTC(2026, 10, 22, 12)

function loginOf(defaultRegion: string | null = null, lifeMs = 86_400_000): Login {
  const [userId, accountId] = ['a'.repeat(32), '100001']
  const facts = { id: 'b'.repeat(32), rootId: 'b'.repeat(32), credentialId: 'c'.repeat(32) }
  const times = { issuedAtMs: ISSUED_MS, expiresAtMs: ISSUED_MS + lifeMs }
  return {
    token: 'TOKEN',
    claims: { ...facts, userId, accountId, method: 'APIKEY', scope: 'project', ...times },
    user: {
      ...{ id: userId, name: 'joe', accountId, roles: [], usable: true, email: null, defaultRegion },
      ...{ passwordId: null, keys: [], resetKeepsTokens: false, sessionIdleSeconds: 900 },
    },
  }
}

const place = (change: Partial<Endpoint> = {}): Endpoint => ({
  ...{ id: 1, name: 'cloudFiles', type: 'object-store', region: null },
  ...{ publicUrl: 'https://files.example/%(tenant_id)s', internalUrl: null },
  ...change,
})

const anyPlace = fc.record({
  id: fc.nat(),
  name: fc.constantFrom('cloudFiles', 'files', 'constructor', 'toString'),
  type: fc.constantFrom('object-store', 'image'),
  region: fc.constantFrom('DFW', 'ORD', null),
  publicUrl: fc.constantFrom('https://a.example/%(tenant_id)s', 'https://b.example/$(project_id)s/x'),
  internalUrl: fc.constantFrom('http://10.0.0.1/%(tenant_id)s', null),
})
const region = fc.constantFrom('DFW', 'ord', 'LON', null)

describe('the catalog of v1.1', () => {
  test('has every endpoint once, below the name of its service, and one default for each name', () => {
    fc.assert(
      fc.property(fc.array(anyPlace, { maxLength: 8 }), region, (endpoints, own) => {
        const { serviceCatalog } = loginToWire(loginOf(own), endpoints).auth
        assert.equal(Object.values(serviceCatalog).flat().length, endpoints.length)
        for (const [name, rows] of Object.entries(serviceCatalog)) {
          assert.equal(rows.length, endpoints.filter((one) => one.name === name).length)
          const preferred = rows.filter((row) => 'v1Default' in row)
          assert.equal(preferred.length, 1, name)
          const isThere = rows.some((row) => own !== null && sameRegion(row.region ?? null, own))
          if (isThere) assert.ok(sameRegion(preferred[0]?.region ?? null, own))
        }
      }),
    )
  })

  test('has both of two services that share a name and differ by their type', () => {
    const places = [place(), place({ id: 2, type: 'image', publicUrl: 'https://images.example' })]
    const { serviceCatalog } = loginToWire(loginOf(), places).auth
    assert.deepEqual(serviceCatalog, {
      cloudFiles: [
        { publicURL: 'https://files.example/100001', v1Default: true },
        { publicURL: 'https://images.example' },
      ],
    })
  })

  test('tells nothing that is not there, and the number of no other account', () => {
    const full = place({
      region: 'DFW',
      internalUrl: 'http://10.0.0.1/$(tenant_id)s',
      adminUrl: 'http://admin',
    })
    const [row] = loginToWire(loginOf(), [full]).auth.serviceCatalog['cloudFiles'] ?? []
    assert.deepEqual(row, {
      region: 'DFW',
      publicURL: 'https://files.example/100001',
      internalURL: 'http://10.0.0.1/100001',
      v1Default: true,
    })
    assert.deepEqual(loginToWire(loginOf(), []).auth.serviceCatalog, {})
  })
})

describe('the headers of v1.0', () => {
  test('are of the services that there are, whatever else the catalog has, and none is empty', () => {
    fc.assert(
      fc.property(fc.array(anyPlace, { maxLength: 6 }), region, (endpoints, own) => {
        const headers = loginHeaders(loginOf(own), endpoints)
        const storage = endpoints.filter(({ name }) => name === 'cloudFiles')
        const meant = storage.length > 0 ? storage : endpoints.filter(({ type }) => type === 'object-store')
        const told = headers['X-Storage-Url']
        const urls = meant.map(({ publicUrl }) => publicUrl.replace(/[%$]\(\w+\)s/, '100001'))
        assert.equal(told !== undefined, meant.length > 0)
        if (told !== undefined) assert.ok(urls.includes(told))
        assert.ok(!('X-Server-Management-Url' in headers))
        assert.deepEqual([headers['X-Auth-Token'], headers['X-Storage-Token']], ['TOKEN', 'TOKEN'])
        for (const value of Object.values(headers)) assert.match(value, /^[\x21-\x7e]+$/)
      }),
    )
  })

  for (const [lifeMs, seconds] of [
    [86_400_000, 86_400],
    [86_399_999, 86_399],
    [999, 0],
  ] as const) {
    test(`let a cache keep a token of ${lifeMs} ms for ${seconds} seconds`, () =>
      assert.equal(cacheControl(loginOf(null, lifeMs)), `s-maxage=${seconds}`))
  }
})

describe('a login in headers', () => {
  const [user, key] = ['joe', 'k'.repeat(32)]
  for (const [what, headers, login] of [
    ['by X-Auth', { 'x-auth-user': user, 'x-auth-key': key }, [user, key, null]],
    ['by X-Storage', { 'x-storage-user': user, 'x-storage-pass': key }, [user, key, null]],
    ['by one of each', { 'x-auth-user': user, 'x-storage-pass': key }, [user, key, null]],
    ['by both alike', { 'x-auth-user': user, 'x-storage-user': user, 'x-auth-key': key }, [user, key, null]],
    ['with the account', { 'x-auth-user': `100001:${user}`, 'x-auth-key': key }, [user, key, '100001']],
    ['with an empty account', { 'x-auth-user': `:${user}`, 'x-auth-key': key }, [user, key, '']],
    ['with two colons', { 'x-auth-user': 'a:b:c', 'x-auth-key': key }, ['b:c', key, 'a']],
    ['with colons in the key', { 'x-auth-user': user, 'x-auth-key': 'a:b' }, [user, 'a:b', null]],
  ] as const) {
    test(`${what} is read`, () => {
      const { username, secret, tenant } = headerLogin(headers)
      assert.deepEqual([username, secret, tenant], login)
    })
  }

  const missing = (error: unknown) => error instanceof DomainError && error.code === 'credential.needed'
  const isBad = (error: unknown) => error instanceof RequestError && error.code === 'bad_request'
  for (const headers of [
    ...[{}, { 'x-auth-user': user }, { 'x-auth-key': key }, { 'x-auth-user': '', 'x-auth-key': key }],
    ...[
      { 'x-auth-user': user, 'x-auth-key': '' },
      { 'x-storage-pass': key, 'x-auth-key': key },
    ],
  ]) {
    test(`with ${Object.keys(headers).join(' and ') || 'nothing'} is none`, () =>
      assert.throws(() => headerLogin(headers), missing))
  }
  for (const headers of [
    { 'x-auth-user': user, 'x-storage-user': 'jane', 'x-auth-key': key },
    { 'x-auth-user': user, 'x-auth-key': key, 'x-storage-pass': 'another' },
    { 'x-auth-user': user, 'x-auth-key': key, 'x-storage-pass': '' },
  ]) {
    test(`that says two things is refused and not repeated: ${Object.keys(headers).join(' ')}`, () =>
      assert.throws(
        () => headerLogin(headers),
        (error: Error) => isBad(error) && !/joe|jane|kkk|another/.test(error.message),
      ))
  }
})

describe('a login in a body', () => {
  test('is name and key, whatever is beside them', () => {
    const body = { credentials: { username: '100001:joe', key: 'k', more: 1 }, other: [] }
    assert.deepEqual(bodyLogin(body), { username: '100001:joe', secret: 'k', tenant: null })
  })

  test('that lacks one of them, or has it in another type, is refused in one sentence', () => {
    const bad = fc.constantFrom('', 1, null, [], {}, undefined)
    const one = fc.oneof(
      bad.map((username) => ({ username, key: 'k' })),
      bad.map((key) => ({ username: 'joe', key })),
    )
    const bodies = fc.oneof(
      one.map((credentials) => ({ credentials })),
      bad,
      bad.map((credentials) => ({ credentials })),
    )
    fc.assert(
      fc.property(bodies, (body) => {
        const told = { name: 'RequestError', message: 'The body needs credentials with username and key.' }
        assert.throws(() => bodyLogin(body), told)
      }),
    )
  })
})

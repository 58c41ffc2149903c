import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Endpoint } from '../../domain/catalog/endpoint.ts'
import { interfacesOf } from '../../domain/catalog/interfaces.ts'
import type { KnownUser } from '../../domain/login/known.ts'
import type { TokenClaims } from '../../domain/tokens/token.ts'
import { catalogText, withIdentity } from './catalog-wire.ts'
import { tokenToWire } from './wire.ts'

const PUBLIC_URL = 'https://keyward.example'
const ACCOUNT = '100001'

const CLAIMS: TokenClaims = {
  id: '0123456789abcdef0123456789abcdef',
  rootId: '0123456789abcdef0123456789abcdef',
  userId: '2'.repeat(32),
  credentialId: '3'.repeat(32),
  method: 'APIKEY',
  accountId: ACCOUNT,
  scope: 'project',
  issuedAtMs: Date.UTC(2026, 10, 22, 2, 12, 29, 7),
  expiresAtMs: Date.UTC(2026, 10, 23, 2, 12, 29, 7),
}
const USER: KnownUser = {
  id: CLAIMS.userId,
  name: 'alice',
  accountId: ACCOUNT,
  roles: [],
  usable: true,
  email: null,
  defaultRegion: null,
  passwordId: null,
  keys: [],
  resetKeepsTokens: false,
  sessionIdleSeconds: 1_800,
}

const text = fc.string({ minLength: 1, maxLength: 40 })
const url = fc.stringMatching(/^https:\/\/[a-z]{1,9}\.example\/[a-z/]{0,9}$/)
const endpoint: fc.Arbitrary<Endpoint> = fc.record(
  {
    id: fc.integer({ min: 1, max: 100_000 }),
    name: text,
    type: fc.oneof(text, fc.constant('identity')),
    region: fc.option(fc.constantFrom('DFW', 'ORD', 'LON')),
    publicUrl: url,
    internalUrl: fc.option(url),
  },
  { noNullPrototype: true },
)
const catalogs = fc.uniqueArray(endpoint, { maxLength: 8, selector: ({ id }) => id })
const read = (endpoints: readonly Endpoint[]) => JSON.parse(catalogText(endpoints, ACCOUNT, PUBLIC_URL))

describe('the v3 catalog, whatever is in it', () => {
  test('has this server in the usual region while it names none: clients are set to one', () => {
    const [identity] = read([])
    const regions = identity.endpoints.map(({ region_id }: { region_id: string }) => region_id)
    assert.deepEqual(regions, ['RegionOne', 'RegionOne', 'RegionOne'])
  })

  test('is JSON in which every endpoint has its own id and what clients choose by', () => {
    fc.assert(
      fc.property(catalogs, (endpoints) => {
        const told = read(endpoints).flatMap(({ endpoints: own }: { endpoints: object[] }) => own)
        assert.equal(new Set(told.map(({ id }: { id: string }) => id)).size, told.length)
        for (const one of told) {
          assert.deepEqual(Object.keys(one), ['id', 'interface', 'region_id', 'region', 'url'])
          assert.equal(one.region, one.region_id)
        }
      }),
    )
  })

  test('always has an identity service with all three interfaces', () => {
    fc.assert(
      fc.property(catalogs, (endpoints) => {
        const identity = read(endpoints).filter(({ type }: { type: string }) => type === 'identity')
        assert.ok(identity.length > 0)
        for (const service of identity) {
          const names = service.endpoints.map((each: { interface: string }) => each.interface)
          assert.deepEqual([...new Set(names)], ['public', 'internal', 'admin'])
        }
      }),
    )
  })

  test('loses no service and no address', () => {
    fc.assert(
      fc.property(catalogs, (endpoints) => {
        const urls = read(endpoints).flatMap(({ endpoints: own }: { endpoints: { url: string }[] }) =>
          own.map(({ url: told }) => told),
        )
        const expected = withIdentity(endpoints, PUBLIC_URL).flatMap((each) =>
          interfacesOf(each).map(({ url: told }) => told),
        )
        assert.deepEqual(urls.sort(), expected.sort())
      }),
    )
  })

  test('names the asker’s account and never the one of whoever asked before', () => {
    const template = 'https://files.example/v1/%(tenant_id)s/$(tenant_id)s'
    const place = { region: 'DFW', publicUrl: template, internalUrl: template }
    const endpoints = [{ id: 1, name: 'cloudFiles', type: 'object-store', ...place }]
    for (const account of ['100001', '100002', '7']) {
      const [files] = JSON.parse(catalogText(endpoints, account, PUBLIC_URL))
      for (const { url: told } of files.endpoints) {
        assert.equal(told, `https://files.example/v1/${account}/${account}`)
      }
    }
  })

  test('gives the internal address where there is one; for identity also as the admin one', () => {
    const place = { id: 1, name: 'x', region: null, publicUrl: 'https://out', internalUrl: 'https://in' }
    const told = (type: string, internalUrl: string | null) =>
      interfacesOf({ ...place, type, internalUrl }).map(({ name, url: at }) => `${name} ${at}`)
    assert.deepEqual(told('image', 'https://in'), ['public https://out', 'internal https://in'])
    assert.deepEqual(told('image', null), ['public https://out'])
    const identity = ['public https://out', 'internal https://in', 'admin https://in']
    assert.deepEqual(told('identity', 'https://in'), identity)
  })
})

describe('the v3 answer about a token', () => {
  const tell = (claims: Partial<TokenClaims>, user: Partial<KnownUser> = {}, withCatalog = true) => {
    const catalog = withCatalog ? { endpoints: [], publicUrl: PUBLIC_URL } : null
    return JSON.parse(tokenToWire({ claims: { ...CLAIMS, ...claims }, user: { ...USER, ...user } }, catalog))
      .token
  }

  test('is JSON that says the name, whatever it is made of', () => {
    fc.assert(fc.property(text, (name) => assert.equal(tell({}, { name }).user.name, name)))
  })

  test('tells times to the microsecond, and ids as 22 characters', () => {
    const token = tell({ id: 'f'.repeat(32) })
    assert.equal(token.issued_at, '2026-11-22T02:12:29.007000Z')
    assert.equal(token.expires_at, '2026-11-23T02:12:29.007000Z')
    assert.deepEqual(token.audit_ids, ['_____________________w', 'ASNFZ4mrze8BI0VniavN7w'])
  })

  test('tells key and password as one method', () => {
    for (const method of ['APIKEY', 'PASSWORD'] as const)
      assert.deepEqual(tell({ method }).methods, ['password'])
  })

  test('has members by scope, with the catalog and without', () => {
    const always = ['methods', 'audit_ids', 'expires_at', 'issued_at', 'user']
    const byScope = [
      ['project', ['project', 'is_domain', 'roles']],
      ['domain', ['domain', 'roles']],
      ['system', ['system', 'roles']],
    ] as const
    for (const [scope, members] of byScope) {
      assert.deepEqual(Object.keys(tell({ scope })), [...always, ...members, 'catalog'])
      assert.deepEqual(Object.keys(tell({ scope }, {}, false)), [...always, ...members])
    }
    for (const withCatalog of [true, false]) {
      assert.deepEqual(Object.keys(tell({ scope: 'unscoped' }, {}, withCatalog)), always)
    }
  })

  test('never tells address, key or password of the user', () => {
    const told = JSON.stringify(tell({}, { email: 'a@example.com', passwordId: 'p'.repeat(32) }))
    for (const secret of ['a@example.com', 'p'.repeat(32), CLAIMS.credentialId])
      assert.ok(!told.includes(secret))
  })
})

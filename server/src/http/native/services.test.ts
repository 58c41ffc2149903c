import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { Browser } from '../../../../tests/support/browser.ts'
import { OPERATOR } from '../../../../tests/support/deps.ts'
import { bearer, type NativeWorld, openNativeWorld } from '../../../../tests/support/native.ts'
import { addEndpoint } from '../../domain/catalog/add-endpoint.ts'
import { DEFAULT_ROLE, IDENTITY_ADMIN, SERVICE, SERVICE_ADMIN, USER_ADMIN } from '../../domain/roles/roles.ts'
import type { CreatedUser } from '../../domain/users/create-user.ts'

let world: NativeWorld
let operator: CreatedUser
const PUBLIC_URL = 'https://files.example/v1/%(tenant_id)s'

before(async () => {
  world = await openNativeWorld()
  operator = await world.someone([SERVICE_ADMIN])
  const files = { name: 'files', type: 'object-store', publicUrl: PUBLIC_URL }
  await addEndpoint(world.http.deps, OPERATOR, { ...files, region: 'DFW', internalUrl: 'http://10.0.0.1/v1' })
  await addEndpoint(world.http.deps, OPERATOR, { ...files, region: 'ORD', internalUrl: null })
})
after(() => world.http.close())
beforeEach(async () => {
  for (const { id } of await world.http.deps.store.serviceRules.list()) {
    await world.http.deps.store.serviceRules.delete(id)
  }
})

const idOf = ({ id }: { readonly id: string | number }) => id

type Method = 'GET' | 'POST' | 'DELETE'
const ask = (method: Method, path: string, body?: unknown, asker = operator) =>
  new Browser(world.http).api(method, path, body, bearer(asker.apiKey))

describe('rules of services by program', () => {
  test('are made, listed, and taken back', async () => {
    const made = await ask('POST', '/services/files/rules', {
      role: 'reader',
      methods: ['get'],
      path: '/v1/**',
    })
    const rule = made.json()
    assert.deepEqual(
      [made.statusCode, rule],
      [201, { id: rule.id, service: 'files', methods: ['GET'], path: '/v1/**', role: 'reader' }],
    )
    const whole = (await ask('POST', '/services/files/rules', { role: 'service' })).json()
    assert.deepEqual([whole.methods, whole.path], [[], '/**'])
    const endpointIds = (await ask('GET', '/services')).json().items[0].endpoints.map(idOf)
    const { items } = (await ask('GET', '/services/files/rules')).json()
    assert.deepEqual(new Set(items.map(idOf)), new Set([rule.id, whole.id]))
    assert.equal((await ask('DELETE', `/services/rules/${rule.id}`)).statusCode, 204)
    assert.equal((await ask('DELETE', `/services/rules/${rule.id}`)).statusCode, 404)
    assert.deepEqual((await ask('GET', '/services/files/rules')).json().items, [{ ...whole, endpointIds }])
  })

  test('are shown with the endpoints of their service', async () => {
    const rule = (await ask('POST', '/services/files/rules', { role: 'reader' })).json()
    const [service, ...others] = (await ask('GET', '/services')).json().items
    assert.deepEqual(
      [service.name, service.type, service.rules, others],
      ['files', 'object-store', [{ ...rule, endpointIds: service.endpoints.map(idOf) }], []],
    )
    assert.deepEqual(
      service.endpoints.map(({ region, publicUrl, internalUrl }: Record<string, unknown>) => [
        region,
        publicUrl,
        internalUrl,
      ]),
      [
        ['DFW', PUBLIC_URL, 'http://10.0.0.1/v1'],
        ['ORD', PUBLIC_URL, null],
      ],
    )
  })

  for (const [what, body, status] of [
    ['a role that does not exist', { role: 'nothing' }, 404],
    ['a method that is none', { role: 'reader', methods: ['FETCH'] }, 400],
    ['a broken path', { role: 'reader', path: 'v1' }, 400],
    ['a path outside every address', { role: 'reader', path: '/v2/**' }, 400],
    ['no role', {}, 400],
  ] as const) {
    test(`for ${what} are refused with ${status}`, async () => {
      assert.equal((await ask('POST', '/services/files/rules', body)).statusCode, status)
      assert.deepEqual((await ask('GET', '/services/files/rules')).json().items, [])
    })
  }

  test('are tried out: whether a request would be let in, and why', async () => {
    const decide = async (query: string, asker = operator) =>
      (await ask('GET', `/services/files/decision${query}`, undefined, asker)).json()
    assert.deepEqual(await decide(''), { allowed: true, reason: 'open', rule: null, roles: [] })
    const given = { role: 'reader', methods: ['GET'], path: '/v1/**' }
    const rule = (await ask('POST', '/services/files/rules', given)).json()
    const decided = await decide('?method=GET&path=/v1/x&role=reader')
    assert.deepEqual(decided, { allowed: true, reason: 'rule', rule, roles: ['reader'] })
    const { allowed, reason, roles } = await decide('?path=/v1/x&role=service')
    assert.deepEqual([allowed, reason, roles], [false, 'role', ['reader']])
    assert.equal((await decide('?path=/v1/x')).reason, 'role')
    assert.equal((await decide('?method=PUT&path=/v1/x&role=reader')).reason, 'none')
    assert.equal((await decide('?path=/v1/../x&role=reader')).reason, 'malformed')
    for (const query of ['?method=FETCH', `?path=${'x'.repeat(1_025)}`, '?more=1']) {
      assert.equal((await ask('GET', `/services/files/decision${query}`)).statusCode, 400, query)
    }
    assert.equal((await ask('GET', '/services/nothing/decision')).statusCode, 404)
  })

  test('and endpoints: added, in the catalog at once, refused twice or broken, and taken away', async () => {
    const given = { name: 'reports', type: 'reports', region: 'ord', publicUrl: 'https://reports.example' }
    const made = await ask('POST', '/services', given)
    const { id, ...facts } = made.json()
    assert.deepEqual([made.statusCode, facts], [201, { ...given, region: 'ORD', internalUrl: null }])
    const named = async () => (await ask('GET', '/catalog')).json().items.map((one: { id: number }) => one.id)
    assert.ok((await named()).includes(id))
    assert.equal((await ask('POST', '/services', given)).json().code, 'conflict')
    const broken = await ask('POST', '/services', { ...given, region: 'DFW', publicUrl: 'reports.example' })
    assert.deepEqual([broken.statusCode, broken.json().field], [400, 'publicUrl'])
    assert.equal((await ask('DELETE', `/services/endpoints/${id}`)).statusCode, 204)
    assert.equal((await ask('DELETE', `/services/endpoints/${id}`)).statusCode, 404)
    assert.equal((await named()).includes(id), false)
  })

  test('and roles are for operators alone; the list of roles is for all', async () => {
    const rule = (await ask('POST', '/services/files/rules', { role: 'reader' })).json()
    for (const role of [DEFAULT_ROLE, USER_ADMIN, IDENTITY_ADMIN, SERVICE]) {
      const asker = await world.someone([role])
      const refused = [
        await ask('GET', '/services', undefined, asker),
        await ask('GET', '/services/files/decision', undefined, asker),
        await ask('POST', '/services', { name: 'a', type: 'b', publicUrl: 'https://a.example' }, asker),
        await ask('DELETE', '/services/endpoints/1', undefined, asker),
        await ask('GET', '/services/files/rules', undefined, asker),
        await ask('POST', '/services/files/rules', { role: 'reader' }, asker),
        await ask('DELETE', `/services/rules/${rule.id}`, undefined, asker),
        await ask('POST', '/roles', { name: 'mine' }, asker),
        await ask('DELETE', '/roles/mine', undefined, asker),
      ]
      assert.deepEqual(new Set(refused.map(({ statusCode }) => statusCode)), new Set([403]))
      assert.equal((await ask('GET', '/roles', undefined, asker)).statusCode, 200)
    }
  })
})

describe('roles by program', () => {
  test('are made, listed, and removed', async () => {
    const made = await ask('POST', '/roles', { name: 'files:observer', givenByAccounts: false })
    const role = { name: 'files:observer', description: '', givenByAccounts: false }
    assert.deepEqual([made.statusCode, made.json()], [201, role])
    const { items } = (await ask('GET', '/roles')).json()
    assert.ok(items.some((one: { name: string }) => one.name === role.name))
    assert.equal((await ask('POST', '/roles', { name: 'files:observer' })).statusCode, 409)
    assert.equal((await ask('DELETE', '/roles/files:observer')).statusCode, 204)
    assert.equal((await ask('DELETE', '/roles/files:observer')).statusCode, 404)
  })

  for (const name of ['admin', 'identity:x', 'a b', '', 'reader']) {
    test(`are not named ${JSON.stringify(name)}`, async () => {
      assert.equal((await ask('POST', '/roles', { name })).statusCode, 400)
    })
  }

  test('that are built in cannot be removed', async () => {
    assert.equal((await ask('DELETE', '/roles/reader')).statusCode, 404)
  })
})

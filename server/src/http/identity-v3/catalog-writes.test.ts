import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { openTestApp, PUBLIC_URL, TESTER, type TestUser } from '../../../../tests/support/app.ts'
import { call, keyLogin } from '../../../../tests/support/identity.ts'
import {
  assertKeystoneError,
  delegatedTokenOf,
  makeCredential,
  v3TokenOf,
} from '../../../../tests/support/identity-v3.ts'
import { addServiceRule } from '../../domain/services/add-rule.ts'

const app = await openTestApp()
const accountId = await app.addAccount('alpha')
const owner = await app.addUser('alpha-owner', { accountId, roles: ['identity:user-admin'] })
const manager = await app.addUser('alpha-manager', { accountId, roles: ['identity:user-manage'] })
const member = await app.addUser('alpha-member', { accountId })
const staff = await app.addUser('staff', { roles: ['identity:admin'] })
const service = await app.addUser('nova', { roles: ['service'] })
const operator = await v3TokenOf(app, app.owner)
let serial = 0
const fresh = (word = 'files') => `${word}${++serial}`

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
const send = (method: Method, path: string, body?: unknown, token = operator) =>
  call(app, method, `/v3/${path}`, { token, ...(body !== undefined && { body }) })
const refused = async (
  status: number,
  title: string,
  ...[method, path, body]: readonly [Method, string, unknown?]
) => {
  const before = await stateOf()
  assertKeystoneError(await send(method, path, body), status, title)
  assert.deepEqual(await stateOf(), before, 'a refusal changed something')
}
const stateOf = async () => {
  const { endpoints, catalog } = app.deps.store
  return [await endpoints.places(), await catalog.services(), await catalog.regions()]
}
const makeService = async (more: object = {}) => {
  const answer = await send('POST', 'services', { service: { name: fresh(), type: 'object-store', ...more } })
  assert.equal(answer.statusCode, 201, answer.body)
  return answer.json().service
}
const ask = (serviceId: string, more: object = {}) => ({
  endpoint: { service_id: serviceId, interface: 'public', url: 'https://files.example/v1', ...more },
})
const makeEndpoint = async (serviceId: string, more: object = {}) => {
  const answer = await send('POST', 'endpoints', ask(serviceId, more))
  assert.equal(answer.statusCode, 201, answer.body)
  return answer.json().endpoint
}
/** What a member's login tells of a service: `public DFW https://…`. */
const told = async (name: string): Promise<readonly string[]> => {
  const { catalog } = (await send('GET', 'auth/catalog', undefined, await v3TokenOf(app, member))).json()
  const found = catalog.find((one: { name: string }) => one.name === name)
  return (found?.endpoints ?? []).map(
    (one: Record<string, string>) => `${one['interface']} ${one['region']} ${one['url']}`,
  )
}
const toldByV2 = async (name: string) => {
  const body = keyLogin(member)
  const { serviceCatalog } = (await call(app, 'POST', '/v2.0/tokens', { body })).json().access
  return serviceCatalog.find((one: { name: string }) => one.name === name)?.endpoints ?? []
}
const lastAct = async () => (await app.deps.store.audit.page('system', 0, 10_000)).at(-1)

describe('a service in v3', () => {
  test('is made, shown, listed, changed and deleted, each with its audit entry', async () => {
    const name = fresh()
    const made = await makeService({ name, description: 'Files', enabled: true })
    const self = `${PUBLIC_URL}/v3/services/${made.id}`
    const facts = { name, type: 'object-store', description: 'Files', enabled: true }
    assert.deepEqual(made, { id: made.id, ...facts, links: { self } })
    assert.equal((await lastAct())?.action, 'service.create')
    assert.deepEqual((await send('GET', `services/${made.id}`)).json(), { service: made })
    const { services } = (await send('GET', `services?name=${name}&type=object-store`)).json()
    assert.deepEqual(services, [made])
    const change = { service: { description: 'All files' } }
    const changed = await send('PATCH', `services/${made.id}`, change)
    assert.deepEqual(changed.json().service, { ...made, description: 'All files' })
    assert.equal((await lastAct())?.details['descriptionBefore'], 'Files')
    const gone = await send('DELETE', `services/${made.id}`)
    assert.deepEqual([gone.statusCode, gone.body], [204, ''])
    assert.equal((await lastAct())?.action, 'service.delete')
    await refused(404, 'Not Found', 'DELETE', `services/${made.id}`)
    await refused(404, 'Not Found', 'PATCH', `services/${made.id}`, change)
  })

  test('without a name is called as its type; a second of both is 409', async () => {
    const type = fresh('type')
    const { name } = (await send('POST', 'services', { service: { type } })).json().service
    assert.equal(name, type)
    await refused(409, 'Conflict', 'POST', 'services', { service: { type } })
    await refused(409, 'Conflict', 'POST', 'services', { service: { name, type } })
    assert.equal((await send('POST', 'services', { service: { name, type: fresh('type') } })).statusCode, 201)
  })

  test('keeps its id when it is renamed, and takes its endpoints along, for every login', async () => {
    const made = await makeService()
    await makeEndpoint(made.id, { region: 'DFW' })
    const name = fresh()
    const { service: renamed } = (await send('PATCH', `services/${made.id}`, { service: { name } })).json()
    assert.deepEqual([renamed.id, renamed.name], [made.id, name])
    assert.deepEqual(await told(name), ['public DFW https://files.example/v1'])
    assert.deepEqual(await told(made.name), [])
    assert.equal((await toldByV2(name)).length, 1)
    const { endpoints } = (await send('GET', `endpoints?service_id=${made.id}`)).json()
    assert.equal(endpoints.length, 1)
    const { catalog } = (await send('GET', 'auth/catalog')).json()
    assert.equal(catalog.find((one: { name: string }) => one.name === name).id, made.id)
  })

  test('that gets the name another had before gets another id, however it is made', async () => {
    const first = await makeService()
    await send('PATCH', `services/${first.id}`, { service: { name: fresh() } })
    const second = await makeService({ name: first.name })
    assert.notEqual(second.id, first.id)
    await send('PATCH', `services/${second.id}`, { service: { name: fresh() } })
    await app.addService(first.name, 'object-store', 'DFW')
    const { services } = (await send('GET', `services?name=${first.name}`)).json()
    assert.equal(services.length, 1)
    assert.ok(![first.id, second.id].includes(services[0].id))
  })

  test('that came with an endpoint can be changed as any', async () => {
    const name = fresh()
    await app.addService(name, 'object-store', 'DFW')
    const [{ id }] = (await send('GET', `services?name=${name}`)).json().services
    const changed = await send('PATCH', `services/${id}`, { service: { description: 'Told later' } })
    assert.equal(changed.json().service.description, 'Told later')
    assert.equal((await send('GET', `services?name=${name}`)).json().services.length, 1)
    assert.equal((await send('DELETE', `services/${id}`)).statusCode, 204)
    assert.deepEqual(await told(name), [])
    assert.deepEqual(await toldByV2(name), [])
  })

  test('whose rules guard it keeps its name', async () => {
    const made = await makeService()
    await makeEndpoint(made.id)
    const rule = { service: made.name, methods: [], path: '/**', role: 'reader' }
    await addServiceRule(app.deps, TESTER, rule)
    await refused(403, 'Forbidden', 'PATCH', `services/${made.id}`, { service: { name: fresh() } })
    const typed = await send('PATCH', `services/${made.id}`, { service: { type: 'image' } })
    assert.equal(typed.statusCode, 200)
  })

  for (const [what, asked, status, title] of [
    ['no type', { name: 'no' }, 400, 'Bad Request'],
    ['an empty type', { name: 'no', type: '' }, 400, 'Bad Request'],
    ['a name with spaces', { name: 'Image Service', type: 'image' }, 400, 'Bad Request'],
    ['a number for a type', { type: 7 }, 400, 'Bad Request'],
    ['a description too long', { type: 'no', description: 'x'.repeat(256) }, 400, 'Bad Request'],
    ['being off', { type: 'no', enabled: false }, 403, 'Forbidden'],
    ['a member nobody knows', { type: 'no', colour: 'red' }, 400, 'Bad Request'],
    ['nothing', null, 400, 'Bad Request'],
  ] as const) {
    test(`with ${what} is ${status}, new and changed`, async () => {
      await refused(status, title, 'POST', 'services', { service: asked })
      if (what === 'no type') return
      const { id } = await makeService()
      await refused(status, title, 'PATCH', `services/${id}`, { service: asked })
    })
  }
})

describe('an endpoint in v3', () => {
  test('is told by every login as soon as it is made, changed and deleted', async () => {
    const { id: serviceId, name } = await makeService()
    const made = await makeEndpoint(serviceId, { region: 'ORD', url: 'https://a.example/%(project_id)s' })
    const facts = { service_id: serviceId, interface: 'public', region: 'ORD', region_id: 'ORD' }
    const links = { self: `${PUBLIC_URL}/v3/endpoints/${made.id}` }
    const url = 'https://a.example/%(project_id)s'
    assert.deepEqual(made, { id: made.id, ...facts, url, enabled: true, links })
    assert.deepEqual(await told(name), [`public ORD https://a.example/${accountId}`])
    assert.equal((await toldByV2(name))[0].publicURL, `https://a.example/${accountId}`)
    assert.equal((await lastAct())?.action, 'endpoint.add')
    const change = { endpoint: { url: 'https://b.example/$(tenant_id)s' } }
    const changed = (await send('PATCH', `endpoints/${made.id}`, change)).json().endpoint
    assert.deepEqual(changed, { ...made, ...change.endpoint })
    assert.deepEqual(await told(name), [`public ORD https://b.example/${accountId}`])
    assert.equal((await lastAct())?.details['urlBefore'], url)
    assert.deepEqual((await send('GET', `endpoints/${made.id}`)).json().endpoint, changed)
    const gone = await send('DELETE', `endpoints/${made.id}`)
    assert.deepEqual([gone.statusCode, gone.body], [204, ''])
    assert.deepEqual(await told(name), [])
    assert.deepEqual(await toldByV2(name), [])
    assert.equal((await send('GET', `services/${serviceId}`)).statusCode, 200)
    await refused(404, 'Not Found', 'DELETE', `endpoints/${made.id}`)
    await refused(404, 'Not Found', 'PATCH', `endpoints/${made.id}`, change)
  })

  for (const order of [
    ['public', 'internal', 'admin'],
    ['admin', 'internal', 'public'],
    ['internal', 'admin', 'public'],
  ]) {
    test(`has three interfaces, made in the order ${order.join(', ')}, and told when there is a public one`, async () => {
      const { id, name } = await makeService()
      const ids = new Set<string>()
      for (const side of order) {
        assert.equal((await told(name)).length === 0, !ids.has('public'))
        const endpoint = { interface: side, region: 'RegionOne', url: `https://${side}.example` }
        ids.add((await makeEndpoint(id, endpoint)).interface)
      }
      const all = ['public', 'internal', 'admin'].map((side) => `${side} RegionOne https://${side}.example`)
      assert.deepEqual(await told(name), all)
      const { endpoints } = (await send('GET', `endpoints?service_id=${id}`)).json()
      assert.equal(new Set(endpoints.map((one: { id: string }) => one.id)).size, 3)
      for (const one of endpoints) assert.equal((await send('DELETE', `endpoints/${one.id}`)).statusCode, 204)
      assert.deepEqual(await told(name), [])
    })
  }

  test('a second one of a kind in a region is 409, however the region is written', async () => {
    const { id } = await makeService()
    await makeEndpoint(id, { region: 'RegionOne' })
    for (const region of ['RegionOne', 'REGIONONE', 'regionone']) {
      await refused(409, 'Conflict', 'POST', 'endpoints', ask(id, { region }))
      await refused(409, 'Conflict', 'POST', 'endpoints', ask(id, { region_id: region }))
    }
    await makeEndpoint(id)
    await refused(409, 'Conflict', 'POST', 'endpoints', ask(id))
  })

  test('names a region in the old way and it is made; by its id it must be there', async () => {
    const { id } = await makeService()
    const region = fresh('Region')
    await refused(400, 'Bad Request', 'POST', 'endpoints', ask(id, { region_id: region }))
    assert.equal((await makeEndpoint(id, { region })).region_id, region)
    assert.equal((await send('GET', `regions/${region}`)).json().region.id, region)
    const internal = { interface: 'internal', region_id: region.toUpperCase() }
    assert.equal((await makeEndpoint(id, internal)).region, region)
  })

  test('moves to another region or service when it is alone, and keeps its id', async () => {
    const [one, other] = [await makeService(), await makeService()]
    const made = await makeEndpoint(one.id, { region: 'DFW' })
    const moved = await send('PATCH', `endpoints/${made.id}`, { endpoint: { region: 'Elsewhere' } })
    assert.deepEqual([moved.json().endpoint.id, moved.json().endpoint.region], [made.id, 'Elsewhere'])
    const given = await send('PATCH', `endpoints/${made.id}`, { endpoint: { service_id: other.id } })
    assert.deepEqual([given.json().endpoint.id, given.json().endpoint.service_id], [made.id, other.id])
    assert.deepEqual(await told(other.name), ['public Elsewhere https://files.example/v1'])
    await makeEndpoint(other.id, { interface: 'internal', region: 'Elsewhere' })
    for (const change of [{ region: 'DFW' }, { service_id: one.id }, { interface: 'admin' }]) {
      await refused(403, 'Forbidden', 'PATCH', `endpoints/${made.id}`, { endpoint: change })
    }
    const taken = await makeEndpoint(other.id, { region: 'DFW' })
    const onto = { endpoint: { region: 'Elsewhere' } }
    await refused(409, 'Conflict', 'PATCH', `endpoints/${taken.id}`, onto)
  })

  test('may be sent back all that was read of it, and nothing is written', async () => {
    const { id } = await makeService()
    const made = await makeEndpoint(id, { region: 'DFW' })
    const before = await lastAct()
    const answer = await send('PATCH', `endpoints/${made.id}`, { endpoint: made })
    assert.deepEqual([answer.statusCode, answer.json().endpoint], [200, made])
    assert.deepEqual(await lastAct(), before)
  })

  const urls = [
    'ftp://x',
    'javascript:alert(1)',
    'https://u:p@x',
    'https://x/%(user_id)s',
    'x',
    '',
    'https://x/ y',
  ]
  for (const url of urls) {
    test(`at ${JSON.stringify(url)} is 400 (F-21)`, async () => {
      const { id } = await makeService()
      await refused(400, 'Bad Request', 'POST', 'endpoints', ask(id, { url }))
      const made = await makeEndpoint(id)
      await refused(400, 'Bad Request', 'PATCH', `endpoints/${made.id}`, { endpoint: { url } })
    })
  }

  for (const [what, more, status, title] of [
    ['a service that is not there', { service_id: 'none' }, 400, 'Bad Request'],
    ['no service', { service_id: null }, 400, 'Bad Request'],
    ['another interface', { interface: 'private' }, 400, 'Bad Request'],
    ['no interface', { interface: null }, 400, 'Bad Request'],
    ['no address', { url: null }, 400, 'Bad Request'],
    ['a region that is none', { region: 'two words' }, 400, 'Bad Request'],
    ['being off', { enabled: false }, 403, 'Forbidden'],
    ['a name', { name: 'mine' }, 403, 'Forbidden'],
    ['a member nobody knows', { colour: 'red' }, 400, 'Bad Request'],
  ] as const) {
    test(`with ${what} is ${status}`, async () => {
      const { id } = await makeService()
      await refused(status, title, 'POST', 'endpoints', ask(id, more))
    })
  }
})

describe('the identity service in v3', () => {
  const own = async () => (await send('GET', 'services?type=identity')).json().services

  test('is this server, which cannot be changed, until operators tell of another', async () => {
    const [{ id, name }] = await own()
    assert.equal(name, 'keystone')
    const { endpoints } = (await send('GET', `endpoints?service_id=${id}`)).json()
    for (const path of [`services/${id}`, ...endpoints.map((one: { id: string }) => `endpoints/${one.id}`)]) {
      const [kind = ''] = path.split('s/')
      await refused(403, 'Forbidden', 'PATCH', path, { [kind]: { description: 'x' } })
      await refused(403, 'Forbidden', 'DELETE', path)
    }
    await refused(400, 'Bad Request', 'POST', 'endpoints', ask(id))
  })

  test('that operators tell of takes its place; clients find all three interfaces', async () => {
    const made = await makeService({ name: 'keystone', type: 'identity' })
    assert.deepEqual(await own(), [made])
    const url = 'https://identity.example/v3'
    const endpoint = await makeEndpoint(made.id, { region: 'DFW', url })
    const all = ['public', 'internal', 'admin'].map((side) => `${side} DFW ${url}`)
    assert.deepEqual(await told('keystone'), all)
    const { endpoints } = (await send('GET', `endpoints?service_id=${made.id}&interface=admin`)).json()
    await refused(403, 'Forbidden', 'DELETE', `endpoints/${endpoints[0].id}`)
    const inner = { endpoint: { url: 'https://inside.example/v3' } }
    assert.equal((await send('PATCH', `endpoints/${endpoints[0].id}`, inner)).statusCode, 200)
    assert.ok((await told('keystone')).includes('admin DFW https://inside.example/v3'))
    assert.equal((await send('DELETE', `services/${made.id}`)).statusCode, 204)
    assert.ok((await told('keystone')).includes(`public DFW ${PUBLIC_URL}/v3`))
    assert.ok(endpoint.id)
  })
})

describe('a region in v3', () => {
  test('is made, shown, listed, changed and deleted, each with its audit entry', async () => {
    const id = fresh('Region')
    const made = (await send('POST', 'regions', { region: { id, description: 'One', enabled: true } })).json()
      .region
    const links = { self: `${PUBLIC_URL}/v3/regions/${id}` }
    assert.deepEqual(made, { id, description: 'One', parent_region_id: null, links })
    assert.equal((await lastAct())?.action, 'region.create')
    const token = await v3TokenOf(app, member)
    assert.deepEqual((await send('GET', `regions/${id}`, undefined, token)).json(), { region: made })
    const below = (await send('PUT', `regions/${id}b`, { region: { parent_region_id: id } })).json().region
    assert.equal(below.parent_region_id, id)
    const { regions } = (await send('GET', `regions?parent_region_id=${id}`)).json()
    assert.deepEqual(regions, [below])
    const changed = await send('PATCH', `regions/${id}`, { region: { description: 'Two' } })
    assert.equal(changed.json().region.description, 'Two')
    assert.equal((await lastAct())?.details['descriptionBefore'], 'One')
    assert.equal((await send('DELETE', `regions/${id}`)).statusCode, 204)
    assert.deepEqual((await lastAct())?.details, { regions: 2 })
    for (const gone of [id, `${id}b`]) await refused(404, 'Not Found', 'DELETE', `regions/${gone}`)
  })

  test('without an id gets one', async () => {
    const { id } = (await send('POST', 'regions', { region: {} })).json().region
    assert.match(id, /^r[0-9a-f]{32}$/)
  })

  test('that is there is 409 in any spelling; that endpoints are in is 409 to delete', async () => {
    const id = fresh('Region')
    await send('POST', 'regions', { region: { id } })
    for (const same of [id, id.toUpperCase(), id.toLowerCase()]) {
      await refused(409, 'Conflict', 'POST', 'regions', { region: { id: same } })
      await refused(409, 'Conflict', 'PUT', `regions/${same}`, { region: {} })
    }
    await send('POST', 'regions', { region: { id: `${id}b`, parent_region_id: id } })
    const { id: serviceId } = await makeService()
    const { id: endpointId } = await makeEndpoint(serviceId, { region: `${id}b` })
    for (const used of [id, `${id}b`]) await refused(409, 'Conflict', 'DELETE', `regions/${used}`)
    await send('DELETE', `endpoints/${endpointId}`)
    assert.equal((await send('DELETE', `regions/${id}`)).statusCode, 204)
  })

  test('is never below itself', async () => {
    const [a, b, c] = [fresh('Region'), fresh('Region'), fresh('Region')]
    await send('POST', 'regions', { region: { id: a } })
    await send('POST', 'regions', { region: { id: b, parent_region_id: a } })
    await send('POST', 'regions', { region: { id: c, parent_region_id: b } })
    for (const parent of [a, b, c]) {
      await refused(400, 'Bad Request', 'PATCH', `regions/${a}`, { region: { parent_region_id: parent } })
    }
    const free = await send('PATCH', `regions/${c}`, { region: { parent_region_id: '' } })
    assert.equal(free.json().region.parent_region_id, null)
  })

  for (const [what, region, status, title] of [
    ['an id with spaces', { id: 'two words' }, 400, 'Bad Request'],
    ['a number for an id', { id: 7 }, 400, 'Bad Request'],
    ['a description too long', { id: 'no', description: 'x'.repeat(256) }, 400, 'Bad Request'],
    ['being off', { id: 'no', enabled: false }, 403, 'Forbidden'],
    ['a parent there is not', { id: 'no', parent_region_id: 'none' }, 404, 'Not Found'],
    ['a member nobody knows', { id: 'no', colour: 'red' }, 400, 'Bad Request'],
    ['nothing', null, 400, 'Bad Request'],
  ] as const) {
    test(`with ${what} is ${status}`, () => refused(status, title, 'POST', 'regions', { region }))
  }

  test('in the body is the one of the address', () =>
    refused(400, 'Bad Request', 'PUT', 'regions/one', { region: { id: 'other' } }))
})

describe('the catalog', () => {
  /** Everything that changes it, on things that are there and on things that are not. */
  const attempts = async (): Promise<readonly (readonly [Method, string, unknown])[]> => {
    const made = await makeService()
    const endpoint = await makeEndpoint(made.id, { region: 'DFW' })
    const there = [`services/${made.id}`, `endpoints/${endpoint.id}`, 'regions/DFW']
    return [
      ['POST', 'services', { service: { type: 'image' } }],
      ['POST', 'endpoints', ask(made.id, { region: 'ORD' })],
      ['POST', 'regions', { region: { id: 'LON' } }],
      ['PUT', 'regions/LON', { region: {} }],
      ['POST', 'services', null],
      ['POST', 'endpoints', null],
      ['POST', 'regions', null],
      ...[...there, 'services/none', 'endpoints/none', 'regions/none'].flatMap((path) => [
        ['PATCH', path, { service: {}, endpoint: {}, region: {} }] as const,
        ['DELETE', path, undefined] as const,
      ]),
    ]
  }
  const others: readonly TestUser[] = [staff, owner, manager, member, service]

  test('is changed by operators alone: 403 to all others, whatever they send and whether it is there', async () => {
    const all = await attempts()
    const before = await stateOf()
    for (const by of others) {
      const token = await v3TokenOf(app, by)
      for (const [method, path, body] of all) {
        const answer = await send(method, path, body, token)
        assertKeystoneError(answer, 403, 'Forbidden')
      }
    }
    for (const [method, path, body] of all) {
      assertKeystoneError(await send(method, path, body, ''), 401, 'Unauthorized')
    }
    assert.deepEqual(await stateOf(), before)
  })

  test('is changed by no restricted application credential, also not of an operator', async () => {
    const all = (await attempts()).slice(0, 4)
    const bound = await delegatedTokenOf(app, await makeCredential(app, app.owner))
    const before = await stateOf()
    for (const [method, path, body] of all) {
      assertKeystoneError(await send(method, path, body, bound), 403, 'Forbidden')
    }
    assert.deepEqual(await stateOf(), before)
  })

  test('its services and endpoints are read by staff alone; regions by everybody', async () => {
    const { id } = await makeService()
    const made = await makeEndpoint(id, { region: 'DFW' })
    for (const by of [owner, manager, member, service]) {
      const token = await v3TokenOf(app, by)
      for (const path of ['services', `services/${id}`, 'endpoints', `endpoints/${made.id}`]) {
        assertKeystoneError(await send('GET', path, undefined, token), 403, 'Forbidden')
      }
      assert.equal((await send('GET', 'regions/DFW', undefined, token)).statusCode, 200)
    }
    const token = await v3TokenOf(app, staff)
    assert.equal((await send('GET', `endpoints/${made.id}`, undefined, token)).statusCode, 200)
    assertKeystoneError(await send('GET', 'endpoints/none'), 404, 'Not Found')
    assertKeystoneError(await send('GET', 'services/none'), 404, 'Not Found')
    assertKeystoneError(await send('GET', 'regions/none'), 404, 'Not Found')
  })

  const word = fc.oneof(fc.string(), fc.constantFrom('DFW', 'public', 'admin', 'https://x.example', 'image'))
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(
      fc.constantFrom(
        'name',
        'type',
        'interface',
        'region',
        'region_id',
        'url',
        'id',
        'service_id',
        'enabled',
      ),
      fc.oneof(word, fc.jsonValue()),
    ),
  )

  test('whatever is sent, there is no fault, and logins go on', async () => {
    const { id } = await makeService()
    const made = await makeEndpoint(id, { region: 'DFW' })
    await fc.assert(
      fc.asyncProperty(anything, async (body) => {
        for (const [method, path, name] of [
          ['POST', 'services', 'service'],
          ['POST', 'endpoints', 'endpoint'],
          ['POST', 'regions', 'region'],
          ['PATCH', `services/${id}`, 'service'],
          ['PATCH', `endpoints/${made.id}`, 'endpoint'],
          ['PATCH', 'regions/DFW', 'region'],
        ] as const) {
          const asked = method === 'POST' && name === 'endpoint' && body !== null && typeof body === 'object'
          const sent = asked ? { service_id: id, ...body } : body
          const answer = await send(method, path, { [name]: sent })
          assert.ok([200, 201, 400, 403, 404, 409].includes(answer.statusCode), answer.body)
          if (answer.statusCode >= 400) assert.equal(answer.json().error.code, answer.statusCode)
        }
      }),
      { numRuns: 60 },
    )
    assert.ok((await send('GET', 'auth/catalog')).json().catalog.length > 0)
    await v3TokenOf(app, member)
  })
})

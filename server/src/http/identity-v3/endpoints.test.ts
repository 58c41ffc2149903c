import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PUBLIC_URL } from '../../../../tests/support/app.ts'
import { v3TokenOf } from '../../../../tests/support/identity-v3.ts'
import {
  accountId,
  app,
  ask,
  fresh,
  lastAct,
  makeEndpoint,
  makeService,
  member,
  refused,
  send,
  told,
  toldByV2,
} from './catalog-testing.ts'

describe('an endpoint in v3', () => {
  test('has the name that a program gave it, each interface its own', async () => {
    const { id } = await makeService()
    const there = { region: 'ORD', url: 'https://a.example' }
    const inner = await makeEndpoint(id, { ...there, name: 'inner', interface: 'internal' })
    const outer = await makeEndpoint(id, { ...there, name: 'outer' })
    const nameOf = async (one: { id: string }) =>
      (await send('GET', `endpoints/${one.id}`)).json().endpoint.name
    assert.deepEqual([inner.name, outer.name], ['inner', 'outer'])
    const renamed = await send('PATCH', `endpoints/${inner.id}`, { endpoint: { name: 'within' } })
    assert.equal(renamed.json().endpoint.name, 'within')
    assert.deepEqual([await nameOf(inner), await nameOf(outer)], ['within', 'outer'])
    assert.equal((await send('PATCH', `endpoints/${inner.id}`, { endpoint: { name: '' } })).statusCode, 200)
    assert.deepEqual([await nameOf(inner), await nameOf(outer)], [undefined, 'outer'])
    await refused(400, 'Bad Request', 'PATCH', `endpoints/${inner.id}`, {
      endpoint: { name: 'x'.repeat(256) },
    })
    assert.equal((await send('DELETE', `endpoints/${outer.id}`)).statusCode, 204)
    assert.equal((await makeEndpoint(id, there)).name, undefined)
  })

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
    ['a description', { description: 'mine' }, 403, 'Forbidden'],
    ['a member nobody knows', { colour: 'red' }, 400, 'Bad Request'],
  ] as const) {
    test(`with ${what} is ${status}`, async () => {
      const { id } = await makeService()
      await refused(status, title, 'POST', 'endpoints', ask(id, more))
    })
  }
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

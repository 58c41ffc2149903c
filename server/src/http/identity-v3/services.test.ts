import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PUBLIC_URL, TESTER } from '../../../../tests/support/app.ts'
import { addServiceRule } from '../../domain/services/add-rule.ts'
import {
  app,
  ask,
  fresh,
  lastAct,
  makeEndpoint,
  makeService,
  refused,
  send,
  told,
  toldByV2,
} from './catalog-testing.ts'

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

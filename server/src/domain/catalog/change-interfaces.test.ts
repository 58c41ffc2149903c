import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import type { DomainErrorCode } from '../errors.ts'
import { addServiceRule } from '../services/add-rule.ts'
import { catalogRegions } from './catalog-regions.ts'
import {
  addInterface,
  type InterfaceChange,
  type NewInterface,
  type Placed,
  removeInterface,
  updateInterface,
} from './change-interfaces.ts'
import { createService } from './change-services.ts'
import { serviceIdOf } from './endpoint.ts'
import { addressOf, INTERFACES, interfaceId, interfacesOf } from './interfaces.ts'
import { useCatalog } from './testing.ts'

const catalog = useCatalog()

let services = 0
/** A service of its own for a test. */
async function aService(type = 'compute') {
  services++
  const called = { name: `service${services}`, type }
  return createService(catalog.deps, catalog.operator, { ...called, description: '' })
}

const url = (of: string) => `https://${of}.example/%(project_id)s`
const add = (serviceId: string, change: Partial<NewInterface> = {}) =>
  addInterface(catalog.deps, catalog.operator, {
    ...{ serviceId, side: 'public', url: url('first'), region: null },
    ...change,
  })
const idOf = ({ place, side }: Placed) => interfaceId(place, side)
const update = (placed: Placed, change: InterfaceChange) =>
  updateInterface(catalog.deps, catalog.operator, idOf(placed), change)
const remove = (placed: Placed) => removeInterface(catalog.deps, catalog.operator, idOf(placed))
const placesOf = async ({ name }: { readonly name: string }) =>
  (await catalog.deps.store.endpoints.places()).filter((place) => place.name === name)
const at = (id: string, mustExist = false) => ({ id, mustExist })

/** Fails unless the act is refused like this, with nothing changed and nothing written. */
async function refused(code: DomainErrorCode, act: () => Promise<unknown>): Promise<string> {
  const before = await catalog.state()
  let reason = ''
  const written = await catalog.entries(async () => {
    reason = (await refusedWith(code, act())).facts.reason ?? ''
  })
  assert.deepEqual(written, [])
  assert.deepEqual(await catalog.state(), before)
  return reason
}

test('the interfaces of a region share one place, each with an id of its own', async () => {
  const { id, ...service } = await aService()
  const made: Placed[] = []
  for (const side of INTERFACES) made.push(await add(id, { side, url: url(side), region: at('RegionOne') }))
  const [place, ...more] = await placesOf(service)
  assert.ok(place)
  assert.deepEqual(more, [])
  assert.deepEqual(
    interfacesOf(place),
    INTERFACES.map((name) => ({ name, url: url(name) })),
  )
  assert.equal(new Set(made.map(idOf)).size, 3)
  assert.equal((await add(id, { region: at('RegionTwo') })).place.region, 'RegionTwo')
  assert.equal((await add(id)).place.region, null)
  assert.equal((await placesOf(service)).length, 3)
})

test('what is added is written down, and told by the next login', async () => {
  const { id, name, type } = await aService()
  await catalog.deps.known.endpoints()
  const [entry, ...more] = await catalog.entries(() => add(id, { region: at('LON') }))
  const [place] = await placesOf({ name })
  assert.deepEqual(more, [])
  assert.deepEqual(
    [entry?.action, entry?.target, entry?.details],
    [
      'endpoint.add',
      `endpoint:${place?.id}`,
      { name, type, region: 'LON', interface: 'public', url: url('first') },
    ],
  )
  assert.ok((await catalog.deps.known.endpoints()).some((endpoint) => endpoint.name === name))
})

test('a second of a kind in a region is refused, however the region is written', async () => {
  const { id } = await aService()
  await add(id, { region: at('Here') })
  await refused('endpoint.exists', () => add(id, { region: at('HERE'), url: url('second') }))
  await add(id, { region: at('here'), side: 'admin' })
  assert.equal((await catalogRegions(catalog.deps.store)).filter((one) => /here/i.test(one.id)).length, 1)
})

test('a new region is made as it is written; one that must be there is not', async () => {
  const { id } = await aService()
  await add(id, { region: at('newRegion') })
  assert.ok((await catalogRegions(catalog.deps.store)).some((region) => region.id === 'newRegion'))
  await refused('input.invalid', () => add(id, { region: at('never', true) }))
  await refused('input.invalid', () => add(id, { region: at('a region') }))
})

test('a service that is not there and a bad address are mistakes in what was sent', async () => {
  const { id } = await aService()
  await refused('input.invalid', () => add('none'))
  await refused('input.invalid', () => add(id, { url: 'ftp://files.example' }))
  const placed = await add(id)
  await refused('input.invalid', () => update(placed, { serviceId: 'none' }))
  await refused('input.invalid', () => update(placed, { url: 'https://me:secret@x.example' }))
  await refused('input.invalid', () => update(placed, { region: at('none', true) }))
})

test('another address keeps the id and is written down with the old; the same is not written', async () => {
  const { id, name, type } = await aService()
  const placed = await add(id, { region: at('LON') })
  const [entry] = await catalog.entries(() => update(placed, { url: url('second') }))
  const [place] = await placesOf({ name })
  assert.ok(place)
  assert.equal(interfaceId(place, 'public'), idOf(placed))
  assert.deepEqual(
    [entry?.action, entry?.target, entry?.details],
    [
      'endpoint.update',
      `endpoint:${place.id}`,
      {
        ...{ name, type, region: 'LON', interface: 'public', url: url('second') },
        ...{ nameBefore: name, regionBefore: 'LON', urlBefore: url('first') },
      },
    ],
  )
  const same = { url: url('second'), serviceId: id, side: 'public', region: at('lon') } as const
  assert.deepEqual(await catalog.entries(() => update(placed, same)), [])
})

test('the address of one side leaves the others alone', async () => {
  const { id, name } = await aService()
  for (const side of INTERFACES) {
    const placed = await add(id, { side, url: url('old') })
    await update(placed, { url: url(side) })
  }
  const [place] = await placesOf({ name })
  assert.deepEqual(place && INTERFACES.map((side) => addressOf(place, side)), INTERFACES.map(url))
})

test('one that is alone moves to another region or service, and away from all regions', async () => {
  const { id } = await aService()
  const other = await aService()
  const placed = await add(id, { region: at('LON') })
  assert.equal((await update(placed, { region: at('DFW') })).place.region, 'DFW')
  assert.equal((await update(placed, { region: null })).place.region, null)
  const moved = await update(placed, { serviceId: other.id })
  assert.deepEqual([moved.place.name, idOf(moved)], [other.name, idOf(placed)])
})

test('one beside others moves nowhere: they would be left behind', async () => {
  const { id } = await aService()
  const other = await aService()
  const placed = await add(id, { region: at('LON') })
  await add(id, { region: at('LON'), side: 'internal' })
  await refused('actor.forbidden', () => update(placed, { region: at('DFW') }))
  await refused('actor.forbidden', () => update(placed, { serviceId: other.id }))
})

test('nothing moves to where the service is already, and a public one stays public', async () => {
  const { id } = await aService()
  const placed = await add(id, { region: at('LON') })
  await add(id, { region: at('DFW'), side: 'internal' })
  await refused('endpoint.exists', () => update(placed, { region: at('DFW') }))
  await refused('actor.forbidden', () => update(placed, { side: 'internal' }))
})

test('an address that rules guard does not move to a service without them', async () => {
  const ruled = await aService()
  const open = await aService()
  const placed = await add(ruled.id)
  const rule = { service: ruled.name, methods: [], path: '/**', role: 'reader' }
  await addServiceRule(catalog.deps, catalog.operator, rule)
  const reason = await refused('actor.forbidden', () => update(placed, { serviceId: open.id }))
  assert.match(reason, /rules/i)
  await update(placed, { region: at('LON') })
})

test('one of several goes alone, the last one with its place, each written down', async () => {
  const { id, name } = await aService()
  const outside = await add(id, { region: at('LON') })
  const inside = await add(id, { region: at('LON'), side: 'internal' })
  const [entry] = await catalog.entries(() => remove(outside))
  assert.deepEqual(
    [entry?.action, entry?.target, entry?.details],
    ['endpoint.remove', `service:${name}`, { region: 'LON', interface: 'public', endpoints: 1 }],
  )
  const [left] = await placesOf({ name })
  assert.deepEqual(left && interfacesOf(left), [{ name: 'internal', url: url('first') }])
  assert.ok(!(await catalog.deps.known.endpoints()).some((endpoint) => endpoint.name === name))
  await remove(inside)
  assert.deepEqual(await placesOf({ name }), [])
})

for (const side of INTERFACES) {
  test(`a ${side} interface that was removed is not there: it is neither changed nor removed again`, async () => {
    const { id } = await aService()
    const placed = await add(id, { side })
    await add(id, { side: side === 'admin' ? 'public' : 'admin' })
    await remove(placed)
    await refused('endpoint.not_found', () => update(placed, { url: url('risen') }))
    await refused('endpoint.not_found', () => update(placed, {}))
    await refused('endpoint.not_found', () => remove(placed))
  })
}

test('what follows from another address of an identity service can be set, and not removed', async () => {
  const { id, name } = await aService('identity')
  const { place } = await add(id)
  const admin = { place, side: 'admin' } as const
  await refused('actor.forbidden', () => remove(admin))
  await update(admin, { url: url('admin') })
  const [told] = await placesOf({ name })
  assert.equal(told?.adminUrl, url('admin'))
  await remove(admin)
  const [again] = await placesOf({ name })
  assert.deepEqual(again, place)
})

test('only operators add, change or remove one', async () => {
  const { id } = await aService()
  const placed = idOf(await add(id))
  await catalog.forbidden((actor) =>
    addInterface(catalog.deps, actor, { serviceId: id, side: 'admin', url: url('a'), region: null }),
  )
  await catalog.forbidden((actor) => updateInterface(catalog.deps, actor, placed, { url: url('x') }))
  await catalog.forbidden((actor) => removeInterface(catalog.deps, actor, placed))
})

test('the service of an endpoint in the old way is the same as of one made here', async () => {
  const endpoint = await catalog.add({ name: 'both', type: 'kind', region: 'LON' })
  const { place } = await add(serviceIdOf(endpoint), { side: 'admin', region: at('lon') })
  assert.equal(place.id, endpoint.id)
})

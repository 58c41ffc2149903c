import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addServiceRule } from '../services/add-rule.ts'
import { catalogServices } from './catalog-services.ts'
import { createService, deleteService, updateService } from './change-services.ts'
import { serviceIdOf } from './endpoint.ts'
import { listEndpoints } from './list-endpoints.ts'
import { removeEndpoints } from './remove-endpoints.ts'
import { useCatalog } from './testing.ts'

const catalog = useCatalog()

const IMAGE = { name: 'glance', type: 'image', description: 'Pictures' }
const create = (change: Partial<typeof IMAGE> = {}) =>
  createService(catalog.deps, catalog.operator, { ...IMAGE, ...change })
const update = (id: string, change: Partial<typeof IMAGE>) =>
  updateService(catalog.deps, catalog.operator, id, change)
const named = async (name: string) =>
  (await catalogServices(catalog.deps.store)).filter((service) => service.name === name)

test('a service is made with the id that follows from what it is called, and written down', async () => {
  const [entry, ...more] = await catalog.entries(create)
  const id = serviceIdOf(IMAGE)
  assert.deepEqual(await named('glance'), [{ id, ...IMAGE }])
  assert.deepEqual(more, [])
  assert.equal(entry?.action, 'service.create')
  assert.equal(entry?.target, 'service:glance')
  assert.deepEqual(entry?.details, { ...IMAGE })
})

test('a second one of a name and type is refused; of the name alone it is not', async () => {
  const before = await catalog.state()
  await assert.rejects(create({ description: 'Other' }), { code: 'endpoint.exists' })
  assert.deepEqual(await catalog.state(), before)
  await create({ type: 'image2' })
  assert.equal((await named('glance')).length, 2)
})

test('one that an endpoint came with is as taken as one made by itself', async () => {
  await catalog.add({ name: 'swift', type: 'object-store' })
  await assert.rejects(create({ name: 'swift', type: 'object-store' }), { code: 'endpoint.exists' })
})

for (const [what, change] of [
  ['name', { name: '1glance' }],
  ['type', { type: 'an image' }],
  ['description', { description: 'two\nlines' }],
] as const) {
  test(`a bad ${what} is refused, new and changed, and nothing is written`, async () => {
    const before = await catalog.state()
    const written = await catalog.entries(async () => {
      await assert.rejects(create({ name: 'fine', ...change }), { code: 'input.invalid' })
      await assert.rejects(update(serviceIdOf(IMAGE), change), { code: 'input.invalid' })
    })
    assert.deepEqual(written, [])
    assert.deepEqual(await catalog.state(), before)
  })
}

test('a change is written down with what was before, a change to the same is not', async () => {
  const { id } = await create({ name: 'told' })
  const [entry] = await catalog.entries(() => update(id, { description: 'Better' }))
  assert.equal(entry?.action, 'service.update')
  assert.equal(entry?.target, 'service:told')
  assert.deepEqual(entry?.details, {
    ...{ name: 'told', type: 'image', description: 'Better' },
    ...{ nameBefore: 'told', typeBefore: 'image', descriptionBefore: 'Pictures' },
  })
  assert.deepEqual(await catalog.entries(() => update(id, { name: 'told', description: 'Better' })), [])
  assert.deepEqual(await named('told'), [{ id, name: 'told', type: 'image', description: 'Better' }])
})

test('its endpoints are renamed with it, those of its namesake are not; logins tell of it at once', async () => {
  const mine = await catalog.add({ name: 'old', type: 'mine' })
  const other = await catalog.add({ name: 'old', type: 'other' })
  await catalog.deps.known.endpoints()
  await update(serviceIdOf(mine), { name: 'new', type: 'kind' })
  const known = await catalog.deps.known.endpoints()
  const found = known.filter(({ id }) => id === mine.id || id === other.id)
  assert.deepEqual(
    found.map(({ name, type }) => `${name} ${type}`),
    ['new kind', 'old other'],
  )
  assert.equal(found[0]?.serviceId, serviceIdOf(mine))
})

test('a name that is taken is refused to another, and both stay as they are', async () => {
  const { id } = await create({ name: 'first' })
  await create({ name: 'second' })
  const before = await catalog.state()
  await assert.rejects(update(id, { name: 'second' }), { code: 'endpoint.exists' })
  assert.deepEqual(await catalog.state(), before)
})

test('the old name of a renamed service makes another one, with another id', async () => {
  const { id } = await create({ name: 'moved' })
  await update(id, { name: 'arrived' })
  const again = await create({ name: 'moved' })
  assert.notEqual(again.id, id)
  assert.match(again.id, /^[0-9a-f]{32}$/)
  const endpoint = await catalog.add({ name: 'moved', type: 'image' })
  const told = (await listEndpoints(catalog.deps)).find((one) => one.id === endpoint.id)
  assert.equal(told?.serviceId, again.id)
})

test('an endpoint under the old name of a renamed service comes with another id', async () => {
  const { id } = await create({ name: 'left' })
  await update(id, { name: 'gone' })
  await catalog.add({ name: 'left', type: 'image' })
  const [made, ...more] = await named('left')
  assert.ok(made && made.id !== id)
  assert.deepEqual(more, [])
})

test('a service whose rules guard it keeps its name, and takes another type or text', async () => {
  const { id } = await create({ name: 'ruled' })
  await catalog.add({ name: 'ruled', type: 'image' })
  const rule = { service: 'ruled', methods: [], path: '/**', role: 'reader' }
  await addServiceRule(catalog.deps, catalog.operator, rule)
  await assert.rejects(update(id, { name: 'unruled' }), { code: 'actor.forbidden' })
  assert.equal((await named('unruled')).length, 0)
  await update(id, { type: 'image3', description: 'Guarded' })
  const free = await create({ name: 'free' })
  await update(free.id, { name: 'freer' })
})

test('a service goes with its endpoints and no others', async () => {
  await catalog.add({ name: 'doomed', type: 'a', region: 'ONE' })
  const { id: _, ...doomed } = await catalog.add({ name: 'doomed', type: 'a', region: 'TWO' })
  await catalog.add({ name: 'doomed', type: 'b' })
  const [entry] = await catalog.entries(() =>
    deleteService(catalog.deps, catalog.operator, serviceIdOf(doomed)),
  )
  assert.deepEqual(
    (await named('doomed')).map(({ type }) => type),
    ['b'],
  )
  const left = (await catalog.deps.known.endpoints()).filter(({ name }) => name === 'doomed')
  assert.deepEqual(
    left.map(({ type }) => type),
    ['b'],
  )
  assert.equal(entry?.action, 'service.delete')
  assert.equal(entry?.target, 'service:doomed')
  assert.deepEqual(entry?.details, { type: 'a', endpoints: 2 })
})

test('a service that nothing can be reached of goes too, by its id or its name', async () => {
  const { id } = await create({ name: 'bare' })
  await deleteService(catalog.deps, catalog.operator, id)
  assert.deepEqual(await named('bare'), [])
  await create({ name: 'bare' })
  assert.equal(await removeEndpoints(catalog.deps, catalog.operator, 'bare'), 0)
  assert.deepEqual(await named('bare'), [])
})

test('what is not there is neither changed nor deleted', async () => {
  await assert.rejects(update('none', { name: 'x' }), { code: 'endpoint.not_found' })
  await assert.rejects(deleteService(catalog.deps, catalog.operator, 'none'), { code: 'endpoint.not_found' })
})

test('nobody but operators makes, changes or deletes one, there or not, right or wrong', async () => {
  const { id } = await create({ name: 'kept' })
  await catalog.forbidden((actor) => createService(catalog.deps, actor, { ...IMAGE, name: '1' }))
  await catalog.forbidden((actor) => createService(catalog.deps, actor, { ...IMAGE, name: 'theirs' }))
  for (const one of [id, 'none']) {
    await catalog.forbidden((actor) => updateService(catalog.deps, actor, one, { name: 'theirs' }))
    await catalog.forbidden((actor) => deleteService(catalog.deps, actor, one))
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogRegion, catalogRegions } from './catalog-regions.ts'
import { createRegion, deleteRegion, type RegionChange, updateRegion } from './change-regions.ts'
import { removeEndpoints } from './remove-endpoints.ts'
import { useCatalog } from './testing.ts'

const catalog = useCatalog()

const create = (given: RegionChange & { readonly id?: string }) =>
  createRegion(catalog.deps, catalog.operator, given)
const update = (id: string, change: RegionChange) => updateRegion(catalog.deps, catalog.operator, id, change)
const remove = (id: string) => deleteRegion(catalog.deps, catalog.operator, id)
const ids = async () => (await catalogRegions(catalog.deps.store)).map(({ id }) => id)

test('a region keeps its spelling, is found in any, and is written down', async () => {
  const [entry] = await catalog.entries(() => create({ id: 'RegionOne', description: 'The first' }))
  assert.deepEqual(await catalogRegion(catalog.deps.store, 'regionone'), {
    ...{ id: 'RegionOne', description: 'The first', parentId: null },
  })
  assert.equal(entry?.action, 'region.create')
  assert.equal(entry?.target, 'region:RegionOne')
  assert.deepEqual(entry?.details, { description: 'The first', parentId: null })
})

test('without an id it gets one that is a good word, another each time', async () => {
  const [one, other] = [await create({}), await create({})]
  assert.match(one.id, /^r[0-9a-f]{32}$/)
  assert.notEqual(one.id, other.id)
})

test('one that is there in any spelling, also by an endpoint alone, is refused', async () => {
  await catalog.add({ name: 'somewhere', region: 'ord' })
  const before = await catalog.state()
  await assert.rejects(create({ id: 'REGIONONE' }), { code: 'endpoint.exists' })
  await assert.rejects(create({ id: 'Ord' }), { code: 'endpoint.exists' })
  assert.deepEqual(await catalog.state(), before)
})

test('an endpoint in the old way takes a region as it is written already', async () => {
  await create({ id: 'Berlin' })
  assert.equal((await catalog.add({ name: 'capital', region: 'BERLIN' })).region, 'Berlin')
  assert.equal(await removeEndpoints(catalog.deps, catalog.operator, 'capital', 'bErlin'), 1)
})

test('a region that endpoints alone made stays as long as others are below it, so that nobody makes a circle', async () => {
  await catalog.add({ name: 'above', region: 'Atlas' })
  await create({ id: 'Below', parentId: 'atlas' })
  await removeEndpoints(catalog.deps, catalog.operator, 'above')
  await assert.rejects(create({ id: 'Atlas', parentId: 'Below' }), { code: 'endpoint.exists' })
  await assert.rejects(update('Atlas', { parentId: 'Below' }), { code: 'input.invalid' })
  await remove('Atlas')
  assert.deepEqual(
    (await ids()).filter((id) => ['Atlas', 'Below'].includes(id)),
    [],
  )
})

test('bad ids, descriptions and parents are refused', async () => {
  const before = await catalog.state()
  await assert.rejects(create({ id: 'a region' }), { code: 'input.invalid' })
  await assert.rejects(create({ id: 'fine', description: 'x'.repeat(256) }), { code: 'input.invalid' })
  await assert.rejects(create({ id: 'fine', parentId: 'none' }), { code: 'endpoint.not_found' })
  await assert.rejects(create({ id: 'fine', parentId: 'fine' }), { code: 'endpoint.not_found' })
  await assert.rejects(update('RegionOne', { description: '\0' }), { code: 'input.invalid' })
  await assert.rejects(update('RegionOne', { parentId: 'none' }), { code: 'endpoint.not_found' })
  await assert.rejects(update('none', {}), { code: 'endpoint.not_found' })
  await assert.rejects(remove('none'), { code: 'endpoint.not_found' })
  assert.deepEqual(await catalog.state(), before)
})

test('a change is written down with what was before, a change to the same is not', async () => {
  await create({ id: 'Top' })
  await create({ id: 'Mid', description: 'Middle', parentId: 'TOP' })
  const [entry] = await catalog.entries(() => update('mid', { description: 'Changed' }))
  assert.equal(entry?.action, 'region.update')
  assert.equal(entry?.target, 'region:Mid')
  assert.deepEqual(entry?.details, {
    ...{ description: 'Changed', parentId: 'Top' },
    ...{ descriptionBefore: 'Middle', parentIdBefore: 'Top' },
  })
  assert.deepEqual(await catalog.entries(() => update('Mid', { description: 'Changed' })), [])
  assert.deepEqual(await catalog.entries(() => update('Mid', { parentId: 'top' })), [])
  assert.equal((await update('Mid', { parentId: null })).parentId, null)
  assert.equal((await update('Mid', { parentId: 'top' })).parentId, 'Top')
})

test('a region is never below itself, however deep', async () => {
  await create({ id: 'Low', parentId: 'Mid' })
  for (const below of ['Top', 'Mid', 'LOW']) {
    await assert.rejects(update('Top', { parentId: below }), { code: 'input.invalid' })
  }
  assert.equal((await update('Low', { parentId: 'Top' })).parentId, 'Top')
  await update('Low', { parentId: 'Mid' })
})

test('it goes with all below it, unless an endpoint is in one of them', async () => {
  await catalog.add({ name: 'deep', region: 'Low' })
  const before = await catalog.state()
  await assert.rejects(remove('Top'), { code: 'endpoint.exists' })
  assert.deepEqual(await catalog.state(), before)
  await removeEndpoints(catalog.deps, catalog.operator, 'deep')
  const [entry] = await catalog.entries(() => remove('top'))
  const left = await ids()
  for (const id of ['Top', 'Mid', 'Low']) assert.ok(!left.includes(id))
  assert.ok(left.includes('RegionOne'))
  assert.equal(entry?.action, 'region.delete')
  assert.equal(entry?.target, 'region:Top')
  assert.deepEqual(entry?.details, { regions: 3 })
})

test('endpoints without a region and in other regions keep none from going', async () => {
  await create({ id: 'Empty' })
  await catalog.add({ name: 'nowhere', region: null })
  await remove('Empty')
  assert.ok(!(await ids()).includes('Empty'))
})

test('only operators make, change or delete one', async () => {
  for (const id of ['RegionOne', 'none']) {
    await catalog.forbidden((actor) => updateRegion(catalog.deps, actor, id, { description: 'Theirs' }))
    await catalog.forbidden((actor) => deleteRegion(catalog.deps, actor, id))
  }
  await catalog.forbidden((actor) => createRegion(catalog.deps, actor, { id: 'theirs' }))
  await catalog.forbidden((actor) => createRegion(catalog.deps, actor, { id: '/' }))
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { onBothEngines } from '../../../../tests/support/stores.ts'
import { serviceIdOf } from '../../domain/catalog/endpoint.ts'

const FILES = { name: 'files', type: 'object-store' }
const PLACE = { ...FILES, region: 'DFW', publicUrl: 'https://out.example', internalUrl: null }

onBothEngines((engine) => {
  test('catalog: services are made, replaced by id, and go', async (t) => {
    const { catalog } = await engine.open(t)
    const service = { id: 's1', ...FILES, description: '' }
    await catalog.putService(service)
    await catalog.putService({ ...service, id: 's2', name: 'another', description: 'It’s "quoted"' })
    assert.deepEqual(
      (await catalog.services()).map(({ id, description }) => [id, description]),
      [
        ['s2', 'It’s "quoted"'],
        ['s1', ''],
      ],
    )
    await catalog.putService({ ...service, name: 'renamed' })
    assert.deepEqual((await catalog.services()).at(-1), { ...service, name: 'renamed' })
    await catalog.deleteService('s2')
    await catalog.deleteService('never there')
    assert.equal((await catalog.services()).length, 1)
  })

  test('catalog: a name and type are had by one service', async (t) => {
    const { catalog } = await engine.open(t)
    await catalog.putService({ id: 's1', ...FILES, description: '' })
    const same = { id: 's2', ...FILES, description: '' }
    await assert.rejects(catalog.putService(same), { code: 'endpoint.exists' })
    await catalog.putService({ ...same, type: 'image' })
    await assert.rejects(catalog.putService(same), { code: 'endpoint.exists' })
  })

  test('catalog: regions are made, replaced by id, and go; capitals are kept', async (t) => {
    const { catalog } = await engine.open(t)
    await catalog.putRegion({ id: 'RegionOne', description: '', parentId: null })
    await catalog.putRegion({ id: 'Rack', description: '', parentId: 'RegionOne' })
    await catalog.putRegion({ id: 'Rack', description: 'B', parentId: null })
    assert.deepEqual(await catalog.regions(), [
      { id: 'Rack', description: 'B', parentId: null },
      { id: 'RegionOne', description: '', parentId: null },
    ])
    await catalog.deleteRegion('Rack')
    assert.deepEqual(
      (await catalog.regions()).map(({ id }) => id),
      ['RegionOne'],
    )
  })

  test('endpoints: one without a public address is kept and not told', async (t) => {
    const { endpoints } = await engine.open(t)
    const inner = await endpoints.insert({ ...PLACE, publicUrl: '', adminUrl: 'https://admin.example' })
    assert.deepEqual([await endpoints.list(), await endpoints.places()], [[], [inner]])
    const whole = { ...inner, publicUrl: 'https://out.example' }
    await endpoints.update(whole)
    assert.deepEqual([await endpoints.list(), await endpoints.places()], [[whole], [whole]])
    const { adminUrl: _, ...open } = whole
    await endpoints.update({ ...open, region: null })
    assert.deepEqual(await endpoints.list(), [{ ...open, region: null }])
  })

  test('endpoints: know the id of their service where it does not follow from its name', async (t) => {
    const { endpoints, catalog } = await engine.open(t)
    const own = await endpoints.insert(PLACE)
    await catalog.putService({ id: serviceIdOf(FILES), ...FILES, description: '' })
    assert.deepEqual(await endpoints.list(), [own])
    await catalog.putService({ id: serviceIdOf(FILES), name: 'renamed', type: FILES.type, description: '' })
    await endpoints.update({ ...own, name: 'renamed' })
    assert.deepEqual(await endpoints.list(), [{ ...own, name: 'renamed', serviceId: serviceIdOf(FILES) }])
  })

  test('endpoints: moved onto another is refused, and stays', async (t) => {
    const { endpoints } = await engine.open(t)
    const first = await endpoints.insert(PLACE)
    const second = await endpoints.insert({ ...PLACE, region: 'RegionOne' })
    await assert.rejects(endpoints.update({ ...second, region: 'DFW' }), { code: 'endpoint.exists' })
    assert.deepEqual(await endpoints.list(), [first, second])
    assert.equal(await endpoints.delete('files', 'REGIONONE'), 1)
  })

  test('catalog: two who change it take turns', async (t) => {
    const store = await engine.open(t)
    let isHeld = false
    const work = () =>
      store.transaction(async (tx) => {
        await tx.catalog.hold()
        assert.ok(!isHeld)
        isHeld = true
        await tx.catalog.putRegion({ id: 'DFW', description: '', parentId: null })
        isHeld = false
      })
    await Promise.all(Array.from({ length: 4 }, work))
  })
})

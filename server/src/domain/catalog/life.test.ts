import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { count } from '../../../../tests/support/counts.ts'
import { DomainError } from '../errors.ts'
import { catalogRegions } from './catalog-regions.ts'
import { catalogServices, isCalled } from './catalog-services.ts'
import { addInterface, removeInterface, updateInterface } from './change-interfaces.ts'
import { createRegion, deleteRegion, updateRegion } from './change-regions.ts'
import { createService, deleteService, updateService } from './change-services.ts'
import { INTERFACES, interfaceId, interfacesOf } from './interfaces.ts'
import { removeEndpoints } from './remove-endpoints.ts'
import { useCatalog } from './testing.ts'

const catalog = useCatalog()

const NAMES = ['a', 'b', 'c'] as const
const TYPES = ['object-store', 'identity'] as const
const SPELLINGS = ['one', 'ONE', 'Two', 'tWO', 'three'] as const
const VERBS = [
  'add',
  'create',
  'rename',
  'delete',
  'interface',
  'move',
  'remove',
  'region',
  'parent',
  'drop',
  'clear',
] as const

const step = fc.record({
  verb: fc.constantFrom(...VERBS),
  name: fc.constantFrom(...NAMES),
  type: fc.constantFrom(...TYPES),
  region: fc.constantFrom(...SPELLINGS, null),
  parent: fc.constantFrom(...SPELLINGS),
  side: fc.constantFrom(...INTERFACES),
  pick: fc.nat(20),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const pickOf = <T>(all: readonly T[], at: number): T | undefined => all[at % Math.max(1, all.length)]

async function take({ verb, name, type, region, parent, side, pick }: Step): Promise<unknown> {
  const { deps, operator } = catalog
  const places = await deps.store.endpoints.places()
  const sides = places.flatMap((place) => interfacesOf(place).map((one) => interfaceId(place, one.name)))
  const endpoint = pickOf(sides, pick) ?? 'none'
  const service = pickOf(await catalogServices(deps.store), pick)?.id ?? 'none'
  const id = region ?? 'one'
  const asked = region === null ? null : { id: region, mustExist: pick % 2 === 0 }
  const url = 'https://x.example/%(tenant_id)s'
  const acts: Readonly<Record<Step['verb'], () => Promise<unknown>>> = {
    add: () => catalog.add({ name, type, region }),
    create: () => createService(deps, operator, { name, type, description: '' }),
    rename: () => updateService(deps, operator, service, { name, type }),
    delete: () => deleteService(deps, operator, service),
    interface: () => addInterface(deps, operator, { serviceId: service, side, url, region: asked }),
    move: () => updateInterface(deps, operator, endpoint, { serviceId: service, region: asked }),
    remove: () => removeInterface(deps, operator, endpoint),
    region: () => createRegion(deps, operator, { id, parentId: parent }),
    parent: () => updateRegion(deps, operator, id, { parentId: parent }),
    drop: () => deleteRegion(deps, operator, id),
    clear: () => removeEndpoints(deps, operator, name, region ?? undefined),
  }
  return acts[verb]()
}

async function check(): Promise<void> {
  const { store, known } = catalog.deps
  const [services, regions, places] = [
    await catalogServices(store),
    await catalogRegions(store),
    await store.endpoints.places(),
  ]
  const unique = (texts: readonly string[]) => assert.equal(new Set(texts).size, texts.length, String(texts))
  unique(services.map(({ id }) => id))
  unique(services.map(({ name, type }) => `${name} ${type}`))
  unique(regions.map(({ id }) => id.toUpperCase()))
  unique(places.map(({ name, type, region }) => `${name} ${type} ${region?.toUpperCase()}`))
  for (const place of places) {
    assert.ok(services.some((service) => isCalled(service, place)))
    assert.ok(place.region === null || regions.some(({ id }) => id === place.region))
    assert.notDeepEqual(interfacesOf(place), [])
  }
  for (const { id, parentId } of regions) {
    assert.ok(parentId === null || regions.some((one) => one.id === parentId), 'a parent is missing')
    let [at, depth]: [string | null, number] = [id, 0]
    for (; at !== null; depth++) {
      assert.ok(depth <= regions.length, 'a region is below itself')
      at = regions.find((one) => one.id === at)?.parentId ?? null
    }
  }
  assert.deepEqual(await known.endpoints(), await store.endpoints.list())
}

async function empty(): Promise<void> {
  const { deps, operator } = catalog
  for (const { id } of await catalogServices(deps.store)) await deleteService(deps, operator, id)
  for (const region of ['one', 'two', 'three']) {
    await deleteRegion(deps, operator, region).catch(() => 'never there')
  }
}

test('whatever operators do, in any order: ids are unique, nothing hangs in the air, no region is below itself', async () => {
  await fc.assert(
    fc
      .asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        for (const one of steps) {
          const before = await catalog.state()
          await take(one).catch(async (error: unknown) => {
            if (!(error instanceof DomainError)) throw error
            assert.deepEqual(await catalog.state(), before)
          })
          await check()
        }
      })
      .afterEach(empty),
    { numRuns: count(60) },
  )
})

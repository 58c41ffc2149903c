import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { refusedWith } from '../../../../tests/support/refusals.ts'
import { addEndpoint } from './add-endpoint.ts'
import { listEndpoints } from './list-endpoints.ts'
import { removeEndpoint } from './remove-endpoint.ts'
import { removeEndpoints } from './remove-endpoints.ts'
import { FILES, useCatalog } from './testing.ts'

describe('the catalog', () => {
  const catalog = useCatalog()
  const { add } = catalog
  const removeAll = (name: string, region?: string) =>
    removeEndpoints(catalog.deps, catalog.operator, name, region)

  it('writes regions in upper case and numbers its endpoints', async () => {
    const [entry] = await catalog.entries(add)
    const second = await add({ region: 'ORD' })
    const [first] = await listEndpoints(catalog.deps)
    assert.equal(first?.region, 'DFW')
    assert.ok(second.id > first.id)
    assert.deepEqual(await listEndpoints(catalog.deps), [first, second])
    assert.deepEqual(entry?.details, { ...FILES, region: 'DFW' })
    assert.deepEqual([entry?.action, entry?.target], ['endpoint.add', `endpoint:${first.id}`])
  })

  it('tells the next login of what was added and removed', async () => {
    const known = async () => (await catalog.deps.known.endpoints()).map(({ id }) => id)
    const before = await known()
    const { id } = await add({ name: 'next' })
    assert.deepEqual(await known(), [...before, id])
    await removeEndpoint(catalog.deps, catalog.operator, id)
    assert.deepEqual(await known(), before)
    await add({ name: 'next' })
    await known()
    await removeAll('next')
    assert.deepEqual(await known(), before)
  })

  it('refuses the same service in the same region, in any case', async () => {
    await refusedWith('endpoint.exists', add({ region: 'Dfw' }))
  })

  it('takes a service without regions, once', async () => {
    assert.equal((await add({ name: 'cloudDNS', region: null })).region, null)
    await refusedWith('endpoint.exists', add({ name: 'cloudDNS', region: null }))
  })

  for (const [field, change] of [
    ['name', { name: '1' }],
    ['type', { type: 'a b' }],
    ['region', { region: '' }],
    ['publicUrl', { publicUrl: 'ftp://x' }],
    ['internalUrl', { internalUrl: 'ftp://x' }],
  ] as const) {
    it(`refuses a bad ${field} and says that it is that (F-21)`, async () => {
      const before = await catalog.state()
      const refusal = await refusedWith('input.invalid', add({ name: 'bad', ...change }))
      assert.equal(refusal.facts.field, field)
      assert.deepEqual(await catalog.state(), before)
    })
  }

  it('loses a service, or one region of it, and nothing else', async () => {
    await add({ name: 'three', region: 'A' })
    await add({ name: 'three', region: 'B' })
    await add({ name: 'three', region: 'C' })
    const [one] = await catalog.entries(async () => assert.equal(await removeAll('three', 'b'), 1))
    assert.deepEqual([one?.action, one?.target], ['endpoint.remove', 'service:three'])
    assert.deepEqual(one?.details, { region: 'B', endpoints: 1 })
    const [rest] = await catalog.entries(async () => assert.equal(await removeAll('three'), 2))
    assert.deepEqual(rest?.details, { region: null, endpoints: 2 })
    await refusedWith('endpoint.not_found', removeAll('three'))
    await refusedWith('endpoint.not_found', removeAll('cloudFiles', 'C'))
    assert.equal((await listEndpoints(catalog.deps)).length, 3)
  })

  it('loses one endpoint by its number, once', async () => {
    const { id } = await add({ name: 'one', region: 'A' })
    await add({ name: 'one', region: 'B' })
    const [entry] = await catalog.entries(() => removeEndpoint(catalog.deps, catalog.operator, id))
    assert.deepEqual([entry?.action, entry?.target], ['endpoint.remove', 'service:one'])
    assert.deepEqual(entry?.details, { region: 'A', endpoints: 1 })
    await refusedWith('endpoint.not_found', removeEndpoint(catalog.deps, catalog.operator, id))
    const left = (await listEndpoints(catalog.deps)).filter(({ name }) => name === 'one')
    assert.deepEqual(
      left.map(({ region }) => region),
      ['B'],
    )
  })

  it('is changed by operators alone', async () => {
    const { id, name } = await add({ name: 'ours' })
    await catalog.forbidden((actor) => addEndpoint(catalog.deps, actor, { ...FILES, name: 'theirs' }))
    await catalog.forbidden((actor) => removeEndpoint(catalog.deps, actor, id))
    await catalog.forbidden((actor) => removeEndpoint(catalog.deps, actor, 0))
    await catalog.forbidden((actor) => removeEndpoints(catalog.deps, actor, name))
  })
})

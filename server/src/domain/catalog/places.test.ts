import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Endpoint } from './endpoint.ts'
import { addressOf, INTERFACES, interfaceId, interfacesOf, OWN_ID, withAddress } from './interfaces.ts'
import { sameRegion } from './region.ts'
import { defaultRegionOf, endpointFor, servicesOf } from './services.ts'

const place = (change: Partial<Endpoint> = {}): Endpoint => ({
  ...{ id: 1, name: 'files', type: 'object-store', region: 'DFW' },
  ...{ publicUrl: 'https://out.example', internalUrl: null },
  ...change,
})
const [dfw, ord, everywhere] = [place(), place({ id: 2, region: 'ORD' }), place({ id: 3, region: null })]

test('regions are the same in any spelling; none is the same as none alone', () => {
  assert.ok(sameRegion('dfw', 'DFW'))
  assert.ok(sameRegion('DFW', 'dFw'))
  assert.ok(sameRegion(null, null))
  assert.ok(!sameRegion('DFW', 'ORD'))
  assert.ok(!sameRegion(null, 'DFW'))
  assert.ok(!sameRegion('DFW', null))
})

test('services come in the order in which they first appear, each with all its endpoints', () => {
  const other = place({ id: 4, type: 'image' })
  assert.deepEqual(servicesOf([ord, other, dfw]), [
    { name: 'files', type: 'object-store', endpoints: [ord, dfw] },
    { name: 'files', type: 'image', endpoints: [other] },
  ])
  assert.deepEqual(servicesOf([]), [])
})

test('a user works in the own region, else in the first of the catalog', () => {
  assert.equal(defaultRegionOf({ defaultRegion: 'LON' }, [dfw]), 'LON')
  assert.equal(defaultRegionOf({ defaultRegion: null }, [everywhere, ord, dfw]), 'ORD')
  assert.equal(defaultRegionOf({ defaultRegion: null }, [everywhere]), null)
  assert.equal(defaultRegionOf({ defaultRegion: null }, []), null)
})

test('the endpoint in a region is the one there, else the one everywhere, else the first', () => {
  assert.equal(endpointFor([ord, everywhere, dfw], 'dfw'), dfw)
  assert.equal(endpointFor([ord, everywhere, dfw], 'LON'), everywhere)
  assert.equal(endpointFor([ord, dfw], 'LON'), ord)
  assert.equal(endpointFor([], 'LON'), undefined)
})

test('an address is set and taken away on its side alone', () => {
  const full = place({ internalUrl: 'https://in.example', adminUrl: 'https://admin.example' })
  for (const side of INTERFACES) {
    const changed = withAddress(full, side, 'https://new.example')
    const cleared = withAddress(full, side, null)
    for (const other of INTERFACES) {
      const before = addressOf(full, other)
      assert.equal(addressOf(changed, other), other === side ? 'https://new.example' : before)
      assert.equal(addressOf(cleared, other), other === side ? '' : before)
    }
  }
  assert.ok(!('adminUrl' in withAddress(full, 'admin', null)))
})

test('an interface without an address is not told, but of the identity service all three are', () => {
  assert.deepEqual(interfacesOf(place()), [{ name: 'public', url: 'https://out.example' }])
  assert.deepEqual(interfacesOf(place({ publicUrl: '' })), [])
  const identity = place({ type: 'identity' })
  assert.deepEqual(
    interfacesOf(identity).map(({ name, url }) => `${name} ${url}`),
    ['public https://out.example', 'internal https://out.example', 'admin https://out.example'],
  )
  const inside = interfacesOf({ ...identity, internalUrl: 'https://in.example' })
  assert.deepEqual(
    inside.map(({ url }) => url),
    ['https://out.example', 'https://in.example', 'https://in.example'],
  )
})

test('an interface keeps its id whatever its place is called; this server’s goes by what it is called', () => {
  const id = interfaceId(place(), 'public')
  assert.match(id, /^[0-9a-f]{32}$/)
  assert.equal(interfaceId(place({ name: 'new', type: 'kind', region: null }), 'public'), id)
  assert.notEqual(interfaceId(place({ id: 2 }), 'public'), id)
  assert.notEqual(interfaceId(place(), 'admin'), id)
  const own = place({ id: OWN_ID })
  for (const change of [{ name: 'new' }, { type: 'kind' }, { region: 'ORD' }, { region: null }]) {
    assert.notEqual(interfaceId({ ...own, ...change }, 'public'), interfaceId(own, 'public'))
  }
})

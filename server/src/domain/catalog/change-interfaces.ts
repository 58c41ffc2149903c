import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import { catalogService, isCalled } from './catalog-services.ts'
import { changeCatalog } from './change-catalog.ts'
import { checkLabel, checkUrl } from './checks.ts'
import type { Endpoint } from './endpoint.ts'
import {
  addressOf,
  INTERFACES,
  type InterfaceName,
  interfaceId,
  interfacesOf,
  labelOf,
  withAddress,
  withLabel,
} from './interfaces.ts'
import { sameRegion } from './region.ts'
import { requireUnruled } from './require-unruled.ts'
import { type AskedRegion, settleRegion } from './settle-region.ts'

export interface NewInterface {
  readonly serviceId: string
  readonly side: InterfaceName
  readonly url: string
  readonly region: AskedRegion | null
  /** What to call it. */
  readonly label?: string
}

/** What of an interface can change; another region only where nothing else is left behind. */
export interface InterfaceChange {
  readonly url?: string
  readonly serviceId?: string
  readonly side?: InterfaceName
  readonly region?: AskedRegion | null
  readonly label?: string
}

/** One interface of a place. */
export interface Placed {
  readonly place: Endpoint
  readonly side: InterfaceName
}

/**
 * Tells clients of one more address of a service: a public, an internal or an admin one.
 * @throws DomainError `endpoint.exists` for a second one of a kind in a region, `actor.forbidden`, `input.invalid`
 */
export function addInterface(deps: Deps, actor: Actor, given: NewInterface): Promise<Placed> {
  return changeCatalog(deps, actor, async (tx, record) => {
    const { side } = given
    const url = checkUrl('url', given.url)
    const { name, type } = await askedService(tx, given.serviceId)
    const region = await settleRegion(tx, given.region)
    const empty = { name, type, region, publicUrl: '', internalUrl: null, id: 0 }
    const there = (await tx.endpoints.places()).find(
      (one) => isCalled(one, empty) && sameRegion(one.region, region),
    )
    if (there && addressOf(there, side) !== '') {
      throw new DomainError('endpoint.exists', {
        reason: `The service has a ${side} endpoint in this region.`,
      })
    }
    const place = withLabel(withAddress(there ?? empty, side, url), side, checkLabel(given.label ?? ''))
    const stored = there ? await updated(tx, place) : await tx.endpoints.insert(place)
    await record('endpoint.add', `endpoint:${stored.id}`, { name, type, region, interface: side, url })
    return { place: stored, side }
  })
}

/**
 * @throws DomainError `endpoint.not_found`, `endpoint.exists` where the service is in that region already,
 * `actor.forbidden` for what would leave the other addresses of the place behind, and for one whose service has rules,
 * `input.invalid`
 */
export function updateInterface(
  deps: Deps,
  actor: Actor,
  id: string,
  change: InterfaceChange,
): Promise<Placed> {
  return changeCatalog(deps, actor, async (tx, record) => {
    const { place, side } = await findInterface(tx, id)
    const url = change.url === undefined ? addressOf(place, side) : checkUrl('url', change.url)
    const called = change.serviceId === undefined ? place : await askedService(tx, change.serviceId)
    const region = change.region === undefined ? place.region : await settleRegion(tx, change.region)
    const moves = !isCalled(place, called) || region !== place.region
    if (change.side !== undefined && change.side !== side) throw stays('The interface of an endpoint stays')
    if (moves && !isAlone(place, side)) throw stays('The service has other addresses there')
    if (place.name !== called.name) await requireUnruled(tx, place.name)
    const moved = withAddress({ ...place, name: called.name, type: called.type, region }, side, url)
    const label = checkLabel(change.label ?? labelOf(place, side))
    const next = withLabel(moved, side, label)
    const isSame = url === addressOf(place, side) && label === labelOf(place, side)
    if (!moves && isSame) return { place, side }
    await tx.endpoints.update(next)
    const details = { name: next.name, type: next.type, region, interface: side, url }
    const was = { nameBefore: place.name, regionBefore: place.region, urlBefore: addressOf(place, side) }
    await record('endpoint.update', `endpoint:${place.id}`, { ...details, ...was })
    return { place: next, side }
  })
}

/** @throws DomainError `endpoint.not_found`, `actor.forbidden` for one that follows from another */
export function removeInterface(deps: Deps, actor: Actor, id: string): Promise<void> {
  return changeCatalog(deps, actor, async (tx, record) => {
    const { place, side } = await findInterface(tx, id)
    if (addressOf(place, side) === '') throw stays('It follows from another endpoint')
    if (isAlone(place, side)) await tx.endpoints.deleteOne(place.id)
    else await tx.endpoints.update(withLabel(withAddress(place, side, null), side, ''))
    const { name, region } = place
    await record('endpoint.remove', `service:${name}`, { region, interface: side, endpoints: 1 })
  })
}

async function updated(tx: Stores, place: Endpoint): Promise<Endpoint> {
  await tx.endpoints.update(place)
  return place
}

async function findInterface(tx: Stores, id: string): Promise<Placed> {
  for (const place of await tx.endpoints.places()) {
    const found = interfacesOf(place).find(({ name }) => interfaceId(place, name) === id)
    if (found) return { place, side: found.name }
  }
  throw new DomainError('endpoint.not_found', { reason: 'Could not find endpoint.' })
}

/** In a request a service that is not there is a mistake, as in Keystone. @throws DomainError `input.invalid` */
function askedService(tx: Stores, id: string) {
  return catalogService(tx, id).catch((error: unknown) => {
    const isUnknown = error instanceof DomainError && error.code === 'endpoint.not_found'
    throw isUnknown
      ? new DomainError('input.invalid', { field: 'service_id', reason: 'There is no such service.' })
      : error
  })
}

function isAlone(place: Endpoint, side: InterfaceName): boolean {
  return INTERFACES.every((name) => name === side || addressOf(place, name) === '')
}

function stays(why: string): DomainError {
  return new DomainError('actor.forbidden', { reason: `${why}: delete it and make another.` })
}

import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { checkDescription } from '../roles/create-role.ts'
import type { Stores } from '../store.ts'
import type { CatalogService } from './catalog-service.ts'
import { catalogService, catalogServices, freeServiceId, isCalled } from './catalog-services.ts'
import { changeCatalog } from './change-catalog.ts'
import { checkWord } from './checks.ts'
import { requireUnruled } from './require-unruled.ts'

type Told = Omit<CatalogService, 'id'>

/**
 * Makes a service that endpoints can be added to.
 * @throws DomainError `endpoint.exists`, `actor.forbidden`, `input.invalid`
 */
export function createService(deps: Deps, actor: Actor, given: Told): Promise<CatalogService> {
  return changeCatalog(deps, actor, async (tx, record) => {
    checkService(given)
    await requireFree(tx, given)
    const service = { id: await freeServiceId(deps, tx, given), ...given }
    await tx.catalog.putService(service)
    await record('service.create', `service:${service.name}`, { ...given })
    return service
  })
}

/**
 * Changes what a service is called and said to be, with all its endpoints. Its id stays.
 * @throws DomainError `endpoint.not_found`, `endpoint.exists`, `actor.forbidden`, `input.invalid`
 */
export function updateService(
  deps: Deps,
  actor: Actor,
  id: string,
  change: Partial<Told>,
): Promise<CatalogService> {
  return changeCatalog(deps, actor, async (tx, record) => {
    const before = await catalogService(tx, id)
    const service = { ...before, ...change }
    checkService(service)
    const { name, type, description } = service
    const isRenamed = !isCalled(before, service)
    if (!isRenamed && description === before.description) return before
    if (isRenamed) await rename(tx, before, service)
    await tx.catalog.putService(service)
    const was = { nameBefore: before.name, typeBefore: before.type, descriptionBefore: before.description }
    await record('service.update', `service:${name}`, { name, type, description, ...was })
    return service
  })
}

/**
 * Removes a service and its endpoints.
 * @throws DomainError `endpoint.not_found`, `actor.forbidden`
 */
export function deleteService(deps: Deps, actor: Actor, id: string): Promise<void> {
  return changeCatalog(deps, actor, async (tx, record) => {
    const service = await catalogService(tx, id)
    const places = (await tx.endpoints.places()).filter((place) => isCalled(place, service))
    for (const place of places) await tx.endpoints.deleteOne(place.id)
    await tx.catalog.deleteService(id)
    const details = { type: service.type, endpoints: places.length }
    await record('service.delete', `service:${service.name}`, details)
  })
}

function checkService({ name, type, description }: Told): void {
  checkWord('name', name)
  checkWord('type', type)
  checkDescription(description)
}

async function requireFree(tx: Stores, called: Told): Promise<void> {
  const isTaken = (await catalogServices(tx)).some((service) => isCalled(service, called))
  if (isTaken)
    throw new DomainError('endpoint.exists', { reason: 'There is a service of this name and type.' })
}

async function rename(tx: Stores, before: CatalogService, after: CatalogService): Promise<void> {
  await requireFree(tx, after)
  if (before.name !== after.name) await requireUnruled(tx, before.name)
  for (const place of await tx.endpoints.places()) {
    if (isCalled(place, before)) await tx.endpoints.update({ ...place, name: after.name, type: after.type })
  }
}

import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { randomHexId } from '../ids.ts'
import type { Stores } from '../store.ts'
import type { CatalogService } from './catalog-service.ts'
import { type Endpoint, serviceIdOf } from './endpoint.ts'
import { servicesOf } from './services.ts'

/** Those that were made by themselves or told more of, by name, then those that came with an endpoint. */
export async function catalogServices({
  catalog,
  endpoints,
}: Pick<Stores, 'catalog' | 'endpoints'>): Promise<readonly CatalogService[]> {
  const told = await catalog.services()
  const others = servicesOf(await endpoints.places()).filter(({ name, type }) =>
    told.every((service) => service.name !== name || service.type !== type),
  )
  return [
    ...told,
    ...others.map(({ name, type }) => ({ id: serviceIdOf({ name, type }), name, type, description: '' })),
  ]
}

/** @throws DomainError `endpoint.not_found` */
export async function catalogService(
  stores: Pick<Stores, 'catalog' | 'endpoints'>,
  id: string,
): Promise<CatalogService> {
  const service = (await catalogServices(stores)).find((one) => one.id === id)
  if (!service) throw new DomainError('endpoint.not_found', { reason: 'Could not find service.' })
  return service
}

type Called = Pick<Endpoint, 'name' | 'type'>

export function isCalled(service: Called, { name, type }: Called): boolean {
  return service.name === name && service.type === type
}

/** An id for a service that is not there yet: the one that follows from what it is called, unless another kept it. */
export async function freeServiceId(
  { random }: Pick<Deps, 'random'>,
  tx: Stores,
  called: Called,
): Promise<string> {
  const id = serviceIdOf(called)
  const isTaken = (await tx.catalog.services()).some((service) => service.id === id)
  return isTaken ? randomHexId(random) : id
}

/** A service that was renamed keeps its id, so one that gets its old name needs another. */
export async function keepServiceId(
  deps: Pick<Deps, 'random'>,
  tx: Stores,
  { name, type }: Called,
): Promise<void> {
  const all = await catalogServices(tx)
  if (all.some((service) => isCalled(service, { name, type }))) return
  const id = await freeServiceId(deps, tx, { name, type })
  if (id !== serviceIdOf({ name, type })) await tx.catalog.putService({ id, name, type, description: '' })
}

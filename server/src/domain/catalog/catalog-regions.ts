import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import { type Region, sameRegion } from './region.ts'

/** Those that were told of, then those that endpoints or regions are in: these stay when the endpoints go. */
export async function catalogRegions({
  catalog,
  endpoints,
}: Pick<Stores, 'catalog' | 'endpoints'>): Promise<readonly Region[]> {
  const told = await catalog.regions()
  const parents = told.flatMap(({ parentId }) => parentId ?? [])
  const ids = new Set([...(await endpoints.places()).flatMap(({ region }) => region ?? []), ...parents])
  const others = [...ids].filter((id) => told.every((region) => region.id !== id))
  return [...told, ...others.map((id) => ({ id, description: '', parentId: null }))]
}

/** In any spelling. @throws DomainError `endpoint.not_found` */
export async function catalogRegion(
  stores: Pick<Stores, 'catalog' | 'endpoints'>,
  id: string,
): Promise<Region> {
  const region = (await catalogRegions(stores)).find((one) => sameRegion(one.id, id))
  if (!region) throw new DomainError('endpoint.not_found', { reason: 'Could not find region.' })
  return region
}

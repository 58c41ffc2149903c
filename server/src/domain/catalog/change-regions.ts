import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { randomHexId } from '../ids.ts'
import { checkDescription } from '../roles/create-role.ts'
import type { Stores } from '../store.ts'
import { catalogRegion, catalogRegions } from './catalog-regions.ts'
import { changeCatalog } from './change-catalog.ts'
import { checkWord } from './checks.ts'
import { type Region, sameRegion } from './region.ts'

/** What a region is said to be; its id stays. */
export type RegionChange = Partial<Omit<Region, 'id'>>

/**
 * @param given without an id one is made up
 * @throws DomainError `endpoint.exists`, `endpoint.not_found` for a parent, `actor.forbidden`, `input.invalid`
 */
export function createRegion(
  deps: Deps,
  actor: Actor,
  given: RegionChange & { readonly id?: string },
): Promise<Region> {
  return changeCatalog(deps, actor, async (tx, record) => {
    const id = given.id === undefined ? `r${randomHexId(deps.random)}` : checkWord('id', given.id)
    const { description = '' } = given
    checkDescription(description)
    const all = await catalogRegions(tx)
    if (all.some((one) => sameRegion(one.id, id))) {
      throw new DomainError('endpoint.exists', { reason: 'There is a region of this id.' })
    }
    const parentId = given.parentId ? (await catalogRegion(tx, given.parentId)).id : null
    const region = { id, description, parentId }
    await tx.catalog.putRegion(region)
    await record('region.create', `region:${id}`, { description, parentId })
    return region
  })
}

/** @throws DomainError `endpoint.not_found`, `actor.forbidden`, `input.invalid` for a parent that is below it */
export function updateRegion(deps: Deps, actor: Actor, id: string, change: RegionChange): Promise<Region> {
  return changeCatalog(deps, actor, async (tx, record) => {
    const before = await catalogRegion(tx, id)
    const { description = before.description } = change
    checkDescription(description)
    const parentId =
      change.parentId === undefined ? before.parentId : await parentOf(tx, before, change.parentId)
    if (description === before.description && parentId === before.parentId) return before
    const region = { id: before.id, description, parentId }
    await tx.catalog.putRegion(region)
    const was = { descriptionBefore: before.description, parentIdBefore: before.parentId }
    await record('region.update', `region:${region.id}`, { description, parentId, ...was })
    return region
  })
}

/**
 * Removes a region and those below it.
 * @throws DomainError `endpoint.not_found`, `endpoint.exists` while endpoints are in one of them, `actor.forbidden`
 */
export function deleteRegion(deps: Deps, actor: Actor, id: string): Promise<void> {
  return changeCatalog(deps, actor, async (tx, record) => {
    const region = await catalogRegion(tx, id)
    const gone = [region.id, ...below(await catalogRegions(tx), region.id)]
    const places = await tx.endpoints.places()
    if (places.some((place) => place.region !== null && gone.includes(place.region))) {
      throw new DomainError('endpoint.exists', { reason: 'Endpoints are in this region: delete them first.' })
    }
    for (const one of gone) await tx.catalog.deleteRegion(one)
    await record('region.delete', `region:${region.id}`, { regions: gone.length })
  })
}

async function parentOf(tx: Stores, region: Region, parentId: string | null): Promise<string | null> {
  if (!parentId) return null
  const parent = await catalogRegion(tx, parentId)
  const underneath = [region.id, ...below(await catalogRegions(tx), region.id)]
  if (!underneath.includes(parent.id)) return parent.id
  const reason = 'A region cannot be below itself.'
  throw new DomainError('input.invalid', { field: 'parent_region_id', reason })
}

/** The ids of all regions below one; there are no circles. */
function below(all: readonly Region[], id: string): readonly string[] {
  return all.filter(({ parentId }) => parentId === id).flatMap((child) => [child.id, ...below(all, child.id)])
}

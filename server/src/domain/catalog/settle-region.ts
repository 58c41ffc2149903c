import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'
import { catalogRegions } from './catalog-regions.ts'
import { checkWord } from './checks.ts'
import { sameRegion } from './region.ts'

/** A region that somebody names for an endpoint. */
export interface AskedRegion {
  readonly id: string
  /** Must be there; else it is made as it is written. */
  readonly mustExist: boolean
}

/** The region as it is written already. @throws DomainError `input.invalid` */
export async function settleRegion(tx: Stores, asked: AskedRegion | null): Promise<string | null> {
  if (asked === null) return null
  const known = (await catalogRegions(tx)).find(({ id }) => sameRegion(id, asked.id))
  if (known) return known.id
  if (asked.mustExist) {
    throw new DomainError('input.invalid', { field: 'region_id', reason: 'There is no such region.' })
  }
  const region = { id: checkWord('region', asked.id), description: '', parentId: null }
  await tx.catalog.putRegion(region)
  return region.id
}

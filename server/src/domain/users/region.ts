import { sameRegion } from '../catalog/region.ts'
import { DomainError } from '../errors.ts'
import type { Stores } from '../store.ts'

/** A region as the catalog writes it: in capitals. @throws DomainError `input.invalid` */
export function checkRegion(region: string): string {
  const written = region.toUpperCase()
  if (/^[A-Z][A-Z0-9._-]{0,63}$/.test(written)) return written
  throw new DomainError('input.invalid', { field: 'defaultRegion', reason: 'This cannot be a region.' })
}

/**
 * A default region is one that the installation computes in, where its catalog has any: clients choose servers by it.
 * @throws DomainError `input.invalid`
 */
export async function requireComputeRegion(tx: Pick<Stores, 'endpoints'>, region: string): Promise<void> {
  const places = await tx.endpoints.places()
  const offered = places.flatMap((place) => (place.type === 'compute' && place.region ? [place.region] : []))
  if (offered.length === 0 || offered.some((one) => sameRegion(one, region))) return
  const reason = `The regions of this installation are ${[...new Set(offered)].toSorted().join(', ')}.`
  throw new DomainError('input.invalid', { field: 'defaultRegion', reason })
}

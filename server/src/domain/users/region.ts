import { DomainError } from '../errors.ts'

/** A region as the catalog writes it: in capitals. @throws DomainError `input.invalid` */
export function checkRegion(region: string): string {
  const written = region.toUpperCase()
  if (/^[A-Z][A-Z0-9._-]{0,63}$/.test(written)) return written
  throw new DomainError('input.invalid', { field: 'defaultRegion', reason: 'This cannot be a region.' })
}

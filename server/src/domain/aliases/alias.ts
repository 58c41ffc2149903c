import { DomainError } from '../errors.ts'
import { domainOf, mailAddress } from '../mailboxes/address.ts'

/** An address whose mail goes to others. */
export interface Alias {
  readonly id: string
  readonly accountId: string
  readonly domainId: string
  /** The part before the `@`, lower case. */
  readonly name: string
  /** Whole, lower case. */
  readonly address: string
  /** Whole, lower case, sorted, each once. */
  readonly members: readonly string[]
}

/** The vendor's limits. */
const MAX_MEMBERS = 50
const MAX_OUTSIDE = 4

const MUST_POINT = 'An alias must point to a valid email address.'

/**
 * Addresses as members of an alias.
 * @param own the alias itself, which cannot be one
 * @throws DomainError `input.invalid` in the vendor's words
 */
export function checkedMembers(given: readonly string[], own: string): readonly string[] {
  const members = [...new Set(given.map(mailAddress))]
  const known = members.filter((address) => address !== null)
  if (known.length === 0 || known.length < members.length) throw refused(MUST_POINT)
  if (known.includes(own)) throw refused('An alias cannot point to itself.')
  const outside = known.filter((address) => domainOf(address) !== domainOf(own))
  if (outside.length > MAX_OUTSIDE) throw refused('Max number of non-local email recipients reached.')
  if (known.length > MAX_MEMBERS) throw refused(`An alias has ${MAX_MEMBERS} members at most.`)
  return known.toSorted()
}

/** @param missing members within the domain that there are not */
export function refuseMissing(missing: readonly string[]): void {
  if (missing.length === 0) return
  throw refused(missingMembers(missing))
}

export function missingMembers(missing: readonly string[]): string {
  return `${MUST_POINT} The following email addresses do not exist: ${missing.join(', ')}`
}

export function refused(reason: string): DomainError {
  return new DomainError('input.invalid', { field: 'aliasEmails', reason })
}

import { type MailScope, mailAreasOf } from '../administrators/mail-scope.ts'
import { checkDomains } from '../administrators/settings.ts'
import { DomainError } from '../errors.ts'

/** What a pair is good for: some areas, in some domains, for reading or for changes too. */
export interface PairScope extends MailScope {
  readonly access: 'read' | 'write'
}

/**
 * Null where it says nothing less than everything.
 * @throws DomainError `input.invalid`
 */
export function checkScope({ access, areas, domains }: PairScope): PairScope | null {
  if (areas?.length === 0)
    throw new DomainError('input.invalid', { field: 'areas', reason: 'At least one area.' })
  if (domains?.length === 0)
    throw new DomainError('input.invalid', { field: 'domains', reason: 'At least one domain.' })
  if (access === 'write' && areas === null && domains === null) return null
  return { access, areas: areas && mailAreasOf(areas), domains: domains && checkDomains(domains) }
}

import type { Actor } from '../actor.ts'
import type { MailDomain } from '../domains/mail-domain.ts'
import { domainWithin } from '../domains/rights.ts'
import { DomainError } from '../errors.ts'
import { areaOf } from '../jobs/job.ts'
import type { Stores } from '../store.ts'
import { requireManagedAccount } from '../users/managing.ts'
import type { ImportAsked } from './sort.ts'

/**
 * Users are imported by those who manage them, the rest by whoever is given its area of e-mail.
 * @returns the domain that it is about; null for users, who are in none
 * @throws DomainError `input.invalid`; as `requireManagedAccount` and `domainWithin`
 */
export async function requireImportRight(
  stores: Stores,
  actor: Actor,
  { accountId, domain, kind = 'mailbox.import' }: ImportAsked,
): Promise<MailDomain | null> {
  const area = areaOf({ kind })
  if (area === null) await requireManagedAccount(stores, actor, accountId)
  if ((area === null) !== (domain === undefined)) {
    const reason = area === null ? 'Users are in no domain.' : 'Say into which domain.'
    throw new DomainError('input.invalid', { field: 'domain', reason })
  }
  return area === null || domain === undefined ? null : domainWithin(stores, actor, accountId, domain, area)
}

import type { Actor } from '../actor.ts'
import type { MailArea } from '../administrators/mail-scope.ts'
import type { Stores } from '../store.ts'
import type { AddressPage } from './paging.ts'
import { domainIdsOf, domainWithin, requireMailRight } from './rights.ts'

/** Which aliases or lists somebody asks for. */
export interface AddressQuery extends Omit<AddressPage, 'domainIds'> {
  /** Of this domain; null for all of the account. */
  readonly domain: string | null
}

/** @throws DomainError `account.not_found`, `actor.forbidden`, `mail_domain.not_found` */
export async function addressPage(
  stores: Stores,
  actor: Actor,
  { domain, ...query }: AddressQuery,
  area: MailArea,
): Promise<AddressPage> {
  if (domain !== null) {
    const { id } = await domainWithin(stores, actor, query.accountId, domain, area)
    return { ...query, domainIds: [id] }
  }
  const { domains } = await requireMailRight(stores, actor, query.accountId, area)
  return { ...query, domainIds: domains && (await domainIdsOf(stores, query.accountId, domains)) }
}

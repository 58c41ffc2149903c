import type { Actor } from '../actor.ts'
import type { Stores } from '../store.ts'
import type { AddressPage } from './paging.ts'
import { domainWithin, requireMailRight } from './rights.ts'

/** Which aliases or lists somebody asks for. */
export interface AddressQuery extends Omit<AddressPage, 'domainId'> {
  /** Of this domain; null for all of the account. */
  readonly domain: string | null
}

/** @throws DomainError `account.not_found`, `actor.forbidden`, `mail_domain.not_found` */
export async function addressPage(
  stores: Stores,
  actor: Actor,
  { domain, ...query }: AddressQuery,
): Promise<AddressPage> {
  if (domain !== null) {
    const { id } = await domainWithin(stores, actor, query.accountId, domain)
    return { ...query, domainId: id }
  }
  await requireMailRight(stores, actor, query.accountId, 'use')
  return { ...query, domainId: null }
}

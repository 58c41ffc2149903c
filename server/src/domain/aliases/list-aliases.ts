import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { type AddressQuery, addressPage } from '../domains/address-page.ts'
import type { MailDomain } from '../domains/mail-domain.ts'
import type { Listed } from '../domains/paging.ts'
import { domainWithin } from '../domains/rights.ts'
import type { AliasPageQuery, ListedAlias } from './stores.ts'

/** Aliases of a domain by name. @throws DomainError as `domainWithin` */
export async function listAliases(
  { store }: Deps,
  actor: Actor,
  { accountId, name }: Pick<MailDomain, 'accountId' | 'name'>,
  query: Omit<AliasPageQuery, 'domainId'>,
): Promise<Listed<ListedAlias>> {
  const { id: domainId } = await domainWithin(store, actor, accountId, name, 'aliases')
  return store.aliases.page({ ...query, domainId })
}

/** Aliases as `listAliases` gives them, with their members. @throws DomainError as `domainWithin` */
export async function listAliasesWithMembers(...asked: Parameters<typeof listAliases>) {
  const { rows, total } = await listAliases(...asked)
  const members = await asked[0].store.aliases.members(rows.map(({ id }) => id))
  return { rows: rows.map((row) => ({ ...row, members: members.get(row.id) ?? [] })), total }
}

/** Aliases of an account, or of one of its domains, by address. @throws DomainError as `addressPage` */
export async function listAccountAliases({ store }: Deps, actor: Actor, query: AddressQuery) {
  return store.aliases.listed(await addressPage(store, actor, query, 'aliases'))
}

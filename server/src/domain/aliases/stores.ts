import type { AddressPage, Listed, ListPage } from '../domains/paging.ts'
import type { Alias } from './alias.ts'
import type { MailWays } from './round.ts'

export interface AliasPageQuery extends ListPage {
  readonly domainId: string
}

/** What a list shows of an alias. */
export interface ListedAlias extends Pick<Alias, 'id' | 'name'> {
  readonly memberCount: number
  /** The one member where there is no other. */
  readonly singleMember: string | null
}

export interface AliasStore {
  /** Takes its address. @throws DomainError `address.exists` */
  insert(alias: Alias): Promise<void>
  /** Of an account. */
  byAddress(accountId: string, address: string): Promise<Alias | null>
  /** The same of many, by address; without those that there are not. */
  byAddresses(accountId: string, addresses: readonly string[]): Promise<ReadonlyMap<string, Alias>>
  page(query: AliasPageQuery): Promise<Listed<ListedAlias>>
  /** Of an account, by address. */
  listed(query: AddressPage): Promise<Listed<ListedAlias & Pick<Alias, 'address'>>>
  /** The members of each of these aliases, by address; an alias without any is not in it. */
  members(ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>
  replaceMembers(id: string, members: readonly string[]): Promise<void>
  /** Frees its address. */
  delete(alias: Pick<Alias, 'id' | 'address'>): Promise<void>
  /** Which of these addresses mail can come to: of mailboxes and aliases. */
  existing(addresses: readonly string[]): Promise<ReadonlySet<string>>
  /** What mail to these addresses passes within an account, however far. */
  waysFrom(accountId: string, addresses: readonly string[]): Promise<MailWays>
}

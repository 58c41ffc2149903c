import type { AddressPage, Listed } from '../domains/paging.ts'
import type { GroupList, GroupListSettings } from './group-list.ts'

/** What a page shows of a list. */
export interface ListedGroupList extends GroupListSettings, Pick<GroupList, 'id' | 'address'> {
  readonly memberCount: number
}

export interface GroupListChange extends Partial<GroupListSettings> {
  readonly addMembers?: readonly string[]
  readonly removeMembers?: readonly string[]
  /** In the place of all. */
  readonly posters?: readonly string[]
}

export interface GroupListStore {
  /** Takes its address. @throws DomainError `address.exists` */
  insert(list: GroupList): Promise<void>
  /** Of an account. */
  byAddress(accountId: string, address: string): Promise<GroupList | null>
  /** Whichever account has it: what delivery asks. */
  find(address: string): Promise<GroupList | null>
  page(query: AddressPage): Promise<Listed<ListedGroupList>>
  update(id: string, change: GroupListChange): Promise<void>
  /** Frees its address. */
  delete(list: Pick<GroupList, 'id' | 'address'>): Promise<void>
}

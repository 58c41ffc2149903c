import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { type AddressQuery, addressPage } from '../domains/address-page.ts'
import type { Listed } from '../domains/paging.ts'
import type { ListedGroupList } from './stores.ts'

/** Group lists of an account, or of one of its domains, by address. @throws DomainError as `addressPage` */
export async function listGroupLists(
  { store }: Deps,
  actor: Actor,
  query: AddressQuery,
): Promise<Listed<ListedGroupList>> {
  return store.lists.page(await addressPage(store, actor, query, 'lists'))
}

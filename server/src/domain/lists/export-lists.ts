import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { type AddressExportAsked, exportAddresses } from '../domains/export-addresses.ts'
import type { GroupList } from './group-list.ts'

/** Group lists with their members, by address. @throws DomainError as `exportAddresses` */
export function exportLists(
  deps: Pick<Deps, 'store' | 'clock'>,
  actor: Actor,
  asked: AddressExportAsked,
): Promise<AsyncIterable<readonly GroupList[]>> {
  const { lists } = deps.store
  return exportAddresses(deps, actor, asked, {
    area: 'lists',
    action: 'list.export',
    list: (page) => lists.page(page),
    whole: async (rows) => {
      const whole: GroupList[] = []
      for (const { address } of rows) {
        const list = await lists.byAddress(asked.accountId, address)
        if (list) whole.push(list)
      }
      return whole
    },
  })
}

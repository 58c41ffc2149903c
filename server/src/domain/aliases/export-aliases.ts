import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { type AddressExportAsked, exportAddresses } from '../domains/export-addresses.ts'
import type { Alias } from './alias.ts'

export type ExportedAlias = Pick<Alias, 'address' | 'members'>

/** Aliases with their members, by address. @throws DomainError as `exportAddresses` */
export function exportAliases(
  deps: Pick<Deps, 'store' | 'clock'>,
  actor: Actor,
  asked: AddressExportAsked,
): Promise<AsyncIterable<readonly ExportedAlias[]>> {
  const { aliases } = deps.store
  return exportAddresses(deps, actor, asked, {
    area: 'aliases',
    action: 'alias.export',
    list: (page) => aliases.listed(page),
    whole: async (rows) => {
      const members = await aliases.members(rows.map(({ id }) => id))
      return rows.map(({ id, address }) => ({ address, members: members.get(id) ?? [] }))
    },
  })
}

import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { requireServiceKeeper } from '../services/rights.ts'

/**
 * Removes a role that operators made, from everybody who has it at once. Returns from how many users.
 * @throws DomainError `role.not_found` for built-in ones too, `actor.forbidden`
 */
export async function deleteRole(deps: Deps, actor: Actor, name: string): Promise<number> {
  return deps.store.transaction(async (tx) => {
    requireServiceKeeper(actor)
    const holders = await tx.roles.delete(name)
    if (holders === null) throw new DomainError('role.not_found')
    const act = { action: 'role.delete', chain: 'system', target: `role:${name}` }
    await recordAct(deps, tx, actor, { ...act, details: { holders } })
    return holders
  })
}

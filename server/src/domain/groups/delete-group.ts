import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { requireFreshSession } from '../policy.ts'
import { heldGroup } from './change-group.ts'

/**
 * Deletes a group. Its members stay users; what they had by it alone ends at once.
 * @throws DomainError `group.not_found`, `actor.forbidden`, `step_up.needed`
 */
export async function deleteGroup(deps: Deps, actor: Actor, groupId: string): Promise<void> {
  return deps.store.transaction(async (tx) => {
    const group = await heldGroup(tx, actor, groupId)
    await requireFreshSession(deps, tx, actor)
    const members = (await tx.groups.members(group.id)).length
    await tx.groups.delete(group.id)
    const act = { action: 'group.delete', chain: group.accountId, target: `group:${group.id}` }
    const details = { name: group.name, roles: group.roles.join(' '), members }
    await recordAct(deps, tx, actor, { ...act, details })
  })
}

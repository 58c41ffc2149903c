import type { Actor } from '../actor.ts'
import { difference } from '../audit/difference.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { requireFreshSession } from '../policy.ts'
import type { Stores } from '../store.ts'
import { checkGroup, type Group } from './group.ts'
import { managedGroup, requireGroupRoles } from './rights.ts'

export type GroupChange = Partial<Pick<Group, 'name' | 'description' | 'roles'>>

/** What becomes of a group, or how that follows from what it is when its turn comes. */
type Wanted = GroupChange | ((group: Group) => GroupChange)

/**
 * Changes name, description and roles; what members have by the group holds, or ends, at once.
 * @throws DomainError `group.not_found`, `group.exists`, `actor.forbidden`, `role.not_found`, `input.invalid`,
 * `step_up.needed` for roles
 */
export async function changeGroup(deps: Deps, actor: Actor, groupId: string, wanted: Wanted): Promise<Group> {
  return deps.store.transaction(async (tx) => {
    const group = await heldGroup(tx, actor, groupId)
    const { roles, ...texts } = typeof wanted === 'function' ? wanted(group) : wanted
    const change = { ...texts, ...(roles && { roles: [...new Set(roles)].sort() }) }
    checkGroup(change)
    if (change.roles) {
      await requireFreshSession(deps, tx, actor)
      await requireGroupRoles(tx, actor, added(group.roles, change.roles))
    }
    const details = difference(group, change, ['name', 'roles'])
    if (details['fields'] === '') return group
    await tx.groups.update(group.id, change)
    const act = { action: 'group.update', chain: group.accountId, target: `group:${group.id}` }
    await recordAct(deps, tx, actor, { ...act, details: { group: group.name, ...details } })
    return { ...group, ...change }
  })
}

const added = (before: readonly string[], after: readonly string[]) =>
  after.filter((role) => !before.includes(role))

/** The group as it is once those who are changing it are done. @throws DomainError `group.not_found`, `actor.forbidden` */
export async function heldGroup(tx: Stores, actor: Actor, groupId: string): Promise<Group> {
  const { id } = await managedGroup(tx, actor, groupId)
  await tx.groups.hold(id)
  return managedGroup(tx, actor, id)
}

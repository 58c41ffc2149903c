import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { requireFreshSession, userWithinReach } from '../policy.ts'
import type { Stores } from '../store.ts'
import { heldGroup } from './change-group.ts'
import type { Group } from './group.ts'
import type { GroupWithMembers } from './read-groups.ts'

export interface MemberChange {
  /** Ids of users of the group's account. */
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

/**
 * Takes users into a group and out of it, in one step; the roles they have by it hold, or end, at once.
 * @throws DomainError `group.not_found`, `user.not_found` also for a user of another account, `actor.forbidden`,
 * `step_up.needed`
 */
export async function changeGroupMembers(
  deps: Deps,
  actor: Actor,
  groupId: string,
  { add, remove }: MemberChange,
): Promise<GroupWithMembers> {
  return deps.store.transaction(async (tx) => {
    const group = await heldGroup(tx, actor, groupId)
    await requireFreshSession(deps, tx, actor)
    const there = new Set((await tx.groups.members(group.id)).map(({ id }) => id))
    const entering = await usersOf(
      tx,
      actor,
      group,
      [...new Set(add)].filter((id) => !there.has(id)),
    )
    const leaving = await usersOf(
      tx,
      actor,
      group,
      [...new Set(remove)].filter((id) => there.has(id)),
    )
    const change = { add: idsOf(entering), remove: idsOf(leaving) }
    if (entering.length + leaving.length > 0) {
      await tx.groups.changeMembers(group, change)
      const act = { action: 'group.members', chain: group.accountId, target: `group:${group.id}` }
      const details = { group: group.name, added: namesOf(entering), removed: namesOf(leaving) }
      await recordAct(deps, tx, actor, { ...act, details })
    }
    return { group, members: await tx.groups.members(group.id) }
  })
}

interface Named {
  readonly id: string
  readonly name: string
}

const idsOf = (users: readonly Named[]) => users.map(({ id }) => id)
const namesOf = (users: readonly Named[]) => users.map(({ name }) => name).join(' ')

async function usersOf(tx: Stores, actor: Actor, group: Group, ids: readonly string[]): Promise<Named[]> {
  const users: Named[] = []
  for (const id of ids) {
    const user = await userWithinReach(tx, actor, id)
    if (user.accountId !== group.accountId) throw new DomainError('user.not_found')
    users.push(user)
  }
  return users
}

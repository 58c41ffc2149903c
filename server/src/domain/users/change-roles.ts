import type { Actor } from '../actor.ts'
import { recordAct } from '../audit/record.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { ListedGroup } from '../groups/stores.ts'
import { requireFreshSession } from '../policy.ts'
import { DEFAULT_ROLE, SERVICE_ADMIN, USER_ADMIN } from '../roles/roles.ts'
import { keepAnOperator } from './last-operator.ts'
import { managedUser, requireGivable } from './managing.ts'
import type { User } from './user.ts'

export interface RoleChange {
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

/**
 * Gives and takes roles; it holds at once for everything the user has. A user without any gets the default role.
 * @throws DomainError `role.not_found`, `user.not_found`, `actor.forbidden`, `owner.protected`, `step_up.needed`
 */
export async function changeRoles(
  deps: Deps,
  actor: Actor,
  userId: string,
  { add, remove }: RoleChange,
): Promise<User> {
  return deps.store.transaction(async (tx) => {
    const user = await managedUser(tx, actor, userId)
    await requireFreshSession(deps, tx, actor)
    await requireGivable(tx, actor, [...add, ...remove])
    const own = await tx.users.ownRoles(user.id)
    const byGroups = await tx.groups.list({ userId: user.id })
    refuseInherited(byGroups, own, remove)
    const roles = nextRoles(own, { add, remove })
    if (sameRoles(roles, own)) return user
    refuseOwnLoss(actor, user, roles)
    const losesOperator = user.roles.includes(SERVICE_ADMIN) && !roles.includes(SERVICE_ADMIN)
    if (losesOperator) await keepAnOperator(tx, ({ id }) => id !== user.id)
    await tx.users.update(user.id, { roles, updatedAtMs: deps.clock.now() })
    const act = { action: 'user.roles', chain: user.accountId, target: `user:${user.id}` }
    const details = { before: own.join(' '), after: roles.join(' ') }
    await recordAct(deps, tx, actor, { ...act, details })
    return { ...user, roles: [...new Set([...roles, ...byGroups.flatMap(({ group }) => group.roles)])] }
  })
}

function nextRoles(own: readonly string[], { add, remove }: RoleChange): readonly string[] {
  const roles = new Set([...own, ...add])
  for (const role of remove) roles.delete(role)
  return roles.size === 0 ? [DEFAULT_ROLE] : [...roles]
}

/** What somebody has by a group alone ends by leaving the group, or by what the group loses. */
function refuseInherited(
  byGroups: readonly ListedGroup[],
  own: readonly string[],
  remove: readonly string[],
): void {
  for (const role of remove.filter((one) => !own.includes(one))) {
    const from = byGroups.find(({ group }) => group.roles.includes(role))
    if (!from) continue
    const reason = `The role ${role} comes from the group ${from.group.name}: take it from there.`
    throw new DomainError('actor.forbidden', { reason })
  }
}

function sameRoles(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((role) => right.includes(role))
}

function refuseOwnLoss(actor: Actor, user: User, roles: readonly string[]): void {
  const isOwn = actor.kind === 'user' && actor.userId === user.id
  if (!isOwn || !user.roles.includes(USER_ADMIN) || roles.includes(USER_ADMIN)) return
  throw new DomainError('owner.protected', { reason: 'An account owner cannot do this to oneself.' })
}

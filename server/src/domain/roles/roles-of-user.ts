import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import type { Group } from '../groups/group.ts'
import { mayReach, userWithinReach } from '../policy.ts'
import { mayGive } from '../users/managing.ts'
import type { User } from '../users/user.ts'
import { effectiveRoles } from './effective-roles.ts'
import { type GivableRole, listRoles } from './list-roles.ts'
import { USER_ADMIN } from './roles.ts'

/** `assigned`: given to the user. `group`: by a group alone. `every-user`: everybody has it. `operator`: follows from running the installation. */
export type RoleSource = 'assigned' | 'group' | 'every-user' | 'operator'

/** Why an actor cannot give or take a role. */
export type RoleLock = 'implied' | 'too-strong' | 'own-ownership' | 'no-right'

export interface GroupName {
  readonly id: string
  readonly name: string
}

export interface RoleOfUser {
  readonly name: string
  readonly description: string
  readonly builtIn: boolean
  /** Null for a role that the user does not have. */
  readonly source: RoleSource | null
  /** The groups that give it, by name. */
  readonly groups: readonly GroupName[]
  /** Null when the actor may change it. */
  readonly lock: RoleLock | null
}

/**
 * Every role there is, which of them a user has and why, and which of them the actor may change.
 * @throws DomainError `user.not_found`, `actor.forbidden`
 */
export async function rolesOfUser(
  deps: Pick<Deps, 'store'>,
  actor: Actor,
  userId: string,
): Promise<readonly RoleOfUser[]> {
  return describeRoles(deps, actor, await userWithinReach(deps.store, actor, userId))
}

/** The same of a user whom the actor has just changed, and may not be able to reach any more. */
export async function describeRoles(
  { store }: Pick<Deps, 'store'>,
  actor: Actor,
  user: User,
): Promise<readonly RoleOfUser[]> {
  const givable = await listRoles(store)
  const own = await store.users.ownRoles(user.id)
  const groups = (await store.groups.list({ userId: user.id })).map(({ group }) => group)
  const assigned = givable.map((role) => ofGivable({ actor, user, own, groups }, role))
  const implied = effectiveRoles(user.roles).filter((role) => givable.every(({ name }) => name !== role.name))
  return [...assigned, ...implied.map(({ name, description }) => ofImplied(name, description))]
}

interface Holder {
  readonly actor: Actor
  readonly user: User
  readonly own: readonly string[]
  readonly groups: readonly Group[]
}

function ofGivable({ actor, user, own, groups }: Holder, role: GivableRole): RoleOfUser {
  const { name, description, builtIn } = role
  const giving = groups.filter(({ roles }) => roles.includes(name))
  const byGroup = giving.length > 0 ? 'group' : null
  const source = own.includes(name) ? 'assigned' : byGroup
  const named = giving.map((group) => ({ id: group.id, name: group.name }))
  return { name, description, builtIn, source, groups: named, lock: lockOf(actor, user, role) }
}

function lockOf(actor: Actor, user: User, role: GivableRole): RoleLock | null {
  if (!mayReach(actor, user)) return 'no-right'
  const give = mayGive(actor, role)
  if (give !== 'yes') return give
  const isOwn = actor.kind === 'user' && actor.userId === user.id
  return isOwn && role.name === USER_ADMIN && user.roles.includes(USER_ADMIN) ? 'own-ownership' : null
}

function ofImplied(name: string, description: string): RoleOfUser {
  const source = name === 'admin' ? 'operator' : 'every-user'
  return { name, description, builtIn: true, source, groups: [], lock: 'implied' }
}

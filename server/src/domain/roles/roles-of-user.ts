import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { mayReach, userWithinReach } from '../policy.ts'
import { mayGive } from '../users/managing.ts'
import type { User } from '../users/user.ts'
import { effectiveRoles } from './effective-roles.ts'
import { type GroupName, type HeldRole, heldRoles } from './held-roles.ts'
import { type GivableRole, listRoles } from './list-roles.ts'
import { USER_ADMIN } from './roles.ts'

/** `assigned`: given to the user. `group`: by a group alone. `every-user`: everybody has it. `operator`: follows from running the installation. */
export type RoleSource = 'assigned' | 'group' | 'every-user' | 'operator'

/** Why an actor cannot give or take a role. */
export type RoleLock = 'implied' | 'too-strong' | 'own-ownership' | 'no-right'

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
  deps: Pick<Deps, 'store'>,
  actor: Actor,
  user: User,
): Promise<readonly RoleOfUser[]> {
  const givable = await listRoles(deps.store)
  const held = await heldRoles(deps, user)
  const assigned = givable.map((role) => ofGivable({ actor, user, held }, role))
  const implied = effectiveRoles(user.roles).filter((role) => givable.every(({ name }) => name !== role.name))
  return [...assigned, ...implied.map(({ name, description }) => ofImplied(name, description))]
}

interface Holder {
  readonly actor: Actor
  readonly user: User
  readonly held: readonly HeldRole[]
}

function ofGivable({ actor, user, held }: Holder, role: GivableRole): RoleOfUser {
  const { name, description, builtIn } = role
  const has = held.find((one) => one.name === name)
  const source = has ? (has.isOwn ? 'assigned' : 'group') : null
  return { name, description, builtIn, source, groups: has?.groups ?? [], lock: lockOf(actor, user, role) }
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

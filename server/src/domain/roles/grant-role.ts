import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { changeRoles } from '../users/change-roles.ts'
import { requireManager } from '../users/managing.ts'
import { readUser } from '../users/read-user.ts'
import type { User } from '../users/user.ts'
import { listRoles, listShownRoles } from './list-roles.ts'
import { type Place, rolesIn } from './places.ts'
import { DEFAULT_ROLE, type Role } from './roles.ts'

/** One role of one user in one place. */
export interface Grant {
  readonly userId: string
  readonly roleId: string
  readonly place: Place
}

/**
 * Gives a user a role in a place; nothing changes where the user has it.
 * @throws DomainError `role.not_found`; as `changeRoles`; `actor.forbidden` for what the user cannot have there
 */
export async function grantRole(deps: Deps, actor: UserActor, grant: Grant): Promise<void> {
  const { user, role, isGivable } = await settle(deps, actor, grant)
  const has = rolesIn(user, grant.place).some(({ id }) => id === role.id)
  if (has && !isGivable) return
  if (!isGivable) throw forbidden(`The role ${role.name} is not given: it follows from others.`)
  if (!has) requireOwnProject(user, grant.place)
  await changeRoles(deps, actor, user.id, { add: [role.name], remove: [] })
}

/**
 * Takes a role of a user in a place away.
 * @throws DomainError `role.not_found` also for a role that the user does not have there; as `changeRoles`;
 * `actor.forbidden` for what cannot be taken there
 */
export async function withdrawRole(deps: Deps, actor: UserActor, grant: Grant): Promise<void> {
  const { user, role, isGivable } = await settle(deps, actor, grant)
  if (rolesIn(user, grant.place).every(({ id }) => id !== role.id)) throw missingGrant()
  if (!isGivable) throw forbidden(`The role ${role.name} is not taken: it follows from others.`)
  requireOwnProject(user, grant.place)
  const after = await changeRoles(deps, actor, user.id, { add: [], remove: [role.name] })
  // A group may go on giving another one, which is no fault of the withdrawal.
  if (role.name === DEFAULT_ROLE && after.roles.includes(DEFAULT_ROLE))
    throw forbidden('Every user has a role: give another one first.')
}

/** The role that a grant is about. @throws DomainError `role.not_found` also where the user does not have it there */
export async function readGrant(
  deps: Deps,
  actor: UserActor,
  { userId, roleId, place }: Grant,
): Promise<Role> {
  const role = rolesIn(await readUser(deps, actor, userId), place).find(({ id }) => id === roleId)
  if (!role) throw missingGrant()
  return role
}

/** The right comes before the role: who may give none learns nothing of which there are. */
async function settle({ store }: Deps, actor: UserActor, { userId, roleId }: Grant) {
  const user = await readUser({ store }, actor, userId)
  requireManager(actor)
  const role = (await listShownRoles(store)).find(({ id }) => id === roleId)
  if (!role) throw new DomainError('role.not_found')
  const isGivable = (await listRoles(store)).some(({ id }) => id === roleId)
  return { user, role, isGivable }
}

function requireOwnProject({ accountId }: User, place: Place): void {
  if (place.kind === 'project' && place.accountId === accountId) return
  throw forbidden('A user has roles in the project of its own alone; those of operators hold everywhere.')
}

function missingGrant(): DomainError {
  return new DomainError('role.not_found', { reason: 'Could not find role assignment.' })
}

function forbidden(reason: string): DomainError {
  return new DomainError('actor.forbidden', { reason })
}

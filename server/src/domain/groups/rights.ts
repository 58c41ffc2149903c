import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import { isStaff } from '../policy.ts'
import { type GivableRole, listRoles } from '../roles/list-roles.ts'
import { DEFAULT_ROLE } from '../roles/roles.ts'
import type { Stores } from '../store.ts'
import { DEFAULT_STRENGTH, requireGivable, requireManager, strengthToGive } from '../users/managing.ts'
import type { Group } from './group.ts'

/**
 * A group that an actor may manage.
 * @throws DomainError `group.not_found` for one of another account, exactly as for an unknown one; `actor.forbidden`
 */
export async function managedGroup(
  stores: Pick<Stores, 'groups'>,
  actor: Actor,
  groupId: string,
): Promise<Group> {
  const group = await stores.groups.byId(groupId)
  if (!group || !sees(actor, group)) throw new DomainError('group.not_found')
  requireManager(actor)
  return group
}

function sees(actor: Actor, { accountId }: Group): boolean {
  return isStaff(actor) || (actor.kind === 'user' && actor.accountId === accountId)
}

/**
 * Roles that a group can hold: those that say nothing about who manages whom. Whoever may do more than others in
 * Keyward itself was given that in person.
 */
export function mayBeOfGroup(role: GivableRole): boolean {
  return role.name !== DEFAULT_ROLE && strengthToGive(role) <= DEFAULT_STRENGTH
}

/** @throws DomainError `role.not_found`, `input.invalid` for a role that people are given in person, `actor.forbidden` */
export async function requireGroupRoles(
  stores: Stores,
  actor: Actor,
  names: readonly string[],
): Promise<void> {
  await requireGivable(stores, actor, names)
  const roles = await listRoles(stores)
  const personal = names.find((name) => roles.some((role) => role.name === name && !mayBeOfGroup(role)))
  if (personal === undefined) return
  const reason = `A group cannot have the role ${personal}: it is given to each person.`
  throw new DomainError('input.invalid', { field: 'roles', reason })
}

import type { GivableRole, RoleOfUser } from '@keyward/sdk'

/** The roles that a group can have, as the tables of a user's roles take them. */
export function rolesOfGroup(roles: readonly GivableRole[], held: readonly string[]): readonly RoleOfUser[] {
  return roles
    .filter(({ name, forGroups }) => forGroups || held.includes(name))
    .map(({ name, description, builtIn, givable }) => ({
      ...{ name, description, builtIn, groups: [] },
      source: held.includes(name) ? 'assigned' : null,
      lock: givable ? null : 'too-strong',
    }))
}

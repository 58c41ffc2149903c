import type { RoleChange, RoleOfUser } from '@keyward/sdk'

/** Names of roles, as somebody wants a user to have them. */
export type WantedRoles = ReadonlySet<string>

const assigned = (roles: readonly RoleOfUser[]) =>
  roles.filter(({ source }) => source === 'assigned').map(({ name }) => name)

export const heldRoles = (roles: readonly RoleOfUser[]): WantedRoles => new Set(assigned(roles))

/** What must be given and taken for it; null when there is nothing to do. */
export function changeTo(roles: readonly RoleOfUser[], wanted: WantedRoles): Required<RoleChange> | null {
  const held = heldRoles(roles)
  const add = [...wanted].filter((name) => !held.has(name))
  const remove = [...held].filter((name) => !wanted.has(name))
  return add.length + remove.length === 0 ? null : { add, remove }
}

/** The change that takes another one back. */
export const reverseOf = ({ add, remove }: Required<RoleChange>): Required<RoleChange> => ({
  add: remove,
  remove: add,
})

/** Every role that holds once it is saved, in the order of the list; those that come by themselves included. */
export function effectiveRoles(roles: readonly RoleOfUser[], wanted: WantedRoles): readonly string[] {
  return roles
    .filter(({ name, source }) => wanted.has(name) || (source !== null && source !== 'assigned'))
    .map(({ name }) => name)
}

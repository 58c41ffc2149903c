import type { Deps } from '../deps.ts'
import type { User } from '../users/user.ts'

export interface GroupName {
  readonly id: string
  readonly name: string
}

/** A role that a user has, and from where: their own, by groups, or both. */
export interface HeldRole {
  readonly name: string
  readonly isOwn: boolean
  /** The groups that give it, by name. */
  readonly groups: readonly GroupName[]
}

/** What was given to a user or to their groups, by name; not what everybody has. */
export async function heldRoles(
  { store }: Pick<Deps, 'store'>,
  { id }: Pick<User, 'id'>,
): Promise<readonly HeldRole[]> {
  const own = await store.users.ownRoles(id)
  const groups = (await store.groups.list({ userId: id })).map(({ group }) => group)
  const names = new Set([...own, ...groups.flatMap(({ roles }) => roles)])
  return [...names].sort().map((name) => {
    const giving = groups.filter(({ roles }) => roles.includes(name))
    return { name, isOwn: own.includes(name), groups: giving.map((group) => nameOf(group)) }
  })
}

const nameOf = ({ id, name }: GroupName): GroupName => ({ id, name })

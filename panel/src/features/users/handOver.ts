import type { ManagedUser } from '@keyward/sdk'

const DEFAULT_ROLE = 'identity:default'

/** The roles that somebody else can take over: all but the one that everybody starts with. */
export function rolesToHandOver({ roles }: Pick<ManagedUser, 'roles'>): readonly string[] {
  return roles.filter((role) => role !== DEFAULT_ROLE)
}

/** Who could take them over: somebody who can use them, and whom the one that looks may change. */
export function heirsOf(
  from: { readonly accountId: string; readonly leaving: ReadonlySet<string> },
  users: readonly ManagedUser[],
): readonly ManagedUser[] {
  return users.filter(
    ({ id, accountId, enabled, manageable }) =>
      !from.leaving.has(id) && accountId === from.accountId && enabled && manageable,
  )
}

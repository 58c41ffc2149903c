import type { ManagedUser, UserPage } from '@keyward/sdk'

const DEFAULT_ROLE = 'identity:default'
/** More than anybody looks for in a list. */
const MOST_COLLEAGUES = 1_000

/** The roles that somebody else can take over: all but the one that everybody starts with. */
export function rolesToHandOver({ roles }: Pick<ManagedUser, 'roles'>): readonly string[] {
  return roles.filter((role) => role !== DEFAULT_ROLE)
}

/** Who could take them over: somebody who can use them, and whom the one that looks may change. */
export function heirsOf(
  user: Pick<ManagedUser, 'id' | 'accountId'>,
  users: readonly ManagedUser[],
): readonly ManagedUser[] {
  return users.filter(
    ({ id, accountId, enabled, manageable }) =>
      id !== user.id && accountId === user.accountId && enabled && manageable,
  )
}

/** Page after page, so that nobody is missing from the choice. */
export async function everybodyOn(
  pageAfter: (after: string | null) => Promise<Pick<UserPage, 'items' | 'next'>>,
): Promise<readonly ManagedUser[]> {
  const found: ManagedUser[] = []
  let after: string | null = null
  do {
    const { items, next } = await pageAfter(after)
    found.push(...items)
    after = next
  } while (after !== null && found.length < MOST_COLLEAGUES)
  return found
}

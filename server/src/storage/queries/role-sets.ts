/** Different sets of roles remembered at most. There are few: a set names rights, not people. */
const MAX_SETS = 1_000

const sets = new Map<string, readonly string[]>()

/** One shared, frozen array for equal sets: a million users have a handful of role sets. Sorted. */
function roleSet(roles: readonly string[]): readonly string[] {
  const sorted = [...new Set(roles)].sort()
  const name = JSON.stringify(sorted)
  const known = sets.get(name)
  if (known) return known
  if (sets.size >= MAX_SETS) sets.clear()
  const set = Object.freeze(sorted)
  sets.set(name, set)
  return set
}

/** Folds the rows of a left join with `user_roles`: one item for each id, with all its roles. */
export function foldRoles<Row extends { readonly id: string; readonly role: string | null }, T>(
  rows: readonly Row[],
  make: (row: Row, roles: readonly string[]) => T,
): T[] {
  const groups = new Map<string, { readonly row: Row; readonly roles: string[] }>()
  for (const row of rows) {
    const group = groups.get(row.id) ?? { row, roles: [] }
    if (row.role !== null) group.roles.push(row.role)
    groups.set(row.id, group)
  }
  return [...groups.values()].map(({ row, roles }) => make(row, roleSet(roles)))
}

import type { ManagedUser } from '@keyward/sdk'

/** Users who are chosen, by id. */
export type Chosen = ReadonlyMap<string, ManagedUser>

export const NOBODY: Chosen = new Map()

/** With these users chosen or not. */
export function withChosen(chosen: Chosen, users: readonly ManagedUser[], on: boolean): Chosen {
  const next = new Map(chosen)
  for (const user of users) on ? next.set(user.id, user) : next.delete(user.id)
  return next
}

/** The rows from one to another, both included, whichever comes first; only the last one without the first. */
export function rowsBetween(
  rows: readonly ManagedUser[],
  fromId: string | null,
  toId: string,
): readonly ManagedUser[] {
  const [from, to] = [rows.findIndex(({ id }) => id === fromId), rows.findIndex(({ id }) => id === toId)]
  if (to === -1) return []
  return from === -1 ? rows.slice(to, to + 1) : rows.slice(Math.min(from, to), Math.max(from, to) + 1)
}

/** How many of these rows are chosen, for the box that stands for all of them. */
export function shareOf(chosen: Chosen, rows: readonly ManagedUser[]): 'none' | 'some' | 'all' {
  const count = rows.filter(({ id }) => chosen.has(id)).length
  if (count === 0) return 'none'
  return count === rows.length ? 'all' : 'some'
}

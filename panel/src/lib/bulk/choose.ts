/** A row that can be chosen. */
export interface Choosable {
  readonly id: string
}

/** Rows that are chosen, by id. */
export type Chosen<Row extends Choosable> = ReadonlyMap<string, Row>

export const NOBODY: Chosen<never> = new Map<string, never>()

/** With these rows chosen or not. */
export function withChosen<Row extends Choosable>(
  chosen: Chosen<Row>,
  rows: readonly Row[],
  on: boolean,
): Chosen<Row> {
  const next = new Map(chosen)
  for (const row of rows) on ? next.set(row.id, row) : next.delete(row.id)
  return next
}

/** The rows from one to another, both included, whichever comes first; only the last one without the first. */
export function rowsBetween<Row extends Choosable>(
  rows: readonly Row[],
  fromId: string | null,
  toId: string,
): readonly Row[] {
  const [from, to] = [rows.findIndex(({ id }) => id === fromId), rows.findIndex(({ id }) => id === toId)]
  if (to === -1) return []
  return from === -1 ? rows.slice(to, to + 1) : rows.slice(Math.min(from, to), Math.max(from, to) + 1)
}

/** How many of these rows are chosen, for the box that stands for all of them. */
export function shareOf<Row extends Choosable>(
  chosen: Chosen<Row>,
  rows: readonly Row[],
): 'none' | 'some' | 'all' {
  const count = rows.filter(({ id }) => chosen.has(id)).length
  if (count === 0) return 'none'
  return count === rows.length ? 'all' : 'some'
}

import { StatementSync } from 'node:sqlite'
import pg from 'pg'

/** What a piece of work asked of the database. */
export interface Asked {
  readonly statements: number
  /** Values of all rows that came back: one for each column. */
  readonly values: number
}

/** Counts what is asked of either engine meanwhile, by this process. */
export async function countingStatements(work: () => Promise<unknown>): Promise<Asked> {
  let statements = 0
  let values = 0
  const note = (rows: readonly object[]) => {
    statements++
    for (const row of rows) values += Object.keys(row).length
  }
  const { all } = StatementSync.prototype
  const { query } = pg.Client.prototype
  Reflect.set(StatementSync.prototype, 'all', function (this: StatementSync, ...given: readonly unknown[]) {
    const rows = Reflect.apply(all, this, given)
    note(rows)
    return rows
  })
  Reflect.set(pg.Client.prototype, 'query', async function (this: pg.Client, ...given: readonly unknown[]) {
    const result = await Reflect.apply(query, this, given)
    note(result.rows)
    return result
  })
  try {
    await work()
  } finally {
    StatementSync.prototype.all = all
    pg.Client.prototype.query = query
  }
  return { statements, values }
}

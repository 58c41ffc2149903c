import type { Compilable, CompiledQuery } from 'kysely'
import type { Db } from './tables.ts'

/**
 * A query whose text is made once and then only gets other parameters: making the text of a join costs several
 * times what SQLite needs to answer it. For the few queries that requests wait for.
 * @param build the query with any values in its parameters; their order is that of `parameters` later
 */
export function compiledOnce<Row>(
  build: (db: Db) => Compilable<Row>,
): (db: Db, parameters: readonly (string | number)[]) => Promise<Row[]> {
  let compiled: CompiledQuery<Row> | undefined
  return async (db, parameters) => {
    compiled ??= build(db).compile()
    const { rows } = await db.executeQuery<Row>({ ...compiled, parameters })
    return rows
  }
}

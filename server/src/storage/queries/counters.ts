import type { CounterRow } from '../tables/keeping.ts'
import type { Db } from '../tables.ts'

/** Gives out the next number; never the same one twice, also after deletions. */
export async function nextNumber(db: Db, name: CounterRow['name']): Promise<number> {
  const { value } = await db
    .updateTable('counters')
    .set((eb) => ({ value: eb('value', '+', 1) }))
    .where('name', '=', name)
    .returning('value')
    .executeTakeFirstOrThrow()
  return value
}

import type { Kysely } from 'kysely'

/** How many of the calls of a month gave a token, and how many asked whether somebody's credential is good. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const kind of ['tokens', 'verifications']) {
    await db.schema
      .alterTable('call_months')
      .addColumn(kind, 'bigint', (column) => column.notNull().defaultTo(0))
      .execute()
  }
}

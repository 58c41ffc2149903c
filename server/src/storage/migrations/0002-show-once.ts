import type { Kysely } from 'kysely'

/** Accounts that were there go on keeping copies of their keys. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('accounts')
    .addColumn('show_once', 'smallint', (column) => column.notNull().defaultTo(0))
    .execute()
}

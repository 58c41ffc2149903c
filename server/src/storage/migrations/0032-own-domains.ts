import type { Kysely } from 'kysely'

/** Whether the administrators of an account add, change and delete its domains, or those who run the installation do. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('accounts')
    .addColumn('own_domains', 'smallint', (column) => column.notNull().defaultTo(1))
    .execute()
}

import type { Kysely } from 'kysely'

/** Which roles may do what at a service behind forward-auth. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('service_rules')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('service', 'text', (column) => column.notNull())
    .addColumn('methods', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('service_rules_id_key', ['id'])
    .execute()
}

import type { Kysely } from 'kysely'

/** Limits of a key pair of its own, and signatures that may not be used again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['reads_per_minute', 'writes_per_minute', 'domain_writes_per_minute'])
    await db.schema.alterTable('key_pairs').addColumn(column, 'integer').execute()
  await db.schema
    .createTable('used_signatures')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('ends_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('used_signatures_name_key', ['name'])
    .execute()
  await db.schema.createIndex('used_signatures_ended').on('used_signatures').column('ends_at_ms').execute()
}

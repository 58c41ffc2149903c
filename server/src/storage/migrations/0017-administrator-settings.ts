import { type Kysely, sql } from 'kysely'
import { ownedByUser } from './0001-initial.ts'

/** What is agreed with each administrator, and named key pairs with limits of their own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('administrators')
    .$call(ownedByUser('administrators'))
    .addColumn('first_name', 'text', (column) => column.notNull())
    .addColumn('last_name', 'text', (column) => column.notNull())
    .addColumn('program', 'smallint', (column) => column.notNull().check(sql`program in (0, 1)`))
    .addColumn('password_days', 'integer', (column) => column.notNull())
    .addColumn('simultaneous', 'smallint', (column) => column.notNull().check(sql`simultaneous in (0, 1)`))
    .addColumn('networks', 'text', (column) => column.notNull())
    .addColumn('areas', 'text', (column) => column.notNull())
    .addColumn('domains', 'text')
    .addPrimaryKeyConstraint('administrators_user_id_key', ['user_id'])
    .execute()
  await db.schema.alterTable('key_pairs').addColumn('scope', 'text').execute()
  await db.schema.alterTable('key_pairs').addColumn('networks', 'text').execute()
  await db.schema.alterTable('key_pairs').addColumn('expires_at_ms', 'bigint').execute()
}

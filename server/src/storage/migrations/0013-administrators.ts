import { type Kysely, sql } from 'kysely'
import type { Engine } from '../migrate.ts'
import { ownedByUser } from './0001-initial.ts'

/** Administrators of the e-mail area, and the key pairs that their programs sign with. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const bytes = engine === 'sqlite' ? 'blob' : 'bytea'
  await db.schema.alterTable('users').addColumn('admin_type', 'text').execute()
  // Whoever operates the installation begins the e-mail area, as a new owner does.
  await sql`update users set admin_type = 'super'
    where id in (select user_id from user_roles where role = 'identity:service-admin')`.execute(db)
  await db.schema
    .createTable('key_pairs')
    .addColumn('id', 'text', (column) => column.notNull())
    .$call(ownedByUser('key_pairs'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('user_key', 'text', (column) => column.notNull())
    .addColumn('sealed', bytes, (column) => column.notNull())
    .addColumn('clock_check', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('ends_at_ms', 'bigint')
    .addColumn('state', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('key_pairs_id_key', ['id'])
    .addUniqueConstraint('key_pairs_user_key_key', ['user_key'])
    .execute()
  await db.schema
    .createIndex('key_pairs_user_id_name_key')
    .unique()
    .on('key_pairs')
    .columns(['user_id', 'name'])
    .where(sql.ref('ends_at_ms'), 'is', null)
    .execute()
  await db.schema.createIndex('key_pairs_of_user').on('key_pairs').column('user_id').execute()
}

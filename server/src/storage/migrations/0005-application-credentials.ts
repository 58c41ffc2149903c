import type { Kysely } from 'kysely'
import { ownedByUser } from './0001-initial.ts'

/** What users hand to programs, and the rules that say for which requests. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('application_credentials')
    .addColumn('id', 'text', (column) => column.notNull())
    .$call(ownedByUser('application_credentials'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('description', 'text')
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('roles', 'text', (column) => column.notNull())
    .addColumn('unrestricted', 'smallint', (column) => column.notNull())
    .addColumn('access_rules', 'text')
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('expires_at_ms', 'bigint')
    .addColumn('state', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('application_credentials_id_key', ['id'])
    .addUniqueConstraint('application_credentials_user_id_name_key', ['user_id', 'name'])
    .execute()
  await db.schema
    .createTable('access_rules')
    .addColumn('id', 'text', (column) => column.notNull())
    .$call(ownedByUser('access_rules'))
    .addColumn('service', 'text', (column) => column.notNull())
    .addColumn('method', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('access_rules_id_key', ['id'])
    .addUniqueConstraint('access_rules_rule_key', ['user_id', 'service', 'method', 'path'])
    .execute()
}

import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import type { Engine } from '../migrate.ts'
import { createAudit } from './0001-audit.ts'

type Bytes = 'blob' | 'bytea'
type Schema = Kysely<unknown>['schema']

export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const bytes: Bytes = engine === 'sqlite' ? 'blob' : 'bytea'
  await createAccounts(db.schema)
  await createUsers(db.schema)
  await createKeys(db.schema, bytes)
  await createSessions(db.schema)
  await createCatalog(db.schema)
  await createCalls(db.schema)
  await createMemories(db.schema, bytes)
  await createInstallation(db, bytes)
  await createAudit(db, engine)
}

async function createAccounts(schema: Schema): Promise<void> {
  await schema
    .createTable('accounts')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('enabled', 'smallint', (column) => column.notNull().check(sql`enabled in (0, 1)`))
    .addColumn('reset_keeps_tokens', 'smallint', (column) => column.notNull())
    .addColumn('api_reveal', 'smallint', (column) => column.notNull())
    .addColumn('step_up_minutes', 'smallint', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('accounts_id_key', ['id'])
    .execute()
}

async function createUsers(schema: Schema): Promise<void> {
  await schema
    .createTable('users')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('normalised_name', 'text', (column) => column.notNull())
    .addColumn('email', 'text')
    .addColumn('enabled', 'smallint', (column) => column.notNull().check(sql`enabled in (0, 1)`))
    .addColumn('password_hash', 'text')
    .addColumn('password_id', 'text')
    .addColumn('password_changed_at_ms', 'bigint')
    .addColumn('default_region', 'text')
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('updated_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('users_id_key', ['id'])
    .addUniqueConstraint('users_account_id_id_key', ['account_id', 'id'])
    .addUniqueConstraint('users_normalised_name_key', ['normalised_name'])
    .addForeignKeyConstraint('users_account_fkey', ['account_id'], 'accounts', ['id'])
    .execute()
  await schema
    .createTable('user_roles')
    .$call(ownedByUser('user_roles'))
    .addColumn('role', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('user_roles_user_id_role_key', ['user_id', 'role'])
    .execute()
  await schema.createIndex('user_roles_of_role').on('user_roles').column('role').execute()
}

async function createKeys(schema: Schema, bytes: Bytes): Promise<void> {
  await schema
    .createTable('api_keys')
    .addColumn('id', 'text', (column) => column.notNull())
    .$call(ownedByUser('api_keys'))
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('sealed', bytes)
    .addColumn('last_four', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('ends_at_ms', 'bigint')
    .addColumn('state', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('api_keys_id_key', ['id'])
    .addUniqueConstraint('api_keys_digest_key', ['digest'])
    .execute()
  await schema
    .createIndex('api_keys_user_id_key')
    .unique()
    .on('api_keys')
    .column('user_id')
    .where(sql.ref('ends_at_ms'), 'is', null)
    .execute()
  await schema.createIndex('api_keys_of_user').on('api_keys').column('user_id').execute()
  await schema
    .createIndex('api_keys_ended')
    .on('api_keys')
    .column('ends_at_ms')
    .where(sql.ref('ends_at_ms'), 'is not', null)
    .execute()
}

async function createSessions(schema: Schema): Promise<void> {
  await schema
    .createTable('sessions')
    .addColumn('digest', 'text', (column) => column.notNull())
    .$call(ownedByUser('sessions'))
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('proven_at_ms', 'bigint')
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('client', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('sessions_digest_key', ['digest'])
    .execute()
  await schema.createIndex('sessions_of_user').on('sessions').column('user_id').execute()
  await schema.createIndex('sessions_seen').on('sessions').column('last_seen_at_ms').execute()
  await schema
    .createTable('links')
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text')
    .addColumn('expires_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('links_digest_key', ['digest'])
    .addForeignKeyConstraint('links_user_fkey', ['user_id'], 'users', ['id'], (key) =>
      key.onDelete('cascade'),
    )
    .execute()
  await schema.createIndex('links_of_user').on('links').column('user_id').execute()
}

async function createCatalog(schema: Schema): Promise<void> {
  await schema
    .createTable('endpoints')
    .addColumn('id', 'bigint', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('region', 'text', (column) => column.notNull())
    .addColumn('public_url', 'text', (column) => column.notNull())
    .addColumn('internal_url', 'text')
    .addPrimaryKeyConstraint('endpoints_id_key', ['id'])
    .addUniqueConstraint('endpoints_name_type_region_key', ['name', 'type', 'region'])
    .execute()
}

async function createCalls(schema: Schema): Promise<void> {
  await schema
    .createTable('calls')
    .$call(ownedByUser('calls'))
    .addColumn('key_id', 'text', (column) => column.notNull())
    .addColumn('hour_ms', 'bigint', (column) => column.notNull())
    .addColumn('dialect', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('client', 'text', (column) => column.notNull())
    .addColumn('network', 'text', (column) => column.notNull())
    .addColumn('calls', 'bigint', (column) => column.notNull())
    .addColumn('first_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('last_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('calls_caller_key', [
      'user_id',
      'hour_ms',
      'key_id',
      'dialect',
      'outcome',
      'client',
      'network',
    ])
    .execute()
  await schema.createIndex('calls_of_hour').on('calls').column('hour_ms').execute()
}

async function createMemories(schema: Schema, bytes: Bytes): Promise<void> {
  await schema
    .createTable('results')
    .$call(ownedByUser('results'))
    .addColumn('idempotency_key', 'text', (column) => column.notNull())
    .addColumn('request', 'text', (column) => column.notNull())
    .addColumn('sealed', bytes, (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('results_user_id_idempotency_key_key', ['user_id', 'idempotency_key'])
    .execute()
  await schema
    .createTable('known_networks')
    .$call(ownedByUser('known_networks'))
    .addColumn('network', 'text', (column) => column.notNull())
    .addColumn('last_success_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('known_networks_user_id_network_key', ['user_id', 'network'])
    .execute()
  await schema
    .createTable('deleted_tokens')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('expires_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('deleted_tokens_id_key', ['id'])
    .execute()
}

async function createInstallation(db: Kysely<unknown>, bytes: Bytes): Promise<void> {
  await db.schema
    .createTable('data_keys')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text')
    .addColumn('wrapped', bytes, (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('data_keys_id_key', ['id'])
    .addForeignKeyConstraint('data_keys_account_fkey', ['account_id'], 'accounts', ['id'])
    .execute()
  await db.schema
    .createTable('meta')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('meta_name_key', ['name'])
    .execute()
  await db.schema
    .createTable('counters')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('value', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('counters_name_key', ['name'])
    .execute()
  // Account numbers have six digits or more.
  await sql`insert into counters (name, value) values ('account', 100000), ('endpoint', 0)`.execute(db)
}

/** The key names the account too, so that a row cannot belong to a user of another account. */
export function ownedByUser(table: string) {
  return <Table extends string, Columns extends string>(builder: CreateTableBuilder<Table, Columns>) =>
    builder
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addForeignKeyConstraint(
        `${table}_user_fkey`,
        ['account_id', 'user_id'],
        'users',
        ['account_id', 'id'],
        (key) => key.onDelete('cascade'),
      )
}

import type { CreateTableBuilder, Kysely } from 'kysely'
import type { Engine } from '../migrate.ts'

type Schema = Kysely<unknown>['schema']

/** Second factors of people, what a sign-in leaves open until one is shown, and who must have one. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const bytes = engine === 'sqlite' ? 'blob' : 'bytea'
  await addColumns(db.schema)
  await createDevices(db.schema, bytes)
  await createPasskeys(db.schema, bytes)
  await createPending(db.schema)
}

async function addColumns(schema: Schema): Promise<void> {
  await schema
    .alterTable('accounts')
    .addColumn('second_factor_required', 'smallint', (column) => column.notNull().defaultTo(0))
    .execute()
  await schema
    .alterTable('users')
    .addColumn('second_factor', 'smallint', (column) => column.notNull().defaultTo(0))
    .execute()
  await schema
    .alterTable('users')
    .addColumn('second_factor_rule', 'text', (column) => column.notNull().defaultTo('default'))
    .execute()
  await schema
    .alterTable('sessions')
    .addColumn('method', 'text', (column) => column.notNull().defaultTo('password'))
    .execute()
}

async function createDevices(schema: Schema, bytes: 'blob' | 'bytea'): Promise<void> {
  await schema
    .createTable('totp_devices')
    .addColumn('id', 'text', (column) => column.notNull())
    .$call(ownedByUser('totp_devices'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('sealed', bytes, (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('verified_at_ms', 'bigint')
    .addColumn('last_step', 'bigint')
    .addPrimaryKeyConstraint('totp_devices_id_key', ['id'])
    .execute()
  await schema.createIndex('totp_devices_of_user').on('totp_devices').column('user_id').execute()
  await schema
    .createTable('recovery_codes')
    .addColumn('digest', 'text', (column) => column.notNull())
    .$call(ownedByUser('recovery_codes'))
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('expires_at_ms', 'bigint')
    .addPrimaryKeyConstraint('recovery_codes_digest_key', ['digest'])
    .execute()
  await schema.createIndex('recovery_codes_of_user').on('recovery_codes').column('user_id').execute()
  await schema
    .createTable('factor_failures')
    .addColumn('id', 'text', (column) => column.notNull())
    .$call(ownedByUser('factor_failures'))
    .addColumn('at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('factor_failures_id_key', ['id'])
    .execute()
  await schema.createIndex('factor_failures_of_user').on('factor_failures').column('user_id').execute()
}

async function createPasskeys(schema: Schema, bytes: 'blob' | 'bytea'): Promise<void> {
  await schema
    .createTable('passkeys')
    .addColumn('id', 'text', (column) => column.notNull())
    .$call(ownedByUser('passkeys'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('public_key', bytes, (column) => column.notNull())
    .addColumn('counter', 'bigint', (column) => column.notNull())
    .addColumn('transports', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('last_used_at_ms', 'bigint')
    .addPrimaryKeyConstraint('passkeys_id_key', ['id'])
    .execute()
  await schema.createIndex('passkeys_of_user').on('passkeys').column('user_id').execute()
  await schema
    .createTable('passkey_challenges')
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('challenge', 'text', (column) => column.notNull())
    .addColumn('expires_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('passkey_challenges_holder_key', ['holder'])
    .execute()
}

async function createPending(schema: Schema): Promise<void> {
  await schema
    .createTable('pending_logins')
    .addColumn('digest', 'text', (column) => column.notNull())
    .$call(ownedByUser('pending_logins'))
    .addColumn('password_id', 'text', (column) => column.notNull())
    .addColumn('expires_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('pending_logins_digest_key', ['digest'])
    .execute()
  await schema.createIndex('pending_logins_of_user').on('pending_logins').column('user_id').execute()
}

/** The key names the account too, so that a row cannot belong to a user of another account. */
function ownedByUser(table: string) {
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

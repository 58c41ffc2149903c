import type { Kysely } from 'kysely'
import type { Engine } from '../migrate.ts'

/** What an account asks of its users' sessions and passwords, and what support asks of its users. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const bytes = engine === 'sqlite' ? 'blob' : 'bytea'
  const { schema } = db
  const accounts = () => schema.alterTable('accounts')
  await accounts()
    .addColumn('session_idle_seconds', 'bigint', (column) => column.notNull().defaultTo(1_800))
    .execute()
  await accounts().addColumn('password_life_seconds', 'bigint').execute()
  await accounts()
    .addColumn('password_history', 'smallint', (column) => column.notNull().defaultTo(0))
    .execute()
  await schema
    .createTable('old_passwords')
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('password_hash', 'text', (column) => column.notNull())
    .addColumn('ended_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('old_passwords_user_id_password_hash_key', ['user_id', 'password_hash'])
    .addForeignKeyConstraint('old_passwords_user_fkey', ['user_id'], 'users', ['id'], (key) =>
      key.onDelete('cascade'),
    )
    .execute()
  await schema
    .createTable('support_pins')
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('sealed', bytes, (column) => column.notNull())
    .addColumn('wrong_checks', 'smallint', (column) => column.notNull())
    .addPrimaryKeyConstraint('support_pins_user_id_key', ['user_id'])
    .addForeignKeyConstraint('support_pins_user_fkey', ['user_id'], 'users', ['id'], (key) =>
      key.onDelete('cascade'),
    )
    .execute()
  await schema
    .createTable('secret_answers')
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('question_id', 'text', (column) => column.notNull())
    .addColumn('answer_hash', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('secret_answers_user_id_key', ['user_id'])
    .addForeignKeyConstraint('secret_answers_user_fkey', ['user_id'], 'users', ['id'], (key) =>
      key.onDelete('cascade'),
    )
    .execute()
}

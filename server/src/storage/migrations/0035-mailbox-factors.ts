import type { Kysely } from 'kysely'
import type { Engine } from '../migrate.ts'

/** Authenticator apps of the owners of mailboxes, and the sessions in which a code of one was typed. */
export async function up({ schema }: Kysely<unknown>, engine: Engine): Promise<void> {
  await schema
    .createTable('mailbox_factors')
    .addColumn('mailbox_id', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('sealed', engine === 'sqlite' ? 'blob' : 'bytea', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('verified_at_ms', 'bigint')
    .addColumn('last_step', 'bigint')
    .addColumn('failed_at_ms', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('mailbox_factors_key', ['mailbox_id'])
    .addForeignKeyConstraint('mailbox_factors_mailbox_id_fkey', ['mailbox_id'], 'mailboxes', ['id'], (key) =>
      key.onDelete('cascade'),
    )
    .execute()
  await schema
    .alterTable('mailbox_sessions')
    .addColumn('factor_proved', 'smallint', (column) => column.notNull().defaultTo(0))
    .execute()
}

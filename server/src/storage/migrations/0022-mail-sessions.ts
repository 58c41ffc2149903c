import type { Kysely } from 'kysely'

/** Connections to mail servers that have to end, and passwords of single programs. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('mail_session_ends')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('mask', 'text', (column) => column.notNull())
    .addColumn('at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('mail_session_ends_id_key', ['id'])
    .execute()
  await schema
    .createIndex('mail_session_ends_of_mask')
    .on('mail_session_ends')
    .columns(['mask', 'at_ms'])
    .execute()
  await schema.createIndex('mail_session_ends_by_time').on('mail_session_ends').column('at_ms').execute()
  await schema
    .createTable('mailbox_app_passwords')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('mailbox_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('password_hash', 'text', (column) => column.notNull())
    .addColumn('protocols', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('last_used_at_ms', 'bigint')
    .addPrimaryKeyConstraint('mailbox_app_passwords_key', ['mailbox_id', 'id'])
    .addForeignKeyConstraint('mailbox_app_passwords_fkey', ['mailbox_id'], 'mailboxes', ['id'], (key) =>
      key.onDelete('cascade'),
    )
    .execute()
  await schema
    .createIndex('mailbox_app_passwords_of_mailbox')
    .on('mailbox_app_passwords')
    .columns(['mailbox_id', 'created_at_ms'])
    .execute()
}

import type { Kysely } from 'kysely'

/** Browsers that are signed in to a mailbox. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('mailbox_sessions')
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('mailbox_id', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('mailbox_sessions_digest_key', ['digest'])
    .addForeignKeyConstraint('mailbox_sessions_mailbox_id_fkey', ['mailbox_id'], 'mailboxes', ['id'], (key) =>
      key.onDelete('cascade'),
    )
    .execute()
  await schema
    .createIndex('mailbox_sessions_of_mailbox')
    .on('mailbox_sessions')
    .column('mailbox_id')
    .execute()
}

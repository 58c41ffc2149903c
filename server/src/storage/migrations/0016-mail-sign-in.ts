import type { Kysely } from 'kysely'

/** Mail for nobody in a domain, and tokens that let an administrator or the owner of a mailbox in once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('mail_domains').addColumn('catch_all', 'text').execute()
  // Of users or of mailboxes, of which one is null.
  await db.schema
    .createTable('login_tokens')
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text')
    .addColumn('mailbox_id', 'text')
    .addColumn('expires_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('login_tokens_digest_key', ['digest'])
    .addForeignKeyConstraint('login_tokens_user_fkey', ['user_id'], 'users', ['id'], (key) =>
      key.onDelete('cascade'),
    )
    .addForeignKeyConstraint('login_tokens_mailbox_fkey', ['mailbox_id'], 'mailboxes', ['id'], (key) =>
      key.onDelete('cascade'),
    )
    .execute()
  await db.schema.createIndex('login_tokens_of_user').on('login_tokens').column('user_id').execute()
  await db.schema.createIndex('login_tokens_of_mailbox').on('login_tokens').column('mailbox_id').execute()
}

import type { Kysely } from 'kysely'

/** Mails that have to be sent. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('outbox')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text')
    .addColumn('user_name', 'text')
    .addColumn('address', 'text')
    .addColumn('done_from', 'text')
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('ends_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('next_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('fault', 'text')
    .addPrimaryKeyConstraint('outbox_id_key', ['id'])
    .addForeignKeyConstraint('outbox_user_fkey', ['user_id'], 'users', ['id'], (key) =>
      key.onDelete('cascade'),
    )
    .execute()
  await schema.createIndex('outbox_due').on('outbox').column('next_at_ms').execute()
  await schema.createIndex('outbox_of_user').on('outbox').column('user_id').execute()
}

import type { CreateTableBuilder, Kysely } from 'kysely'

/** Settings of domains and mailboxes that nothing is searched by, and the lists of their spam filter. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('mail_settings')
    .$call(owned('mail_settings'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('mail_settings_key', ['owner_id', 'kind'])
    .execute()
  await schema
    .createTable('sender_lists')
    .$call(owned('sender_lists'))
    .addColumn('list', 'text', (column) => column.notNull())
    .addColumn('entry', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('sender_lists_key', ['owner_id', 'list', 'entry'])
    .execute()
  for (const table of ['mail_settings', 'sender_lists']) {
    await schema.createIndex(`${table}_of_domain`).on(table).column('domain_id').execute()
    await schema.createIndex(`${table}_of_mailbox`).on(table).column('mailbox_id').execute()
  }
}

/** Of a mailbox, or where that is null of the domain; the owner is the one or the other. It goes with both. */
function owned(table: string) {
  return <Table extends string, Columns extends string>(builder: CreateTableBuilder<Table, Columns>) =>
    builder
      .addColumn('owner_id', 'text', (column) => column.notNull())
      .addColumn('domain_id', 'text', (column) => column.notNull())
      .addColumn('mailbox_id', 'text')
      .addForeignKeyConstraint(`${table}_domain_fkey`, ['domain_id'], 'mail_domains', ['id'], (key) =>
        key.onDelete('cascade'),
      )
      .addForeignKeyConstraint(`${table}_mailbox_fkey`, ['mailbox_id'], 'mailboxes', ['id'], (key) =>
        key.onDelete('cascade'),
      )
}

import type { Kysely } from 'kysely'

/** Lists whose mail goes to everybody on them. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('mail_lists')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('domain_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('display_name', 'text', (column) => column.notNull())
    .addColumn('reply_to', 'text', (column) => column.notNull())
    .addColumn('posting', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('mail_lists_id_key', ['id'])
    .addUniqueConstraint('mail_lists_address_key', ['address'])
    .addForeignKeyConstraint(
      'mail_lists_domain_fkey',
      ['account_id', 'domain_id'],
      'mail_domains',
      ['account_id', 'id'],
      (key) => key.onDelete('cascade'),
    )
    .execute()
  await schema.createIndex('mail_lists_of_domain').on('mail_lists').columns(['domain_id', 'name']).execute()
  await schema
    .createIndex('mail_lists_of_account')
    .on('mail_lists')
    .columns(['account_id', 'address'])
    .execute()
  await schema
    .createIndex('mail_aliases_of_account')
    .on('mail_aliases')
    .columns(['account_id', 'address'])
    .execute()
  await schema
    .createTable('mail_list_addresses')
    .addColumn('list_id', 'text', (column) => column.notNull())
    .addColumn('part', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('mail_list_addresses_key', ['list_id', 'part', 'address'])
    .addForeignKeyConstraint('mail_list_addresses_fkey', ['list_id'], 'mail_lists', ['id'], (key) =>
      key.onDelete('cascade'),
    )
    .execute()
  await schema
    .createIndex('mail_list_addresses_of_address')
    .on('mail_list_addresses')
    .column('address')
    .execute()
}

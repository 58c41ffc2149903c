import type { Kysely } from 'kysely'
import type { Engine } from '../migrate.ts'

/** Keys that mail of a domain is signed with. */
export async function up({ schema }: Kysely<unknown>, engine: Engine): Promise<void> {
  const bytes = engine === 'sqlite' ? 'blob' : 'bytea'
  await schema
    .createTable('dkim_keys')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('domain_id', 'text', (column) => column.notNull())
    .addColumn('selector', 'text', (column) => column.notNull())
    .addColumn('public_key', 'text', (column) => column.notNull())
    .addColumn('sealed', bytes, (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('activated_at_ms', 'bigint')
    .addPrimaryKeyConstraint('dkim_keys_id_key', ['id'])
    .addUniqueConstraint('dkim_keys_domain_id_selector_key', ['domain_id', 'selector'])
    .addForeignKeyConstraint(
      'dkim_keys_domain_fkey',
      ['account_id', 'domain_id'],
      'mail_domains',
      ['account_id', 'id'],
      (key) => key.onDelete('cascade'),
    )
    .execute()
  await schema
    .createIndex('dkim_keys_of_domain')
    .on('dkim_keys')
    .columns(['account_id', 'domain_id'])
    .execute()
}

import type { Kysely } from 'kysely'

const TEXTS = ['address_line1', 'address_line2', 'city', 'state', 'zip', 'country', 'phone', 'email'] as const

/** Where the people of an account are reached, and by which number others know it: beside the accounts, which every login reads. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  let table = schema
    .createTable('account_contacts')
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('reference_number', 'text')
  for (const name of TEXTS) table = table.addColumn(name, 'text', (column) => column.notNull())
  await table
    .addPrimaryKeyConstraint('account_contacts_account_id_key', ['account_id'])
    .addUniqueConstraint('account_contacts_reference_number_key', ['reference_number'])
    .addForeignKeyConstraint('account_contacts_account_fkey', ['account_id'], 'accounts', ['id'])
    .execute()
}

import { type CreateTableBuilder, type Kysely, sql } from 'kysely'

type Schema = Kysely<unknown>['schema']

/** Domains, mailboxes and aliases that mail is kept for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createDomains(db.schema)
  await createMailboxes(db.schema)
  await createAliases(db.schema)
}

async function createDomains(schema: Schema): Promise<void> {
  await schema
    .createTable('mail_domains')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('max_mailboxes', 'integer')
    .addColumn('base_mailbox_mb', 'integer', (column) => column.notNull())
    .addColumn('extra_storage_mb', 'integer', (column) => column.notNull())
    .addColumn('product', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('mail_domains_id_key', ['id'])
    .addUniqueConstraint('mail_domains_account_id_id_key', ['account_id', 'id'])
    .addUniqueConstraint('mail_domains_name_key', ['name'])
    .addForeignKeyConstraint('mail_domains_account_fkey', ['account_id'], 'accounts', ['id'])
    .execute()
  await schema
    .createIndex('mail_domains_of_account')
    .on('mail_domains')
    .columns(['account_id', 'name'])
    .execute()
  // Whole addresses in lower case, each once: a mailbox, an alias and a list can never be one and the same.
  await schema
    .createTable('mail_addresses')
    .addColumn('address', 'text', (column) => column.notNull())
    .$call(ofDomain('mail_addresses'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('target_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('mail_addresses_address_key', ['address'])
    .execute()
  await schema.createIndex('mail_addresses_of_domain').on('mail_addresses').column('domain_id').execute()
}

async function createMailboxes(schema: Schema): Promise<void> {
  const flag = 'smallint'
  await schema
    .createTable('mailboxes')
    .addColumn('id', 'text', (column) => column.notNull())
    .$call(ofDomain('mailboxes'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('password_hash', 'text', (column) => column.notNull())
    .addColumn('quota_mb', 'integer', (column) => column.notNull())
    .addColumn('usage_mb', 'integer', (column) => column.notNull())
    .addColumn('enabled', flag, (column) => column.notNull().check(sql`enabled in (0, 1)`))
    .addColumn('display_name', 'text', (column) => column.notNull())
    .addColumn('custom_id', 'text', (column) => column.notNull())
    .addColumn('vacation_enabled', flag, (column) => column.notNull())
    .addColumn('vacation_message', 'text', (column) => column.notNull())
    .addColumn('keep_forwarded', flag, (column) => column.notNull())
    .addColumn('in_directory', flag, (column) => column.notNull())
    .addColumn('in_gal', flag, (column) => column.notNull())
    .addColumn('contact', 'text', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('last_login_at_ms', 'bigint')
    .addColumn('deleted_at_ms', 'bigint')
    .addPrimaryKeyConstraint('mailboxes_id_key', ['id'])
    .execute()
  await schema
    .createIndex('mailboxes_address_key')
    .unique()
    .on('mailboxes')
    .column('address')
    .where(sql.ref('deleted_at_ms'), 'is', null)
    .execute()
  await schema.createIndex('mailboxes_of_domain').on('mailboxes').columns(['domain_id', 'name']).execute()
  await schema
    .createIndex('mailboxes_deleted')
    .on('mailboxes')
    .column('deleted_at_ms')
    .where(sql.ref('deleted_at_ms'), 'is not', null)
    .execute()
  await schema
    .createTable('mailbox_forwards')
    .addColumn('mailbox_id', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('mailbox_forwards_key', ['mailbox_id', 'address'])
    .addForeignKeyConstraint('mailbox_forwards_fkey', ['mailbox_id'], 'mailboxes', ['id'], (key) =>
      key.onDelete('cascade'),
    )
    .execute()
}

async function createAliases(schema: Schema): Promise<void> {
  await schema
    .createTable('mail_aliases')
    .addColumn('id', 'text', (column) => column.notNull())
    .$call(ofDomain('mail_aliases'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('mail_aliases_id_key', ['id'])
    .addUniqueConstraint('mail_aliases_address_key', ['address'])
    .execute()
  await schema
    .createIndex('mail_aliases_of_domain')
    .on('mail_aliases')
    .columns(['domain_id', 'name'])
    .execute()
  await schema
    .createTable('mail_alias_members')
    .addColumn('alias_id', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('mail_alias_members_key', ['alias_id', 'address'])
    .addForeignKeyConstraint('mail_alias_members_fkey', ['alias_id'], 'mail_aliases', ['id'], (key) =>
      key.onDelete('cascade'),
    )
    .execute()
  await schema
    .createIndex('mail_alias_members_of_address')
    .on('mail_alias_members')
    .column('address')
    .execute()
}

/** Account and domain of a row; it goes with its domain. */
function ofDomain(table: string) {
  return <Table extends string, Columns extends string>(builder: CreateTableBuilder<Table, Columns>) =>
    builder
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('domain_id', 'text', (column) => column.notNull())
      .addForeignKeyConstraint(
        `${table}_domain_fkey`,
        ['account_id', 'domain_id'],
        'mail_domains',
        ['account_id', 'id'],
        (key) => key.onDelete('cascade'),
      )
}

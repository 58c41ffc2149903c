import { type Kysely, sql } from 'kysely'

/** Every name that mail is kept for, a domain's own and its alternate ones: the one place that makes a name taken. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('mail_domain_names')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('domain_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('mail_domain_names_name_key', ['name'])
    .addForeignKeyConstraint('mail_domain_names_domain_fkey', ['domain_id'], 'mail_domains', ['id'], (key) =>
      key.onDelete('cascade'),
    )
    .execute()
  await db.schema
    .createIndex('mail_domain_names_of_domain')
    .on('mail_domain_names')
    .columns(['domain_id', 'name'])
    .execute()
  await sql`insert into mail_domain_names (name, domain_id) select name, id from mail_domains`.execute(db)
}

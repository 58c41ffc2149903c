import type { Kysely } from 'kysely'

/** What Identity v3 tells of the catalog beyond addresses: services by themselves, regions, and admin addresses. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema.alterTable('endpoints').addColumn('admin_url', 'text').execute()
  await schema
    .createTable('catalog_services')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('catalog_services_id_key', ['id'])
    .addUniqueConstraint('catalog_services_name_type_key', ['name', 'type'])
    .execute()
  await schema
    .createTable('regions')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('parent_id', 'text')
    .addPrimaryKeyConstraint('regions_id_key', ['id'])
    .execute()
}

import type { Kysely } from 'kysely'
import type { Engine } from '../migrate.ts'

/** Work on many mailboxes, row by row. */
export async function up({ schema }: Kysely<unknown>, engine: Engine): Promise<void> {
  const bytes = engine === 'sqlite' ? 'blob' : 'bytea'
  await schema
    .createTable('jobs')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('domain', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('total', 'integer', (column) => column.notNull())
    .addColumn('done', 'integer', (column) => column.notNull())
    .addColumn('failed', 'integer', (column) => column.notNull())
    .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('ended_at_ms', 'bigint')
    .addColumn('worked_ms', 'bigint', (column) => column.notNull())
    .addColumn('claimed_until_ms', 'bigint', (column) => column.notNull())
    .addColumn('layout', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('jobs_id_key', ['id'])
    .addForeignKeyConstraint('jobs_account_fkey', ['account_id'], 'accounts', ['id'])
    .execute()
  await schema
    .createIndex('jobs_of_account')
    .on('jobs')
    .columns(['account_id', 'created_at_ms', 'id'])
    .execute()
  await schema.createIndex('jobs_by_state').on('jobs').columns(['state', 'created_at_ms']).execute()
  await schema
    .createTable('job_rows')
    .addColumn('job_id', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('cells', 'text', (column) => column.notNull())
    .addColumn('sealed', bytes)
    .addColumn('outcome', 'text')
    .addColumn('field', 'text')
    .addColumn('message', 'text')
    .addPrimaryKeyConstraint('job_rows_key', ['job_id', 'number'])
    .addForeignKeyConstraint('job_rows_fkey', ['job_id'], 'jobs', ['id'], (key) => key.onDelete('cascade'))
    .execute()
  await schema
    .createIndex('job_rows_by_state')
    .on('job_rows')
    .columns(['job_id', 'state', 'number'])
    .execute()
}

import type { Kysely } from 'kysely'

/** From how many calls on somebody is told, and of which day and month that was done already. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('usage_thresholds')
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('calls_per_day', 'bigint')
    .addColumn('calls_per_month', 'bigint')
    .addColumn('notify', 'text', (column) => column.notNull())
    .addColumn('told_day_ms', 'bigint')
    .addColumn('told_month_ms', 'bigint')
    .addPrimaryKeyConstraint('usage_thresholds_account_id_key', ['account_id'])
    .addForeignKeyConstraint('usage_thresholds_account_fkey', ['account_id'], 'accounts', ['id'])
    .execute()
}

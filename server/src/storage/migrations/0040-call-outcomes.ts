import { type Kysely, sql } from 'kysely'

/**
 * Old keys are told from credentials whose time is over, and what no key was is counted: by the account whose user was
 * named, empty where nobody's was. No reference to accounts: the numbers go with the time.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['calls', 'call_months']) {
    await sql`update ${sql.table(table)} set outcome = 'revoked'
      where outcome = 'expired' and key_id not in (select id from application_credentials)`.execute(db)
  }
  await db.schema
    .createTable('unknown_calls')
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('hour_ms', 'bigint', (column) => column.notNull())
    .addColumn('dialect', 'text', (column) => column.notNull())
    .addColumn('calls', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('unknown_calls_key', ['account_id', 'hour_ms', 'dialect'])
    .execute()
  await db.schema.createIndex('unknown_calls_of_hour').on('unknown_calls').column('hour_ms').execute()
}

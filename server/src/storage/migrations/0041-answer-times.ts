import type { Kysely } from 'kysely'

/** How many answers took how long, by hour and dialect: of a class all that took no longer than its microseconds. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('answer_times')
    .addColumn('hour_ms', 'bigint', (column) => column.notNull())
    .addColumn('dialect', 'text', (column) => column.notNull())
    .addColumn('within_us', 'bigint', (column) => column.notNull())
    .addColumn('answers', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('answer_times_key', ['hour_ms', 'dialect', 'within_us'])
    .execute()
}

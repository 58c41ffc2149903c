import type { Kysely } from 'kysely'

/** Whom to turn to in an account, and about what. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('users').addColumn('contact_type', 'text').execute()
}

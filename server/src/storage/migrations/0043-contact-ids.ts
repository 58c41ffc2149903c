import type { Kysely } from 'kysely'

/** What programs of Identity v2.0 call the contact behind a user, in a directory of their own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('users').addColumn('contact_id', 'text').execute()
}

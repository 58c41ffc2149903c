import type { Kysely } from 'kysely'

/** What programs of Identity v3 note of a user, and what they call an endpoint: a name for each interface, as JSON. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('users').addColumn('description', 'text').execute()
  await db.schema.alterTable('endpoints').addColumn('labels', 'text').execute()
}

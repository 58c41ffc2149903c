import type { Kysely } from 'kysely'

/**
 * Pages of users, of one account or of all, by name or by age. Each index holds all that a search looks at, so that
 * one through a hundred thousand users reads the index alone.
 */
const PAGES = {
  users_of_account_by_name: ['account_id', 'normalised_name', 'enabled', 'email', 'id'],
  users_of_account_by_age: ['account_id', 'created_at_ms', 'id', 'enabled', 'normalised_name', 'email'],
  users_by_name: ['normalised_name', 'enabled', 'email', 'id'],
  users_by_age: ['created_at_ms', 'id', 'enabled', 'normalised_name', 'email'],
} as const

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, columns] of Object.entries(PAGES)) {
    await db.schema
      .createIndex(name)
      .on('users')
      .columns([...columns])
      .execute()
  }
}

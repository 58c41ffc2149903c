import { type Kysely, sql } from 'kysely'

/** What a user name looks like, for finding whom a new one would be mistaken for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index users_by_look on users
    (replace(replace(replace(lower(replace(name, 'I', 'l')), '0', 'o'), '1', 'l'), 'rn', 'm'))`.execute(db)
}

import { type Kysely, sql } from 'kysely'
import type { Engine } from '../migrate.ts'

/** Digests of keys whose rows are gone, so that programs that go on with one are told from guesses. */
export async function up({ schema }: Kysely<unknown>, engine: Engine): Promise<void> {
  await schema
    .createTable('forgotten_keys')
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('ended_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('forgotten_keys_digest_key', ['digest'])
    // The digest is all there is to a row: a table beside its index would hold it twice.
    .$call((table) => (engine === 'sqlite' ? table.modifyEnd(sql`without rowid`) : table))
    .execute()
  await schema.createIndex('forgotten_keys_ended').on('forgotten_keys').column('ended_at_ms').execute()
}

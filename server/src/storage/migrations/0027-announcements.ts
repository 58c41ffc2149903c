import type { Kysely } from 'kysely'

/** What is written to everybody of a domain stands in the outbox itself. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema.alterTable('outbox').addColumn('content', 'text').execute()
}

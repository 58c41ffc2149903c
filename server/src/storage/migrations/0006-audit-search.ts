import { type Kysely, sql } from 'kysely'

/** Finds pages of the log, newest first, by what people look for: when, who, what, whom. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const index = (name: string) => db.schema.createIndex(name).on('audit_entries')
  await index('audit_entries_by_time').columns(['chain', 'at_ms', 'number']).execute()
  await index('audit_entries_by_action').columns(['chain', 'action', 'at_ms', 'number']).execute()
  await index('audit_entries_by_target').columns(['chain', 'target', 'at_ms', 'number']).execute()
  // A user acts by several keys, named behind the id; `user:` and an id are 37 characters.
  await sql`create index audit_entries_by_actor on audit_entries (chain, substr(actor, 1, 37), at_ms, number)`.execute(
    db,
  )
  await rewriteNetworks(db, 'calls')
  await rewriteNetworks(db, 'known_networks')
  await db.schema.createIndex('calls_of_account').on('calls').columns(['account_id', 'hour_ms']).execute()
}

/** IPv6 networks were written with all their zeros, `2001:db8:0:0::/64`; now as RFC 5952 says. */
async function rewriteNetworks(db: Kysely<unknown>, table: string): Promise<void> {
  const set = (network: ReturnType<typeof sql>, pattern: string) =>
    sql`update ${sql.table(table)} set network = ${network} where network like ${pattern}`.execute(db)
  for (let group = 1; group <= 3; group++) {
    await set(sql`replace(network, ':0::/64', '::/64')`, '%:0::/64')
  }
  await set(sql`'::/64'`, '0::/64')
}

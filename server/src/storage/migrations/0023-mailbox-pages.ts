import { type Kysely, type RawBuilder, sql } from 'kysely'

/** Orders that the mailboxes of an account are looked at in, a hundred at a time; a page reads a page of the index. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // With the display name, so that a search reads the index alone.
  await indexed(db, 'mailboxes_of_account', sql`account_id, address, id, display_name`)
  await indexed(db, 'mailboxes_of_domain_by_address', sql`domain_id, address, id, display_name`)
  await indexed(db, 'mailboxes_by_display_name', sql`account_id, lower(display_name), id`)
  await indexed(db, 'mailboxes_by_usage', sql`account_id, usage_mb, id`)
  await indexed(db, 'mailboxes_by_sign_in', sql`account_id, coalesce(last_login_at_ms, -1), id`)
  await indexed(db, 'mailboxes_by_age', sql`account_id, created_at_ms, id`)
}

/** Of those that are there: deleted ones are few, and looked at seldom. */
async function indexed(db: Kysely<unknown>, name: string, columns: RawBuilder<unknown>): Promise<void> {
  await sql`create index ${sql.ref(name)} on mailboxes (${columns}) where deleted_at_ms is null`.execute(db)
}

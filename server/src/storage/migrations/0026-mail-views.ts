import { type Kysely, sql } from 'kysely'
import type { Engine } from '../migrate.ts'

/**
 * What mail servers may read that do not ask Keyward: a schema of views, so that a role can be given these and nothing
 * else. SQLite has no rights for single views: who reads its file reads all of it, and there are none.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  // What a domain catches is asked for as `@domain`. On both engines: they have the same indexes.
  await sql`create index mail_domain_names_caught on mail_domain_names (('@' || name))`.execute(db)
  if (engine === 'sqlite') return
  await sql`create schema keyward_mail`.execute(db)
  // A barrier: no function of the reader's sees a row that is left out.
  for (const [name, text] of VIEWS)
    await sql.raw(`create view keyward_mail.${name} with (security_barrier) as ${text}`).execute(db)
}

/** Mailboxes of which each forwards to the other: mail would go round, and stays with both. */
const GOES_ROUND = `exists (select from mailbox_forwards there
    join mailboxes other on other.address = there.address and other.deleted_at_ms is null
    join mailbox_forwards back on back.mailbox_id = other.id and back.address = mailboxes.address
  where there.mailbox_id = mailboxes.id)`
const FORWARDS = 'exists (select from mailbox_forwards where mailbox_id = mailboxes.id)'
const KEEPS = `(keep_forwarded = 1 or not ${FORWARDS} or ${GOES_ROUND})`

/** RFC 5228, 2.4.2: a quoted string may have line breaks. */
const QUOTED_MESSAGE = `'"' || replace(replace(
    regexp_replace(vacation_message, E'\\r\\n|\\r|\\n', E'\\r\\n', 'g'), E'\\\\', E'\\\\\\\\'), '"', E'\\\\"') || '"'`

const OWN_ADDRESSES = `'"' || mailboxes.address || '"' || coalesce((
    select string_agg(', "' || mail_aliases.address || '"', '' order by mail_aliases.address)
    from mail_alias_members join mail_aliases on mail_aliases.id = mail_alias_members.alias_id
    where mail_alias_members.address = mailboxes.address), '')`

const VIEWS: readonly (readonly [name: string, text: string])[] = [
  [
    'mail_domains_v1',
    `select mail_domain_names.name as domain, mail_domains.name as own_name
    from mail_domain_names join mail_domains on mail_domains.id = mail_domain_names.domain_id`,
  ],
  // Those that mail comes to: blocked ones, too.
  [
    'mail_stores_v1',
    `select address, quota_mb::bigint * 1048576 as quota_bytes, id as storage
    from mailboxes where deleted_at_ms is null`,
  ],
  // Those that are signed in to.
  [
    'mail_boxes_v1',
    `select address, password_hash as password, quota_mb::bigint * 1048576 as quota_bytes, mailboxes.id as storage
    from mailboxes join accounts on accounts.id = mailboxes.account_id
    where deleted_at_ms is null and mailboxes.enabled = 1 and accounts.enabled = 1`,
  ],
  // A mailbox that keeps its mail leads to itself, or its domain would catch it. So does a list that only some may
  // write to: nobody can be asked who they are.
  [
    'mail_aliases_v1',
    `select address, address as destination from mailboxes
    where deleted_at_ms is null and (vacation_enabled = 1 or ${KEEPS})
    union all
    select mailboxes.address, mailbox_forwards.address
    from mailboxes join mailbox_forwards on mailbox_forwards.mailbox_id = mailboxes.id
    where deleted_at_ms is null and mailbox_forwards.address <> mailboxes.address
    union all
    select mail_aliases.address, mail_alias_members.address
    from mail_aliases join mail_alias_members on mail_alias_members.alias_id = mail_aliases.id
    union all
    select mail_lists.address, mail_list_addresses.address
    from mail_lists join mail_list_addresses on mail_list_addresses.list_id = mail_lists.id
    where mail_lists.posting = 'anyone' and mail_list_addresses.part = 'member'
    union all
    select address, address from mail_lists where posting <> 'anyone'
    union all
    select '@' || mail_domain_names.name, mail_domains.catch_all
    from mail_domain_names join mail_domains on mail_domains.id = mail_domain_names.domain_id
    where mail_domains.catch_all is not null`,
  ],
  [
    'mail_senders_v1',
    `select address, address as login from keyward_mail.mail_boxes_v1
    union all
    select mail_aliases.address, mail_alias_members.address
    from mail_aliases join mail_alias_members on mail_alias_members.alias_id = mail_aliases.id`,
  ],
  // A script that answers, and keeps nothing where mail only goes on. Its id is another one for another text.
  [
    'mail_sieve_v1',
    `select address, 'vacation' as script, encode(sha256(convert_to(body, 'UTF8')), 'hex') as data_id, body
    from (select mailboxes.address, E'require "vacation";\\nvacation :days 1 :addresses [' || ${OWN_ADDRESSES} || '] '
        || ${QUOTED_MESSAGE} || E';\\n' || case when ${KEEPS} then '' else E'discard;\\n' end as body
      from mailboxes where deleted_at_ms is null and vacation_enabled = 1) scripts`,
  ],
  // Whose key is empty: the mailbox's own password, else an app password, which begins with its key.
  [
    'mail_logins_v1',
    `select address, password, '' as key_id, ',imap,pop3,smtp,' as protocols from keyward_mail.mail_boxes_v1
    union all
    select address, password_hash, mailbox_app_passwords.id, ',' || replace(protocols, ' ', ',') || ','
    from keyward_mail.mail_boxes_v1
    join mailbox_app_passwords on mailbox_app_passwords.mailbox_id = mail_boxes_v1.storage`,
  ],
]

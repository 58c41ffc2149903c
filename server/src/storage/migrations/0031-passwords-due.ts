import { type Kysely, sql } from 'kysely'
import type { Engine } from '../migrate.ts'

/** Whose own password has to be changed before it opens anything else. */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await db.schema
    .alterTable('mailboxes')
    .addColumn('must_change_password', 'smallint', (column) => column.notNull().defaultTo(0))
    .execute()
  if (engine === 'sqlite') return
  await sql
    .raw(`create or replace view keyward_mail.mail_logins_v1 with (security_barrier) as ${LOGINS}`)
    .execute(db)
}

/** Whose key is empty: the mailbox's own password, else an app password. Neither opens what the mailbox has closed. */
const LOGINS = `select boxes.address, boxes.password, '' as key_id,
      replace(',' || replace(mailboxes.protocols, ' ', ',') || ',', ',,', ',') as protocols
    from keyward_mail.mail_boxes_v1 boxes join mailboxes on mailboxes.id = boxes.storage
    where mailboxes.must_change_password = 0
    union all
    select boxes.address, apps.password_hash, apps.id, ',' || coalesce((
      select string_agg(protocol || ',', '') from unnest(string_to_array(apps.protocols, ' ')) protocol
      where protocol = any (string_to_array(mailboxes.protocols, ' '))), '')
    from keyward_mail.mail_boxes_v1 boxes join mailboxes on mailboxes.id = boxes.storage
    join mailbox_app_passwords apps on apps.mailbox_id = boxes.storage`

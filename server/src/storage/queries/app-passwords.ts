import type { AppPassword, StoredAppPassword } from '../../domain/mailboxes/app-password.ts'
import type { AppPasswordStore } from '../../domain/mailboxes/stores.ts'
import type { Session } from '../session.ts'
import { protocolsIn } from '../tables/columns.ts'
import type { MailboxAppPasswordRow } from '../tables/hosted-mail.ts'
import type { Db } from '../tables.ts'

export function appPasswordQueries(session: Session): AppPasswordStore {
  return {
    insert: (made) =>
      session.write(async (db) => {
        await db.insertInto('mailbox_app_passwords').values(toRow(made)).execute()
      }),
    ofMailbox: (mailboxId) => session.read((db) => ofMailbox(db, mailboxId)),
    find: (mailboxId, id) => session.read((db) => find(db, mailboxId, id)),
    noteUse: (mailboxId, id, atMs, unlessSinceMs) =>
      session.write(async (db) => {
        const set = { last_used_at_ms: atMs }
        await db
          .updateTable('mailbox_app_passwords')
          .set(set)
          .where('mailbox_id', '=', mailboxId)
          .where('id', '=', id)
          .where((eb) =>
            eb.or([eb('last_used_at_ms', 'is', null), eb('last_used_at_ms', '<', unlessSinceMs)]),
          )
          .execute()
      }),
    delete: (mailboxId, id) => session.write((db) => remove(db, mailboxId, id)),
  }
}

async function ofMailbox(db: Db, mailboxId: string): Promise<readonly AppPassword[]> {
  const rows = await db
    .selectFrom('mailbox_app_passwords')
    .selectAll()
    .where('mailbox_id', '=', mailboxId)
    .orderBy('created_at_ms')
    .orderBy('id')
    .execute()
  return rows.map((row) => {
    const { passwordHash: _, ...shown } = toAppPassword(row)
    return shown
  })
}

async function find(db: Db, mailboxId: string, id: string): Promise<StoredAppPassword | null> {
  const row = await db
    .selectFrom('mailbox_app_passwords')
    .selectAll()
    .where('mailbox_id', '=', mailboxId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? toAppPassword(row) : null
}

async function remove(db: Db, mailboxId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('mailbox_app_passwords')
    .where('mailbox_id', '=', mailboxId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

function toRow(made: StoredAppPassword): MailboxAppPasswordRow {
  return {
    id: made.id,
    mailbox_id: made.mailboxId,
    name: made.name,
    password_hash: made.passwordHash,
    protocols: made.protocols.join(' '),
    created_at_ms: made.createdAtMs,
    last_used_at_ms: made.lastUsedAtMs,
  }
}

function toAppPassword(row: MailboxAppPasswordRow): StoredAppPassword {
  return {
    id: row.id,
    mailboxId: row.mailbox_id,
    name: row.name,
    passwordHash: row.password_hash,
    protocols: protocolsIn(row.protocols),
    createdAtMs: row.created_at_ms,
    lastUsedAtMs: row.last_used_at_ms,
  }
}

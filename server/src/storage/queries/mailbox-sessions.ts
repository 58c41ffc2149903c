import type { MailboxSession } from '../../domain/mailbox-owners/mailbox-session.ts'
import type { MailboxSessionStore } from '../../domain/mailbox-owners/stores.ts'
import type { Session } from '../session.ts'
import type { Db } from '../tables.ts'

export function mailboxSessionQueries(session: Session): MailboxSessionStore {
  return {
    insert: (opened) => session.write((db) => insert(db, opened)),
    byDigest: (digest) => session.read((db) => byDigest(db, digest)),
    touch: (digest, atMs) =>
      session.write(async (db) => {
        const set = { last_seen_at_ms: atMs }
        await db.updateTable('mailbox_sessions').set(set).where('digest', '=', digest).execute()
      }),
    proveFactor: (digest) =>
      session.write(async (db) => {
        await db
          .updateTable('mailbox_sessions')
          .set({ factor_proved: 1 })
          .where('digest', '=', digest)
          .execute()
      }),
    delete: (digest) =>
      session.write(async (db) => {
        const one = db.deleteFrom('mailbox_sessions').where('digest', '=', digest)
        return (await one.executeTakeFirst()).numDeletedRows > 0n
      }),
    deleteOfMailbox: (mailboxId, exceptDigest) =>
      session.write((db) => deleteOfMailbox(db, mailboxId, exceptDigest)),
    deleteOfAccount: (accountId) =>
      session.write(async (db) => {
        const own = db.selectFrom('mailboxes').select('id').where('account_id', '=', accountId)
        await db.deleteFrom('mailbox_sessions').where('mailbox_id', 'in', own).execute()
      }),
    deleteSeenBefore: (ms) =>
      session.write(async (db) => {
        await db.deleteFrom('mailbox_sessions').where('last_seen_at_ms', '<', ms).execute()
      }),
  }
}

async function insert(db: Db, opened: MailboxSession): Promise<void> {
  const { digest, mailboxId, createdAtMs, lastSeenAtMs, factorProved } = opened
  const moments = { created_at_ms: createdAtMs, last_seen_at_ms: lastSeenAtMs }
  const row = { digest, mailbox_id: mailboxId, ...moments, factor_proved: factorProved ? 1 : 0 }
  await db.insertInto('mailbox_sessions').values(row).execute()
}

async function byDigest(db: Db, digest: string): Promise<MailboxSession | null> {
  const rows = db.selectFrom('mailbox_sessions').selectAll().where('digest', '=', digest)
  const row = await rows.executeTakeFirst()
  if (!row) return null
  const moments = { createdAtMs: row.created_at_ms, lastSeenAtMs: row.last_seen_at_ms }
  return { digest, mailboxId: row.mailbox_id, ...moments, factorProved: row.factor_proved === 1 }
}

async function deleteOfMailbox(db: Db, mailboxId: string, exceptDigest = ''): Promise<void> {
  await db
    .deleteFrom('mailbox_sessions')
    .where('mailbox_id', '=', mailboxId)
    .where('digest', '!=', exceptDigest)
    .execute()
}

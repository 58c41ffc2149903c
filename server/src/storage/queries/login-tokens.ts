import type { LoginTokenStore, StoredLoginToken } from '../../domain/login-tokens/stores.ts'
import type { Session } from '../session.ts'
import type { Db } from '../tables.ts'

export function loginTokenQueries(session: Session): LoginTokenStore {
  return {
    insert: ({ digest, userId, mailboxId, expiresAtMs }) =>
      session.write(async (db) => {
        const row = { digest, user_id: userId, mailbox_id: mailboxId, expires_at_ms: expiresAtMs }
        await db.insertInto('login_tokens').values(row).execute()
      }),
    byDigest: (digest) => session.read((db) => byDigest(db, digest)),
    delete: (digest) =>
      session.write(async (db) => {
        const one = db.deleteFrom('login_tokens').where('digest', '=', digest)
        return (await one.executeTakeFirst()).numDeletedRows > 0n
      }),
    deleteAll: () =>
      session.write(async (db) => {
        await db.deleteFrom('login_tokens').execute()
      }),
    forgetExpired: (nowMs) =>
      session.write(async (db) => {
        await db.deleteFrom('login_tokens').where('expires_at_ms', '<=', nowMs).execute()
      }),
  }
}

async function byDigest(db: Db, digest: string): Promise<StoredLoginToken | null> {
  const rows = db.selectFrom('login_tokens').selectAll().where('digest', '=', digest)
  const row = await rows.executeTakeFirst()
  if (!row) return null
  return { digest, userId: row.user_id, mailboxId: row.mailbox_id, expiresAtMs: row.expires_at_ms }
}

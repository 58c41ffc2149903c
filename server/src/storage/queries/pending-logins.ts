import type { PendingLoginStore } from '../../domain/factors/stores.ts'
import type { Session } from '../session.ts'

export function pendingLoginQueries(session: Session): PendingLoginStore {
  return {
    insert: ({ digest, userId, accountId, passwordId, expiresAtMs }) =>
      session.write(async (db) => {
        const owner = { account_id: accountId, user_id: userId }
        const row = { digest, ...owner, password_id: passwordId, expires_at_ms: expiresAtMs }
        await db.insertInto('pending_logins').values(row).execute()
      }),
    byDigest: (digest) =>
      session.read(async (db) => {
        const query = db.selectFrom('pending_logins').selectAll().where('digest', '=', digest)
        const row = await query.executeTakeFirst()
        if (!row) return null
        const owner = { accountId: row.account_id, userId: row.user_id }
        return { digest, ...owner, passwordId: row.password_id, expiresAtMs: row.expires_at_ms }
      }),
    delete: (digest) =>
      session.write(async (db) => {
        const query = db.deleteFrom('pending_logins').where('digest', '=', digest)
        return (await query.executeTakeFirst()).numDeletedRows > 0n
      }),
    deleteOfUser: (userId) =>
      session.write(async (db) => {
        await db.deleteFrom('pending_logins').where('user_id', '=', userId).execute()
      }),
    forgetExpired: (nowMs) =>
      session.write(async (db) => {
        await db.deleteFrom('pending_logins').where('expires_at_ms', '<=', nowMs).execute()
      }),
  }
}

import type { LinkStore } from '../../domain/links/stores.ts'
import type { Session } from '../session.ts'

export function linkQueries(session: Session): LinkStore {
  return {
    insert: (link) =>
      session.write(async (db) => {
        const { digest, kind, userId, expiresAtMs } = link
        const row = { digest, kind, user_id: userId, expires_at_ms: expiresAtMs }
        await db.insertInto('links').values(row).execute()
      }),
    byDigest: (digest) =>
      session.read(async (db) => {
        const row = await db.selectFrom('links').selectAll().where('digest', '=', digest).executeTakeFirst()
        return row ? { digest, kind: row.kind, userId: row.user_id, expiresAtMs: row.expires_at_ms } : null
      }),
    delete: (digest) =>
      session.write(async (db) => {
        const { numDeletedRows } = await db
          .deleteFrom('links')
          .where('digest', '=', digest)
          .executeTakeFirst()
        return numDeletedRows > 0n
      }),
    deleteOf: (kind, userId) =>
      session.write(async (db) => {
        const links = db.deleteFrom('links').where('kind', '=', kind)
        await links.where('user_id', userId === null ? 'is' : '=', userId).execute()
      }),
    forgetExpired: (kind, nowMs) =>
      session.write(async (db) => {
        const links = db.deleteFrom('links').where('kind', '=', kind)
        await links.where('expires_at_ms', '<=', nowMs).execute()
      }),
  }
}

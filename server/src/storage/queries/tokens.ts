import type { TokenStore } from '../../domain/tokens/stores.ts'
import type { Session } from '../session.ts'

export function tokenQueries(session: Session): TokenStore {
  return {
    markDeleted: (id, userId, expiresAtMs) =>
      session.write(async (db) => {
        const { numInsertedOrUpdatedRows } = await db
          .insertInto('deleted_tokens')
          .values({ id, user_id: userId, expires_at_ms: expiresAtMs })
          .onConflict((conflict) => conflict.column('id').doNothing())
          .executeTakeFirst()
        return (numInsertedOrUpdatedRows ?? 0n) > 0n
      }),
    isDeleted: (ids) =>
      session.read(async (db) => {
        if (ids.length === 0) return false
        const row = await db
          .selectFrom('deleted_tokens')
          .select('id')
          .where('id', 'in', ids)
          .executeTakeFirst()
        return row !== undefined
      }),
    deleted: () =>
      session.read(async (db) => {
        const rows = await db.selectFrom('deleted_tokens').select('id').execute()
        return rows.map(({ id }) => id)
      }),
    forgetExpired: (nowMs) =>
      session.write(async (db) => {
        await db.deleteFrom('deleted_tokens').where('expires_at_ms', '<=', nowMs).execute()
      }),
  }
}

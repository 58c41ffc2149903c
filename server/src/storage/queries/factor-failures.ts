import type { FactorFailureStore } from '../../domain/factors/stores.ts'
import type { Session } from '../session.ts'

export function factorFailureQueries(session: Session): FactorFailureStore {
  return {
    insert: ({ id, userId, accountId, atMs }) =>
      session.write(async (db) => {
        const row = { id, account_id: accountId, user_id: userId, at_ms: atMs }
        await db.insertInto('factor_failures').values(row).execute()
      }),
    since: (userId, ms) =>
      session.read(async (db) => {
        const rows = await db
          .selectFrom('factor_failures')
          .select('at_ms')
          .where('user_id', '=', userId)
          .where('at_ms', '>', ms)
          .orderBy('at_ms')
          .execute()
        return rows.map((row) => row.at_ms)
      }),
    deleteAll: (userId) =>
      session.write(async (db) => {
        await db.deleteFrom('factor_failures').where('user_id', '=', userId).execute()
      }),
    forgetBefore: (ms) =>
      session.write(async (db) => {
        await db.deleteFrom('factor_failures').where('at_ms', '<', ms).execute()
      }),
  }
}

import type { KeyRingStore } from '../../domain/store.ts'
import type { Session } from '../session.ts'

export function ringQueries(session: Session): KeyRingStore {
  return {
    list: () =>
      session.read(async (db) => {
        const rows = await db
          .selectFrom('data_keys')
          .selectAll()
          .orderBy('created_at_ms')
          .orderBy('id')
          .execute()
        return rows.map(({ id, purpose, account_id, wrapped, created_at_ms }) => {
          return { id, purpose, accountId: account_id ?? '', wrapped, createdAtMs: created_at_ms }
        })
      }),
    insert: ({ id, purpose, accountId, wrapped, createdAtMs }) =>
      session.write(async (db) => {
        const row = { id, purpose, account_id: accountId || null, wrapped, created_at_ms: createdAtMs }
        await db.insertInto('data_keys').values(row).execute()
      }),
    replace: (id, wrapped) =>
      session.write(async (db) => {
        await db.updateTable('data_keys').set({ wrapped }).where('id', '=', id).execute()
      }),
    delete: (id) =>
      session.write(async (db) => {
        await db.deleteFrom('data_keys').where('id', '=', id).execute()
      }),
  }
}

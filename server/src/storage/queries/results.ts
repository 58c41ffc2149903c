import type { ResultStore, StoredResult } from '../../domain/store.ts'
import type { Session } from '../session.ts'
import type { Db } from '../tables.ts'

export function resultQueries(session: Session): ResultStore {
  return {
    find: (userId, idempotencyKey) => session.read((db) => find(db, userId, idempotencyKey)),
    insert: (result) => session.write((db) => insert(db, result)),
    forgetAll: (accountId) =>
      session.write(async (db) => {
        await db
          .deleteFrom('results')
          .$if(accountId !== undefined, (query) => query.where('account_id', '=', accountId ?? ''))
          .execute()
      }),
    forgetBefore: (ms) =>
      session.write(async (db) => {
        await db.deleteFrom('results').where('created_at_ms', '<', ms).execute()
      }),
  }
}

async function find(db: Db, userId: string, idempotencyKey: string): Promise<StoredResult | null> {
  const row = await db
    .selectFrom('results')
    .selectAll()
    .where('user_id', '=', userId)
    .where('idempotency_key', '=', idempotencyKey)
    .executeTakeFirst()
  if (!row) return null
  const { account_id: accountId, request, sealed, created_at_ms: createdAtMs } = row
  return { userId, accountId, idempotencyKey, request, sealed, createdAtMs }
}

/** Replaces an older result: one that is past its time may still be there. */
async function insert(db: Db, result: StoredResult): Promise<void> {
  const fresh = { request: result.request, sealed: result.sealed, created_at_ms: result.createdAtMs }
  await db
    .insertInto('results')
    .values({
      account_id: result.accountId,
      user_id: result.userId,
      idempotency_key: result.idempotencyKey,
      ...fresh,
    })
    .onConflict((conflict) => conflict.columns(['user_id', 'idempotency_key']).doUpdateSet(fresh))
    .execute()
}

import type { ResultStore, StoredResult } from '../../domain/idempotency/stores.ts'
import type { Session } from '../session.ts'
import type { ResultRow } from '../tables/records.ts'
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
    page: (after, limit) => session.read((db) => page(db, after, limit)),
    reseal: (result, sealed) =>
      session.write(async (db) => {
        await db
          .updateTable('results')
          .set({ sealed })
          .where('user_id', '=', result.userId)
          .where('idempotency_key', '=', result.idempotencyKey)
          .where('created_at_ms', '=', result.createdAtMs)
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
  return row ? toResult(row) : null
}

async function page(db: Db, after: Place | null, limit: number): Promise<StoredResult[]> {
  let query = db.selectFrom('results').selectAll().orderBy('user_id').orderBy('idempotency_key').limit(limit)
  if (after) {
    query = query.where((eb) =>
      eb(eb.refTuple('user_id', 'idempotency_key'), '>', eb.tuple(after.userId, after.idempotencyKey)),
    )
  }
  return (await query.execute()).map(toResult)
}

type Place = Pick<StoredResult, 'userId' | 'idempotencyKey'>

function toResult(row: ResultRow): StoredResult {
  const { user_id: userId, account_id: accountId, idempotency_key: idempotencyKey } = row
  const { request, sealed, created_at_ms: createdAtMs } = row
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

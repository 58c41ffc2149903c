import type { CallCount } from '../../domain/callers/caller.ts'
import type { CallStore } from '../../domain/store.ts'
import type { Session } from '../session.ts'
import type { CallRow, Db } from '../tables.ts'

/** 11 columns each; SQLite allows 32,766 bind variables in a statement (sqlite.org/limits.html). */
const ROWS_PER_STATEMENT = 2_500

export function callQueries(session: Session): CallStore {
  return {
    add: (counts) => session.write((db) => add(db, counts)),
    ofUser: (userId, sinceMs, keyIds) => session.read((db) => ofUser(db, userId, sinceMs, keyIds)),
    forgetBefore: (ms) =>
      session.write(async (db) => {
        await db.deleteFrom('calls').where('hour_ms', '<', ms).execute()
      }),
  }
}

async function add(db: Db, counts: readonly CallCount[]): Promise<void> {
  const rows = merge(counts)
  for (let at = 0; at < rows.length; at += ROWS_PER_STATEMENT) {
    const some = await ofExistingUsers(db, rows.slice(at, at + ROWS_PER_STATEMENT))
    if (some.length > 0) await upsert(db, some)
  }
}

/** Calls are written late: the user may have been deleted since, and then nothing is to be kept. */
async function ofExistingUsers(db: Db, rows: readonly CallRow[]): Promise<CallRow[]> {
  const ids = [...new Set(rows.map((row) => row.user_id))]
  const users = await db.selectFrom('users').select('id').where('id', 'in', ids).execute()
  const existing = new Set(users.map(({ id }) => id))
  return rows.filter((row) => existing.has(row.user_id))
}

async function upsert(db: Db, rows: readonly CallRow[]): Promise<void> {
  await db
    .insertInto('calls')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['user_id', 'hour_ms', 'key_id', 'dialect', 'outcome', 'client', 'network'])
        .doUpdateSet((eb) => ({
          calls: eb('calls.calls', '+', eb.ref('excluded.calls')),
          first_at_ms: eb
            .case()
            .when('excluded.first_at_ms', '<', eb.ref('calls.first_at_ms'))
            .then(eb.ref('excluded.first_at_ms'))
            .else(eb.ref('calls.first_at_ms'))
            .end(),
          last_at_ms: eb
            .case()
            .when('excluded.last_at_ms', '>', eb.ref('calls.last_at_ms'))
            .then(eb.ref('excluded.last_at_ms'))
            .else(eb.ref('calls.last_at_ms'))
            .end(),
        })),
    )
    .execute()
}

/**
 * One row for each caller: PostgreSQL refuses to touch a row twice in one statement. Sorted, so that two writers
 * lock rows in the same order.
 */
function merge(counts: readonly CallCount[]): CallRow[] {
  const rows = new Map<string, CallRow>()
  for (const count of counts) {
    const row = toRow(count)
    const name = JSON.stringify([
      row.user_id,
      row.hour_ms,
      row.key_id,
      row.dialect,
      row.outcome,
      row.client,
      row.network,
    ])
    const same = rows.get(name)
    if (same) {
      row.calls += same.calls
      row.first_at_ms = Math.min(row.first_at_ms, same.first_at_ms)
      row.last_at_ms = Math.max(row.last_at_ms, same.last_at_ms)
    }
    rows.set(name, row)
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}

async function ofUser(
  db: Db,
  userId: string,
  sinceMs: number,
  keyIds: readonly string[] | undefined,
): Promise<CallCount[]> {
  if (keyIds?.length === 0) return []
  let query = db
    .selectFrom('calls')
    .selectAll()
    .where('user_id', '=', userId)
    .where('last_at_ms', '>=', sinceMs)
  if (keyIds) query = query.where('key_id', 'in', keyIds)
  const rows = await query.orderBy('hour_ms').orderBy('first_at_ms').execute()
  return rows.map(toCount)
}

function toRow(count: CallCount): CallRow {
  return {
    account_id: count.accountId,
    user_id: count.userId,
    key_id: count.keyId,
    hour_ms: count.hourMs,
    dialect: count.dialect,
    outcome: count.outcome,
    client: count.client,
    network: count.network,
    calls: count.calls,
    first_at_ms: count.firstAtMs,
    last_at_ms: count.lastAtMs,
  }
}

function toCount(row: CallRow): CallCount {
  return {
    accountId: row.account_id,
    userId: row.user_id,
    keyId: row.key_id,
    dialect: row.dialect,
    outcome: row.outcome,
    client: row.client,
    network: row.network,
    hourMs: row.hour_ms,
    calls: row.calls,
    firstAtMs: row.first_at_ms,
    lastAtMs: row.last_at_ms,
  }
}

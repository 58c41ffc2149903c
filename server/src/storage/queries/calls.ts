import type { CallCount, NewCalls } from '../../domain/callers/caller.ts'
import type { CallStore } from '../../domain/callers/stores.ts'
import { compiledOnce } from '../compiled-once.ts'
import type { Session } from '../session.ts'
import type { CallRow } from '../tables/records.ts'
import type { Db } from '../tables.ts'
import { type CountedRow, monthAdder, monthsOf } from './call-months.ts'
import { addUnknown, unknownSince } from './unknown-calls.ts'

/** A full statement of this size has its text made once; only the rest of a batch needs a text of its own. */
const ROWS_PER_STATEMENT = 200

export function callQueries(session: Session): CallStore {
  const add = adder()
  const addToMonths = monthAdder()
  return {
    add: (counts) => session.write(async (db) => addToMonths(db, await add(db, counts))),
    ofUser: (userId, sinceMs, keyIds) => session.read((db) => ofUser(db, userId, sinceMs, keyIds)),
    ofAccount: (accountId, sinceMs) => session.read((db) => ofAccount(db, accountId, sinceMs)),
    monthsOfUser: (userId) => session.read((db) => monthsOf(db, { userId })),
    monthsOfAccount: (accountId) => session.read((db) => monthsOf(db, { accountId })),
    sumSince: (accountId, sinceMs) =>
      session.read(async (db) => {
        const all = db.selectFrom('calls').where('account_id', '=', accountId)
        const { sum } = await all
          .where('hour_ms', '>=', sinceMs)
          .select(({ fn }) => fn.sum<string | number | null>('calls').as('sum'))
          .executeTakeFirstOrThrow()
        return Number(sum)
      }),
    sumOfMonth: (accountId, monthMs) =>
      session.read(async (db) => {
        const all = db.selectFrom('call_months').where('account_id', '=', accountId)
        const { sum } = await all
          .where('month_ms', '=', monthMs)
          .select(({ fn }) => fn.sum<string | number | null>('calls').as('sum'))
          .executeTakeFirstOrThrow()
        return Number(sum)
      }),
    forgetMonthsBefore: (ms) =>
      session.write(async (db) => {
        await db.deleteFrom('call_months').where('month_ms', '<', ms).execute()
      }),
    addUnknown: (counts) => session.write((db) => addUnknown(db, counts)),
    unknownSince: (sinceMs, accountId) => session.read((db) => unknownSince(db, sinceMs, accountId)),
    forgetBefore: (ms) =>
      session.write(async (db) => {
        await db.deleteFrom('calls').where('hour_ms', '<', ms).execute()
        await db.deleteFrom('unknown_calls').where('hour_ms', '<', ms).execute()
      }),
  }
}

/** Calls are written late: of a user who has been deleted since, nothing is to be kept. Gives back what was. */
function adder() {
  const full = statementsFor(ROWS_PER_STATEMENT)
  return async (db: Db, counts: readonly NewCalls[]): Promise<readonly CountedRow[]> => {
    const rows = merge(counts)
    const kept: CountedRow[] = []
    for (const some of slices(rows)) {
      const { usersAmong } = some.length === ROWS_PER_STATEMENT ? full : statementsFor(some.length)
      const ids = some.map((row) => row.user_id)
      const existing = new Set((await usersAmong(db, ids)).map(({ id }) => id))
      for (const row of some) if (existing.has(row.user_id)) kept.push(row)
    }
    // A token may be counted when its call is written already: that is nothing new of the hour.
    for (const some of slices(kept.filter(({ calls }) => calls > 0))) {
      const { upsert } = some.length === ROWS_PER_STATEMENT ? full : statementsFor(some.length)
      await upsert(
        db,
        some.flatMap((row) => COLUMNS.map((column) => row[column])),
      )
    }
    return kept
  }
}

function* slices(rows: readonly CountedRow[]): Generator<readonly CountedRow[]> {
  for (let at = 0; at < rows.length; at += ROWS_PER_STATEMENT) yield rows.slice(at, at + ROWS_PER_STATEMENT)
}

/** Identifies a caller; the rest counts. */
const CALLER = ['user_id', 'hour_ms', 'key_id', 'dialect', 'outcome', 'client', 'network'] as const
const COLUMNS = ['account_id', ...CALLER, 'calls', 'first_at_ms', 'last_at_ms'] as const

const BLANK: CallRow = {
  account_id: '',
  user_id: '',
  hour_ms: 0,
  key_id: '',
  dialect: '',
  outcome: 'valid',
  client: '',
  network: '',
  calls: 0,
  first_at_ms: 0,
  last_at_ms: 0,
}

function statementsFor(rows: number) {
  // Made with the text: most transactions never ask for it.
  const blanks = () => Array.from({ length: rows }, () => BLANK)
  return {
    usersAmong: compiledOnce((db) =>
      db
        .selectFrom('users')
        .select('id')
        .where(
          'id',
          'in',
          blanks().map((row) => row.user_id),
        ),
    ),
    upsert: compiledOnce((db) => upsertRows(db, blanks())),
  }
}

function upsertRows(db: Db, rows: readonly CallRow[]) {
  return db
    .insertInto('calls')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(CALLER).doUpdateSet((eb) => ({
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
}

/**
 * One row for each caller: PostgreSQL refuses to touch a row twice in one statement. Sorted, so that two writers
 * lock rows in the same order.
 */
function merge(counts: readonly NewCalls[]): CountedRow[] {
  const rows = new Map<string, CountedRow>()
  for (const count of counts) {
    const row = toRow(count)
    const caller = CALLER.map((column) => row[column]).join('\0')
    const same = rows.get(caller)
    if (same) {
      row.calls += same.calls
      row.tokens += same.tokens
      row.verifications += same.verifications
      row.first_at_ms = Math.min(row.first_at_ms, same.first_at_ms)
      row.last_at_ms = Math.max(row.last_at_ms, same.last_at_ms)
    }
    rows.set(caller, row)
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

async function ofAccount(db: Db, accountId: string, sinceMs: number): Promise<CallCount[]> {
  const rows = await db
    .selectFrom('calls')
    .selectAll()
    .where('account_id', '=', accountId)
    // Whole hours only, so that the index finds them.
    .where('hour_ms', '>=', sinceMs - 3_600_000)
    .where('last_at_ms', '>=', sinceMs)
    .orderBy('hour_ms')
    .orderBy('first_at_ms')
    .execute()
  return rows.map(toCount)
}

function toRow(count: NewCalls): CountedRow {
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
    tokens: count.tokens ?? 0,
    verifications: count.verifications ?? 0,
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

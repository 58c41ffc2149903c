import type { CallMonth } from '../../domain/callers/caller.ts'
import { monthOf } from '../../domain/callers/month.ts'
import { compiledOnce } from '../compiled-once.ts'
import type { CallMonthRow, CallRow } from '../tables/records.ts'
import type { Db } from '../tables.ts'

/** A full statement of this size has its text made once. */
const ROWS_PER_STATEMENT = 200

/** Identifies a count; the rest counts. */
const COUNTED = ['user_id', 'month_ms', 'key_id', 'dialect', 'outcome'] as const
const COLUMNS = ['account_id', ...COUNTED, 'calls', 'last_at_ms', 'tokens', 'verifications'] as const

/** Its members in the order of `COLUMNS`: parameters have no names. */
const BLANK: CallMonthRow = {
  account_id: '',
  user_id: '',
  month_ms: 0,
  key_id: '',
  dialect: '',
  outcome: 'valid',
  calls: 0,
  last_at_ms: 0,
  tokens: 0,
  verifications: 0,
}

/** A count of an hour with what only months keep. */
export type CountedRow = CallRow & Pick<CallMonthRow, 'tokens' | 'verifications'>

/** Adds counts of hours to those of their months. */
export function monthAdder() {
  const full = statementFor(ROWS_PER_STATEMENT)
  return async (db: Db, counts: readonly CountedRow[]): Promise<void> => {
    const rows = merge(counts)
    for (let at = 0; at < rows.length; at += ROWS_PER_STATEMENT) {
      const some = rows.slice(at, at + ROWS_PER_STATEMENT)
      const upsert = some.length === ROWS_PER_STATEMENT ? full : statementFor(some.length)
      await upsert(
        db,
        some.flatMap((row) => COLUMNS.map((column) => row[column])),
      )
    }
  }
}

function statementFor(rows: number) {
  return compiledOnce((db) =>
    db
      .insertInto('call_months')
      .values(Array.from({ length: rows }, () => BLANK))
      .onConflict((conflict) =>
        conflict.columns(COUNTED).doUpdateSet((eb) => ({
          calls: eb('call_months.calls', '+', eb.ref('excluded.calls')),
          tokens: eb('call_months.tokens', '+', eb.ref('excluded.tokens')),
          verifications: eb('call_months.verifications', '+', eb.ref('excluded.verifications')),
          last_at_ms: eb
            .case()
            .when('excluded.last_at_ms', '>', eb.ref('call_months.last_at_ms'))
            .then(eb.ref('excluded.last_at_ms'))
            .else(eb.ref('call_months.last_at_ms'))
            .end(),
        })),
      ),
  )
}

/** One row for each count, sorted: as PostgreSQL wants it for one statement, and for two writers at a time. */
function merge(counts: readonly CountedRow[]): readonly CallMonthRow[] {
  const rows = new Map<string, CallMonthRow>()
  for (const count of counts) {
    const { account_id, user_id, key_id, dialect, outcome } = count
    const month_ms = monthOf(count.hour_ms)
    const slot = [user_id, month_ms, key_id, dialect, outcome].join('\0')
    const same = rows.get(slot)
    rows.set(slot, {
      ...{ account_id, user_id, key_id, dialect, outcome, month_ms },
      calls: count.calls + (same?.calls ?? 0),
      last_at_ms: Math.max(count.last_at_ms, same?.last_at_ms ?? 0),
      tokens: count.tokens + (same?.tokens ?? 0),
      verifications: count.verifications + (same?.verifications ?? 0),
    })
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}

/** By month, then by how they were made and ended; whose they were comes last, since ids have no order. */
export async function monthsOf(
  db: Db,
  whose: { readonly userId: string } | { readonly accountId: string },
): Promise<readonly CallMonth[]> {
  const all = db.selectFrom('call_months').selectAll()
  const theirs =
    'userId' in whose
      ? all.where('user_id', '=', whose.userId)
      : all.where('account_id', '=', whose.accountId)
  const rows = await theirs
    .orderBy('month_ms')
    .orderBy('dialect')
    .orderBy('outcome')
    .orderBy('user_id')
    .orderBy('key_id')
    .execute()
  return rows.map((row) => ({
    accountId: row.account_id,
    userId: row.user_id,
    keyId: row.key_id,
    monthMs: row.month_ms,
    dialect: row.dialect,
    outcome: row.outcome,
    calls: row.calls,
    lastAtMs: row.last_at_ms,
    tokens: row.tokens,
    verifications: row.verifications,
  }))
}

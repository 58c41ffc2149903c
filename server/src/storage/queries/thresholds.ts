import type { ThresholdStore } from '../../domain/thresholds/stores.ts'
import type { Threshold } from '../../domain/thresholds/threshold.ts'
import type { Session } from '../session.ts'
import type { ThresholdRow } from '../tables/records.ts'

export function thresholdQueries(session: Session): ThresholdStore {
  return {
    ofAccount: (accountId) =>
      session.read(async (db) => {
        const rows = db.selectFrom('usage_thresholds').selectAll().where('account_id', '=', accountId)
        const row = await rows.executeTakeFirst()
        return row ? toThreshold(row) : null
      }),
    list: () =>
      session.read(async (db) => {
        const rows = await db.selectFrom('usage_thresholds').selectAll().orderBy('account_id').execute()
        return rows.map(toThreshold)
      }),
    put: (threshold) =>
      session.write(async (db) => {
        const { account_id, ...columns } = toRow(threshold)
        await db
          .insertInto('usage_thresholds')
          .values({ account_id, ...columns })
          .onConflict((conflict) => conflict.column('account_id').doUpdateSet(columns))
          .execute()
      }),
  }
}

function toRow(threshold: Threshold): ThresholdRow {
  return {
    account_id: threshold.accountId,
    calls_per_day: threshold.callsPerDay,
    calls_per_month: threshold.callsPerMonth,
    notify: threshold.notify,
    told_day_ms: threshold.toldDayMs,
    told_month_ms: threshold.toldMonthMs,
  }
}

function toThreshold(row: ThresholdRow): Threshold {
  return {
    accountId: row.account_id,
    callsPerDay: row.calls_per_day,
    callsPerMonth: row.calls_per_month,
    notify: row.notify,
    toldDayMs: row.told_day_ms,
    toldMonthMs: row.told_month_ms,
  }
}

import { type Kysely, sql } from 'kysely'
import { ownedByUser } from './0001-initial.ts'

/** Calls by the month: few rows, no callers, so that they can be kept long after the hours are forgotten. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('call_months')
    .$call(ownedByUser('call_months'))
    .addColumn('key_id', 'text', (column) => column.notNull())
    .addColumn('month_ms', 'bigint', (column) => column.notNull())
    .addColumn('dialect', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('calls', 'bigint', (column) => column.notNull())
    .addColumn('last_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('call_months_key', ['user_id', 'month_ms', 'key_id', 'dialect', 'outcome'])
    .execute()
  await db.schema
    .createIndex('call_months_of_account')
    .on('call_months')
    .columns(['account_id', 'month_ms'])
    .execute()
  await db.schema.createIndex('call_months_of_month').on('call_months').column('month_ms').execute()
  await addUpWhatIsThere(db)
}

interface DayRow {
  readonly account_id: string
  readonly user_id: string
  readonly key_id: string
  readonly dialect: string
  readonly outcome: string
  readonly day: number | string
  readonly calls: number | string
  readonly last_at_ms: number | string
}

/** By day first: what a month is, the engines do not say alike. */
async function addUpWhatIsThere(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<DayRow>`
    select account_id, user_id, key_id, dialect, outcome, hour_ms / 86400000 as day,
      sum(calls) as calls, max(last_at_ms) as last_at_ms
    from calls group by account_id, user_id, key_id, dialect, outcome, hour_ms / 86400000`.execute(db)
  const months = new Map<string, { row: DayRow; monthMs: number; calls: number; lastAtMs: number }>()
  for (const row of rows) {
    const day = new Date(Number(row.day) * 86_400_000)
    const monthMs = Date.UTC(day.getUTCFullYear(), day.getUTCMonth())
    const slot = [row.user_id, monthMs, row.key_id, row.dialect, row.outcome].join('\n')
    const month = months.get(slot) ?? { row, monthMs, calls: 0, lastAtMs: 0 }
    month.calls += Number(row.calls)
    month.lastAtMs = Math.max(month.lastAtMs, Number(row.last_at_ms))
    months.set(slot, month)
  }
  for (const { row, monthMs, calls, lastAtMs } of months.values()) {
    await sql`
      insert into call_months
        (account_id, user_id, key_id, month_ms, dialect, outcome, calls, last_at_ms)
      values (${row.account_id}, ${row.user_id}, ${row.key_id}, ${monthMs}, ${row.dialect}, ${row.outcome},
        ${calls}, ${lastAtMs})`.execute(db)
  }
}

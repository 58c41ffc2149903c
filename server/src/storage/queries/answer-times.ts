import { sql } from 'kysely'
import type { AnswerTimeSpan, AnswerTimeStore, TimedAnswers } from '../../domain/callers/stores.ts'
import type { Session } from '../session.ts'
import type { Db } from '../tables.ts'

export function answerTimeQueries(session: Session): AnswerTimeStore {
  return {
    add: (counts) => session.write((db) => add(db, counts)),
    byStep: (span, stepMs) => session.read((db) => byStep(db, span, stepMs)),
    byDialect: (span) => session.read((db) => byDialect(db, span)),
    forgetBefore: (ms) =>
      session.write(async (db) => {
        await db.deleteFrom('answer_times').where('hour_ms', '<', ms).execute()
      }),
  }
}

/** One statement. Sorted, so that two writers lock rows in the same order. */
async function add(db: Db, counts: readonly TimedAnswers[]): Promise<void> {
  if (counts.length === 0) return
  const rows = counts
    .map(({ hourMs, dialect, withinUs, answers }) => ({
      ...{ hour_ms: hourMs, dialect, within_us: withinUs, answers },
    }))
    .sort((a, b) => a.hour_ms - b.hour_ms || compare(a.dialect, b.dialect) || a.within_us - b.within_us)
  await db
    .insertInto('answer_times')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['hour_ms', 'dialect', 'within_us'])
        .doUpdateSet((eb) => ({ answers: eb('answer_times.answers', '+', eb.ref('excluded.answers')) })),
    )
    .execute()
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function within(db: Db, { fromMs, hoursBeforeMs }: AnswerTimeSpan) {
  return db.selectFrom('answer_times').where('hour_ms', '>=', fromMs).where('hour_ms', '<', hoursBeforeMs)
}

async function byStep(db: Db, span: AnswerTimeSpan, stepMs: number) {
  const step = sql<string | number>`hour_ms - hour_ms % ${sql.lit(stepMs)}`
  const rows = await within(db, span)
    .select(({ fn }) => [step.as('at_ms'), 'within_us', fn.sum<string | number>('answers').as('sum')])
    .groupBy([step, 'within_us'])
    .orderBy('at_ms')
    .orderBy('within_us')
    .execute()
  return rows.map((row) => ({
    ...{ atMs: Number(row.at_ms), withinUs: row.within_us, answers: Number(row.sum) },
  }))
}

async function byDialect(db: Db, span: AnswerTimeSpan) {
  const rows = await within(db, span)
    .select(({ fn }) => ['dialect', 'within_us', fn.sum<string | number>('answers').as('sum')])
    .groupBy(['dialect', 'within_us'])
    .orderBy('dialect')
    .orderBy('within_us')
    .execute()
  return rows.map((row) => ({
    ...{ dialect: row.dialect, withinUs: row.within_us, answers: Number(row.sum) },
  }))
}

import type { UnknownCount } from '../../domain/callers/caller.ts'
import type { Db } from '../tables.ts'

/** As the column has it for calls that are nobody's. */
const NOBODY = ''

/** One statement; the counts have to be of different accounts, hours or dialects. */
export async function addUnknown(db: Db, counts: readonly UnknownCount[]): Promise<void> {
  if (counts.length === 0) return
  const rows = counts.map(({ accountId, hourMs, dialect, calls }) => {
    return { account_id: accountId ?? NOBODY, hour_ms: hourMs, dialect, calls }
  })
  // In one order, so that two writers lock rows alike.
  rows.sort((a, b) => (`${a.account_id} ${a.dialect}` < `${b.account_id} ${b.dialect}` ? -1 : 1))
  await db
    .insertInto('unknown_calls')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'hour_ms', 'dialect'])
        .doUpdateSet((eb) => ({ calls: eb('unknown_calls.calls', '+', eb.ref('excluded.calls')) })),
    )
    .execute()
}

/** The oldest first. Of everybody and nobody without an account. */
export async function unknownSince(
  db: Db,
  sinceMs: number,
  accountId: string | undefined,
): Promise<readonly UnknownCount[]> {
  const all = db.selectFrom('unknown_calls').selectAll().where('hour_ms', '>=', sinceMs)
  const theirs = accountId === undefined ? all : all.where('account_id', '=', accountId)
  const rows = await theirs.orderBy('hour_ms').orderBy('dialect').orderBy('account_id').execute()
  return rows.map(({ account_id, hour_ms, dialect, calls }) => ({
    ...{ accountId: account_id === NOBODY ? null : account_id, hourMs: hour_ms, dialect, calls },
  }))
}

import { type SelectQueryBuilder, sql } from 'kysely'
import type { AuditFilter, AuditPlace } from '../../domain/audit/audit-query.ts'
import type { AuditEntryRow } from '../tables/records.ts'
import type { Db, Tables } from '../tables.ts'

/** How much of a chain is looked through in one go for what no index finds. */
const MAX_SCANNED = 20_000

export interface FoundRows {
  readonly rows: readonly AuditEntryRow[]
  readonly next: AuditPlace | null
}

/** Entries of a chain that fit, newest first, at most `limit`. Each question takes about the same time, however long the chain. */
export async function searchEntries(
  db: Db,
  chain: string,
  filter: AuditFilter,
  after: AuditPlace | null,
  limit: number,
): Promise<FoundRows> {
  const ordered = newestFirst(indexed(db, chain, filter, after))
  if (filter.text === undefined && filter.outcome === undefined && filter.area === undefined) {
    return pageOf(
      await ordered
        .selectAll()
        .limit(limit + 1)
        .execute(),
      limit,
    )
  }
  const stretch = db.selectFrom(ordered.selectAll().limit(MAX_SCANNED).as('audit_entries'))
  const found = pageOf(
    await newestFirst(scanned(stretch, filter))
      .selectAll()
      .limit(limit + 1)
      .execute(),
    limit,
  )
  return found.next ? found : { ...found, next: await endOfStretch(ordered) }
}

type Entries = SelectQueryBuilder<Tables, 'audit_entries', object>

/** Conditions that an index answers: see migration 6. */
function indexed(db: Db, chain: string, filter: AuditFilter, after: AuditPlace | null): Entries {
  const { fromMs, toMs, actor, action, target, targets } = filter
  return db
    .selectFrom('audit_entries')
    .where('chain', '=', chain)
    .$if(fromMs !== undefined, (query) => query.where('at_ms', '>=', fromMs ?? 0))
    .$if(toMs !== undefined, (query) => query.where('at_ms', '<', toMs ?? 0))
    .$if(action !== undefined, (query) => query.where('action', '=', action ?? ''))
    .$if(target !== undefined, (query) => query.where('target', '=', target ?? ''))
    .$if(targets !== undefined, (query) => query.where('target', 'in', targets ?? []))
    .$if(actor !== undefined, (query) => query.where(sql`substr(actor, 1, 37)`, '=', actor ?? ''))
    .$if(after !== null, (query) =>
      query.where((eb) =>
        eb(eb.refTuple('at_ms', 'number'), '<', eb.tuple(after?.atMs ?? 0, after?.number ?? 0)),
      ),
    )
}

function newestFirst(query: Entries): Entries {
  return query.orderBy('at_ms', 'desc').orderBy('number', 'desc')
}

/** The engine makes both sides small: SQLite knows the letters of ASCII only, and `Ä` must be found as `Ä` there too. */
function scanned(query: Entries, { outcome, text, area }: AuditFilter): Entries {
  const pattern = `%${(text ?? '').replace(/[\\%_]/g, '\\$&')}%`
  const everything = sql<string>`lower(actor || ' ' || action || ' ' || target || ' ' || source || ' ' || details)`
  return query
    .$if(outcome !== undefined, (found) => found.where('outcome', '=', outcome ?? 'done'))
    .$if(area !== undefined, (found) =>
      found.where(sql`substr(action, 1, ${sql.lit((area ?? '').length + 1)})`, '=', `${area}.`),
    )
    .$if(text !== undefined, (found) =>
      found.where(sql<boolean>`${everything} like lower(cast(${pattern} as text)) escape '\\'`),
    )
}

function pageOf(rows: readonly AuditEntryRow[], limit: number): FoundRows {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const next = rows.length > limit && last ? { atMs: last.at_ms, number: last.number } : null
  return { rows: page, next }
}

/** The last place looked through, if something may follow it. */
async function endOfStretch(ordered: Entries): Promise<AuditPlace | null> {
  const [last, beyond] = await ordered
    .select(['at_ms', 'number'])
    .offset(MAX_SCANNED - 1)
    .limit(2)
    .execute()
  return last && beyond ? { atMs: last.at_ms, number: last.number } : null
}

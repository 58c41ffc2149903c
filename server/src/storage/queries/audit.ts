import type { AuditCheckpoint, AuditEntry, AuditEvent } from '../../domain/audit/entry.ts'
import { chainEntry, GENESIS_HASH } from '../../domain/audit/hash.ts'
import type { AuditStore } from '../../domain/audit/stores.ts'
import { canonicalJson } from '../../lib/canonical-json.ts'
import type { Session } from '../session.ts'
import type { AuditEntryRow } from '../tables/records.ts'
import type { Db } from '../tables.ts'
import { searchEntries } from './audit-search.ts'
import { inPortions } from './portions.ts'

export function auditQueries(session: Session): AuditStore {
  return {
    append: (event) => session.write((db) => append(db, [event])),
    appendAll: (events) => session.write((db) => appendAll(db, events)),
    chains: () => session.read(chains),
    page: (chain, afterNumber, limit) => session.read((db) => page(db, chain, afterNumber, limit)),
    search: (chain, filter, after, limit) =>
      session.read(async (db) => {
        const { rows, next } = await searchEntries(db, chain, filter, after, limit)
        return { entries: rows.map(toEntry), next }
      }),
    insertCheckpoint: (checkpoint) => session.write((db) => insertCheckpoint(db, checkpoint)),
    checkpoints: (chain) => session.read((db) => checkpoints(db, chain)),
    prune: (chain, throughNumber) => session.write((db) => prune(db, chain, throughNumber)),
  }
}

async function appendAll(db: Db, events: readonly AuditEvent[]): Promise<void> {
  for (const ofChain of Map.groupBy(events, ({ chain }) => chain).values())
    for (const some of inPortions(ofChain)) await append(db, some)
}

/** Events of one chain. The head row is written first: on PostgreSQL that makes writers of one chain take turns. */
async function append(db: Db, events: readonly AuditEvent[]): Promise<void> {
  const [first] = events
  if (!first) return
  const { chain } = first
  const head = await db
    .insertInto('audit_heads')
    .values({ chain, number: events.length, hash: GENESIS_HASH })
    .onConflict((conflict) =>
      conflict
        .column('chain')
        .doUpdateSet((eb) => ({ number: eb('audit_heads.number', '+', events.length) })),
    )
    .returning(['number', 'hash'])
    .executeTakeFirstOrThrow()
  const entries = chained(events, head.number - events.length, head.hash)
  await db.insertInto('audit_entries').values(entries.map(toRow)).execute()
  const hash = entries.at(-1)?.hash
  await db.updateTable('audit_heads').set({ hash }).where('chain', '=', chain).execute()
}

/** Each follows from the one before; the first from the entry of this number and hash. */
function chained(events: readonly AuditEvent[], number: number, hash: string): AuditEntry[] {
  let previousHash = hash
  return events.map((event, at) => {
    const entry = chainEntry(event, number + at + 1, previousHash)
    previousHash = entry.hash
    return entry
  })
}

async function chains(db: Db) {
  const rows = await db.selectFrom('audit_heads').selectAll().orderBy('chain').execute()
  return rows.map(({ chain, number, hash }) => ({ chain, number, hash }))
}

async function page(db: Db, chain: string, afterNumber: number, limit: number): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom('audit_entries')
    .selectAll()
    .where('chain', '=', chain)
    .where('number', '>', afterNumber)
    .orderBy('number')
    .limit(limit)
    .execute()
  return rows.map(toEntry)
}

async function insertCheckpoint(db: Db, checkpoint: AuditCheckpoint): Promise<void> {
  const { atMs, ...rest } = checkpoint
  await db
    .insertInto('audit_checkpoints')
    .values({ ...rest, at_ms: atMs })
    // Another server on the same database may have signed the same place.
    .onConflict((conflict) => conflict.columns(['chain', 'number']).doNothing())
    .execute()
}

async function checkpoints(db: Db, chain: string): Promise<AuditCheckpoint[]> {
  const rows = await db
    .selectFrom('audit_checkpoints')
    .selectAll()
    .where('chain', '=', chain)
    .orderBy('number')
    .execute()
  return rows.map(({ at_ms, ...rest }) => ({ ...rest, atMs: at_ms }))
}

/** Only with a permit do the triggers let entries go, and a permit needs a checkpoint at its number. */
async function prune(db: Db, chain: string, throughNumber: number): Promise<number> {
  await db.insertInto('audit_prune_permits').values({ chain, through_number: throughNumber }).execute()
  const { numDeletedRows } = await db
    .deleteFrom('audit_entries')
    .where('chain', '=', chain)
    .where('number', '<=', throughNumber)
    .executeTakeFirst()
  await db.deleteFrom('audit_prune_permits').where('chain', '=', chain).execute()
  return Number(numDeletedRows)
}

function toRow(entry: AuditEntry): AuditEntryRow {
  return {
    chain: entry.chain,
    number: entry.number,
    at_ms: entry.atMs,
    actor: entry.actor,
    action: entry.action,
    target: entry.target,
    outcome: entry.outcome,
    source: entry.source,
    details: canonicalJson(entry.details),
    previous_hash: entry.previousHash,
    hash: entry.hash,
  }
}

function toEntry(row: AuditEntryRow): AuditEntry {
  return {
    chain: row.chain,
    number: row.number,
    atMs: row.at_ms,
    actor: row.actor,
    action: row.action,
    target: row.target,
    outcome: row.outcome,
    source: row.source,
    details: readDetails(row.details),
    previousHash: row.previous_hash,
    hash: row.hash,
  }
}

/** Somebody may have written anything there: then the hash is not to match, instead of the reading to fail. */
function readDetails(text: string): AuditEvent['details'] {
  try {
    return JSON.parse(text)
  } catch {
    return { unreadable: text }
  }
}

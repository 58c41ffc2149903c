import type { StoredPair } from '../../domain/key-pairs/key-pair.ts'
import type { KeyPairStore } from '../../domain/key-pairs/stores.ts'
import type { ChangeLog } from '../changes.ts'
import type { Session } from '../session.ts'
import type { KeyPairRow } from '../tables/credentials.ts'
import type { Db } from '../tables.ts'
import { jsonList, listOf } from './json-list.ts'
import { knownPairQuery } from './known-pair.ts'
import { limitColumns, limitsOf } from './pair-limits.ts'
import { scopeColumn, scopeOf } from './pair-scope.ts'

export function keyPairQueries(session: Session): KeyPairStore {
  const knownPair = knownPairQuery()
  return {
    insert: (pair) =>
      session.write(async (db, changed) => {
        await db.insertInto('key_pairs').values(toRow(pair)).execute()
        changed.touch(pair.userId)
      }),
    current: (userId, name) => session.read((db) => current(db, userId, name)),
    ofUser: (userId) => session.read((db) => ofUser(db, userId)),
    known: (userKey) => session.read((db) => knownPair(db, userKey)),
    end: (id, endsAtMs) => session.write((db, changed) => end(db, changed, id, endsAtMs)),
    update: (id, change) => session.write((db, changed) => update(db, changed, id, change)),
    useOnce: (name, endsAtMs) => session.write((db) => useOnce(db, name, endsAtMs)),
    forgetUsed: (nowMs) =>
      session.write(async (db) => {
        await db.deleteFrom('used_signatures').where('ends_at_ms', '<=', nowMs).execute()
      }),
    deleteOfUser: (userId) => session.write((db, changed) => deleteOfUser(db, changed, userId)),
    deleteAll: () =>
      session.write(async (db, changed) => {
        touchAll(changed, await db.deleteFrom('key_pairs').returning('user_id').execute())
      }),
    setStateOfAll: (state) =>
      session.write(async (db, changed) => {
        touchAll(changed, await db.updateTable('key_pairs').set({ state }).returning('user_id').execute())
      }),
    forgetEndedBefore: (ms) =>
      session.write(async (db, changed) => {
        const ended = db.deleteFrom('key_pairs').where('ends_at_ms', '<', ms)
        touchAll(changed, await ended.returning('user_id').execute())
      }),
    page: (afterId, limit) => session.read((db) => page(db, afterId, limit)),
    reseal: (id, sealed) =>
      session.write(async (db) => {
        await db.updateTable('key_pairs').set({ sealed }).where('id', '=', id).execute()
      }),
  }
}

function touchAll(changed: ChangeLog, rows: readonly Pick<KeyPairRow, 'user_id'>[]): void {
  for (const row of rows) changed.touch(row.user_id)
}

async function current(db: Db, userId: string, name: string): Promise<StoredPair | null> {
  const row = await db
    .selectFrom('key_pairs')
    .selectAll()
    .where('user_id', '=', userId)
    .where('name', '=', name)
    .where('ends_at_ms', 'is', null)
    .executeTakeFirst()
  return row ? toPair(row) : null
}

async function ofUser(db: Db, userId: string): Promise<StoredPair[]> {
  const rows = await db.selectFrom('key_pairs').selectAll().where('user_id', '=', userId).execute()
  return rows.map(toPair)
}

async function end(db: Db, changed: ChangeLog, id: string, endsAtMs: number): Promise<void> {
  const rows = await db
    .updateTable('key_pairs')
    .set({ ends_at_ms: endsAtMs })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('ends_at_ms', 'is', null), eb('ends_at_ms', '>', endsAtMs)]))
    .returning('user_id')
    .execute()
  touchAll(changed, rows)
}

async function update(
  db: Db,
  changed: ChangeLog,
  id: string,
  change: Partial<Pick<StoredPair, 'clockCheck' | 'limits'>>,
): Promise<void> {
  const rows = await db
    .updateTable('key_pairs')
    .set({ clock_check: change.clockCheck, ...(change.limits && limitColumns(change.limits)) })
    .where('id', '=', id)
    .returning('user_id')
    .execute()
  touchAll(changed, rows)
}

async function useOnce(db: Db, name: string, endsAtMs: number): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await db
    .insertInto('used_signatures')
    .values({ name, ends_at_ms: endsAtMs })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows > 0n
}

async function deleteOfUser(db: Db, changed: ChangeLog, userId: string): Promise<number> {
  changed.touch(userId)
  const { numDeletedRows } = await db.deleteFrom('key_pairs').where('user_id', '=', userId).executeTakeFirst()
  return Number(numDeletedRows)
}

async function page(db: Db, afterId: string, limit: number): Promise<StoredPair[]> {
  const rows = await db
    .selectFrom('key_pairs')
    .selectAll()
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(toPair)
}

function toRow(pair: StoredPair): KeyPairRow {
  return {
    id: pair.id,
    account_id: pair.accountId,
    user_id: pair.userId,
    name: pair.name,
    user_key: pair.userKey,
    sealed: pair.sealed,
    clock_check: pair.clockCheck,
    ...limitColumns(pair.limits),
    created_at_ms: pair.createdAtMs,
    ends_at_ms: pair.endsAtMs,
    state: pair.state,
    scope: scopeColumn(pair.scope),
    networks: pair.networks && jsonList(pair.networks),
    expires_at_ms: pair.expiresAtMs,
  }
}

function toPair(row: KeyPairRow): StoredPair {
  return {
    id: row.id,
    userId: row.user_id,
    accountId: row.account_id,
    name: row.name,
    userKey: row.user_key,
    sealed: row.sealed,
    clockCheck: row.clock_check,
    limits: limitsOf(row),
    createdAtMs: row.created_at_ms,
    endsAtMs: row.ends_at_ms,
    state: row.state,
    scope: scopeOf(row.scope),
    networks: row.networks === null ? null : listOf(row.networks),
    expiresAtMs: row.expires_at_ms,
  }
}

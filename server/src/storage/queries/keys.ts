import { keyWorksAt, type StoredKey } from '../../domain/keys/key.ts'
import type { KeyStore } from '../../domain/keys/stores.ts'
import type { ChangeLog } from '../changes.ts'
import type { Session } from '../session.ts'
import type { ApiKeyRow } from '../tables/credentials.ts'
import type { Db } from '../tables.ts'
import { rememberForgotten } from './forgotten-keys.ts'
import { knownAmong, knownKeyQuery } from './known-key.ts'

type KeyState = StoredKey['state']

export function keyQueries(session: Session): KeyStore {
  const knownKey = knownKeyQuery()
  return {
    insert: (key) =>
      session.write(async (db, changed) => {
        await db.insertInto('api_keys').values(toRow(key)).execute()
        changed.touch(key.userId)
      }),
    byId: (id) => session.read(async (db) => first(await select(db).where('id', '=', id).execute())),
    current: (userId) =>
      session.read(async (db) =>
        first(await select(db).where('user_id', '=', userId).where('ends_at_ms', 'is', null).execute()),
      ),
    ofUser: (userId) => session.read((db) => ofUser(db, userId)),
    known: (digest) => session.read((db) => knownKey(db, digest)),
    knownAmong: (digests) => session.read((db) => knownAmong(db, digests)),
    end: (id, endsAtMs) =>
      session.write((db, changed) => change(db, changed, id, { ends_at_ms: endsAtMs, sealed: null })),
    countSealed: (accountId) => session.read((db) => countSealed(db, accountId)),
    forgetSealed: (accountId) => session.write((db) => forgetSealed(db, accountId)),
    setStateOfAll: (state, nowMs, from) =>
      session.write((db, changed) => setStateOfAll(db, changed, { state, nowMs, ...(from && { from }) })),
    countInState: (state, nowMs) => session.read((db) => countInState(db, state, nowMs)),
    setState: (id, state) => session.write((db, changed) => change(db, changed, id, { state })),
    forgetEndedBefore: (ms) => session.write((db, changed) => forgetEndedBefore(db, changed, ms)),
    page: (afterId, limit) => session.read((db) => page(db, afterId, limit)),
    replaceSecret: (id, secret) => session.write((db, changed) => replaceSecret(db, changed, id, secret)),
    redigest: (from, to) => session.write((db, changed) => redigest(db, changed, from, to)),
  }
}

function select(db: Db) {
  return db.selectFrom('api_keys').selectAll()
}

async function ofUser(db: Db, userId: string): Promise<StoredKey[]> {
  const rows = await select(db)
    .where('user_id', '=', userId)
    .orderBy('created_at_ms', 'desc')
    // Two keys of one millisecond: the one without an end is the newer.
    .orderBy((eb) => eb.case().when('ends_at_ms', 'is', null).then(0).else(1).end())
    .orderBy('id')
    .execute()
  return rows.map(toKey)
}

async function change(db: Db, changed: ChangeLog, id: string, set: Partial<ApiKeyRow>): Promise<void> {
  const rows = await db.updateTable('api_keys').set(set).where('id', '=', id).returning('user_id').execute()
  for (const row of rows) changed.touch(row.user_id)
}

async function countSealed(db: Db, accountId?: string): Promise<number> {
  const { sealed } = await db
    .selectFrom('api_keys')
    .select((eb) => eb.fn.countAll<number>().as('sealed'))
    .where('sealed', 'is not', null)
    .$if(accountId !== undefined, (query) => query.where('account_id', '=', accountId ?? ''))
    .executeTakeFirstOrThrow()
  return sealed
}

/** Nobody is told of a change: no check of a key asks for its copy. */
async function forgetSealed(db: Db, accountId?: string): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('api_keys')
    .set({ sealed: null })
    .where('sealed', 'is not', null)
    .$if(accountId !== undefined, (query) => query.where('account_id', '=', accountId ?? ''))
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

interface StateOfAll {
  readonly state: KeyState
  readonly nowMs: number
  readonly from?: KeyState
}

async function setStateOfAll(
  db: Db,
  changed: ChangeLog,
  { state, nowMs, from }: StateOfAll,
): Promise<number> {
  const changing = db
    .updateTable('api_keys')
    .set({ state })
    .$if(from !== undefined, (query) => query.where('state', '=', from ?? state))
  const rows = await changing.returning(['user_id', 'ends_at_ms']).execute()
  for (const userId of new Set(rows.map((row) => row.user_id))) changed.touch(userId)
  return rows.filter((row) => keyWorksAt({ endsAtMs: row.ends_at_ms }, nowMs)).length
}

async function countInState(db: Db, state: KeyState, nowMs: number): Promise<number> {
  const { keys } = await db
    .selectFrom('api_keys')
    .select((eb) => eb.fn.countAll<number>().as('keys'))
    .where('state', '=', state)
    .where((eb) => eb.or([eb('ends_at_ms', 'is', null), eb('ends_at_ms', '>', nowMs)]))
    .executeTakeFirstOrThrow()
  return keys
}

async function forgetEndedBefore(db: Db, changed: ChangeLog, ms: number): Promise<void> {
  await rememberForgotten(db, ms, (keys) => keys.where('ends_at_ms', '<', ms))
  const gone = await db.deleteFrom('api_keys').where('ends_at_ms', '<', ms).returning('user_id').execute()
  for (const row of gone) changed.touch(row.user_id)
}

async function page(db: Db, afterId: string, limit: number): Promise<StoredKey[]> {
  const rows = await select(db)
    .where('sealed', 'is not', null)
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(toKey)
}

async function replaceSecret(
  db: Db,
  changed: ChangeLog,
  id: string,
  secret: Pick<StoredKey, 'digest' | 'sealed'>,
): Promise<void> {
  const rows = await db
    .updateTable('api_keys')
    .set({ digest: secret.digest, sealed: secret.sealed })
    .where('id', '=', id)
    .$if(secret.sealed !== null, (query) => query.where('sealed', 'is not', null))
    .returning('user_id')
    .execute()
  for (const row of rows) changed.touch(row.user_id)
}

async function redigest(db: Db, changed: ChangeLog, from: string, to: string): Promise<void> {
  const rows = await db
    .updateTable('api_keys')
    .set({ digest: to })
    .where('digest', '=', from)
    .returning('user_id')
    .execute()
  for (const row of rows) changed.touch(row.user_id)
}

function first(rows: readonly ApiKeyRow[]): StoredKey | null {
  const [row] = rows
  return row ? toKey(row) : null
}

function toRow(key: StoredKey): ApiKeyRow {
  return {
    id: key.id,
    account_id: key.accountId,
    user_id: key.userId,
    digest: key.digest,
    sealed: key.sealed,
    last_four: key.lastFour,
    created_at_ms: key.createdAtMs,
    ends_at_ms: key.endsAtMs,
    state: key.state,
  }
}

function toKey(row: ApiKeyRow): StoredKey {
  return {
    id: row.id,
    userId: row.user_id,
    accountId: row.account_id,
    digest: row.digest,
    sealed: row.sealed,
    lastFour: row.last_four,
    createdAtMs: row.created_at_ms,
    endsAtMs: row.ends_at_ms,
    state: row.state,
  }
}

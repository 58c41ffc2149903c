import type { StoredSession } from '../../domain/sessions/session.ts'
import type { SessionStore } from '../../domain/sessions/stores.ts'
import type { Session } from '../session.ts'
import type { SessionRow } from '../tables/people.ts'
import type { Db } from '../tables.ts'

export function sessionQueries(session: Session): SessionStore {
  return {
    insert: (row) =>
      session.write(async (db) => {
        await db.insertInto('sessions').values(toRow(row)).execute()
      }),
    byDigest: (digest) =>
      session.read(async (db) => {
        const row = await select(db).where('digest', '=', digest).executeTakeFirst()
        return row ? toSession(row) : null
      }),
    update: (digest, change) => session.write((db) => update(db, digest, change)),
    delete: (digest) =>
      session.write(async (db) => {
        const { numDeletedRows } = await db
          .deleteFrom('sessions')
          .where('digest', '=', digest)
          .executeTakeFirst()
        return numDeletedRows > 0n
      }),
    deleteOfUser: (userId, exceptDigest) => session.write((db) => deleteOfUser(db, userId, exceptDigest)),
    deleteOfAccount: (accountId) =>
      session.write(async (db) => {
        await db.deleteFrom('sessions').where('account_id', '=', accountId).execute()
      }),
    ofUser: (userId) =>
      session.read(async (db) => {
        const rows = await select(db)
          .where('user_id', '=', userId)
          .orderBy('last_seen_at_ms', 'desc')
          .execute()
        return rows.map(toSession)
      }),
    deleteSeenBefore: (ms) =>
      session.write(async (db) => {
        await db.deleteFrom('sessions').where('last_seen_at_ms', '<', ms).execute()
      }),
  }
}

function select(db: Db) {
  return db.selectFrom('sessions').selectAll()
}

async function update(db: Db, digest: string, change: Partial<StoredSession>): Promise<void> {
  const set = {
    digest: change.digest,
    last_seen_at_ms: change.lastSeenAtMs,
    proven_at_ms: change.provenAtMs,
    address: change.address,
    client: change.client,
  }
  if (Object.values(set).every((value) => value === undefined)) return
  await db.updateTable('sessions').set(set).where('digest', '=', digest).execute()
}

async function deleteOfUser(db: Db, userId: string, exceptDigest: string | undefined): Promise<number> {
  let query = db.deleteFrom('sessions').where('user_id', '=', userId)
  if (exceptDigest !== undefined) query = query.where('digest', '!=', exceptDigest)
  const { numDeletedRows } = await query.executeTakeFirst()
  return Number(numDeletedRows)
}

function toRow(session: StoredSession): SessionRow {
  return {
    digest: session.digest,
    account_id: session.accountId,
    user_id: session.userId,
    created_at_ms: session.createdAtMs,
    last_seen_at_ms: session.lastSeenAtMs,
    proven_at_ms: session.provenAtMs,
    address: session.address,
    client: session.client,
    method: session.method,
  }
}

function toSession(row: SessionRow): StoredSession {
  return {
    digest: row.digest,
    userId: row.user_id,
    accountId: row.account_id,
    createdAtMs: row.created_at_ms,
    lastSeenAtMs: row.last_seen_at_ms,
    provenAtMs: row.proven_at_ms,
    address: row.address,
    client: row.client,
    method: row.method,
  }
}

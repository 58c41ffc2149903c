import type { StoredDkimKey } from '../../domain/dkim/dkim-key.ts'
import type { DkimKeyStore } from '../../domain/dkim/stores.ts'
import type { Session } from '../session.ts'
import type { DkimKeyRow } from '../tables/hosted-mail.ts'
import type { Db } from '../tables.ts'

export function dkimKeyQueries(session: Session): DkimKeyStore {
  return {
    insert: (key) =>
      session.write(async (db) => {
        await db.insertInto('dkim_keys').values(toRow(key)).execute()
      }),
    ofDomain: (domainId) => session.read((db) => ofDomain(db, domainId)),
    activate: (id, atMs) =>
      session.write(async (db) => {
        await db.updateTable('dkim_keys').set({ activated_at_ms: atMs }).where('id', '=', id).execute()
      }),
    delete: (id) =>
      session.write(async (db) => {
        await db.deleteFrom('dkim_keys').where('id', '=', id).execute()
      }),
    deleteAll: () =>
      session.write(async (db) => {
        await db.deleteFrom('dkim_keys').execute()
      }),
    page: (afterId, limit) =>
      session.read(async (db) => {
        const rows = db.selectFrom('dkim_keys').selectAll().where('id', '>', afterId)
        return (await rows.orderBy('id').limit(limit).execute()).map(toKey)
      }),
    reseal: (id, sealed) =>
      session.write(async (db) => {
        await db.updateTable('dkim_keys').set({ sealed }).where('id', '=', id).execute()
      }),
  }
}

async function ofDomain(db: Db, domainId: string): Promise<StoredDkimKey[]> {
  const rows = db.selectFrom('dkim_keys').selectAll().where('domain_id', '=', domainId)
  return (await rows.orderBy('created_at_ms', 'desc').orderBy('id').execute()).map(toKey)
}

function toRow(key: StoredDkimKey): DkimKeyRow {
  return {
    id: key.id,
    account_id: key.accountId,
    domain_id: key.domainId,
    selector: key.selector,
    public_key: key.publicKey,
    sealed: key.sealed,
    created_at_ms: key.createdAtMs,
    activated_at_ms: key.activatedAtMs,
  }
}

function toKey(row: DkimKeyRow): StoredDkimKey {
  return {
    id: row.id,
    accountId: row.account_id,
    domainId: row.domain_id,
    selector: row.selector,
    publicKey: row.public_key,
    sealed: row.sealed,
    createdAtMs: row.created_at_ms,
    activatedAtMs: row.activated_at_ms,
  }
}

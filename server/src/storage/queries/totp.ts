import type { TotpDevice } from '../../domain/factors/factor.ts'
import type { TotpStore } from '../../domain/factors/stores.ts'
import type { Session } from '../session.ts'
import type { TotpDeviceRow } from '../tables/factors.ts'
import type { Db } from '../tables.ts'

export function totpQueries(session: Session): TotpStore {
  return {
    insert: (device) =>
      session.write(async (db) => {
        await db.insertInto('totp_devices').values(toRow(device)).execute()
      }),
    ofUser: (userId) =>
      session.read(async (db) => {
        const rows = select(db).where('user_id', '=', userId).orderBy('created_at_ms').orderBy('id')
        return (await rows.execute()).map(toDevice)
      }),
    verify: (id, atMs) => session.write((db) => set(db, id, { verified_at_ms: atMs })),
    acceptStep: (id, step) => session.write((db) => acceptStep(db, id, step)),
    delete: (id) =>
      session.write(async (db) => {
        await db.deleteFrom('totp_devices').where('id', '=', id).execute()
      }),
    deleteAll: (userId) =>
      session.write(async (db) => {
        const all = db.deleteFrom('totp_devices')
        await (userId === undefined ? all : all.where('user_id', '=', userId)).execute()
      }),
    page: (afterId, limit) =>
      session.read(async (db) => {
        const rows = await select(db).where('id', '>', afterId).orderBy('id').limit(limit).execute()
        return rows.map(toDevice)
      }),
    reseal: (id, sealed) => session.write((db) => set(db, id, { sealed })),
  }
}

function select(db: Db) {
  return db.selectFrom('totp_devices').selectAll()
}

async function set(db: Db, id: string, change: Partial<TotpDeviceRow>): Promise<void> {
  await db.updateTable('totp_devices').set(change).where('id', '=', id).execute()
}

/** One statement, so that of two servers with the same code one comes too late. */
async function acceptStep(db: Db, id: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('totp_devices')
    .set({ last_step: step })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('last_step', 'is', null), eb('last_step', '<', step)]))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

function toRow(device: TotpDevice): TotpDeviceRow {
  return {
    id: device.id,
    account_id: device.accountId,
    user_id: device.userId,
    name: device.name,
    sealed: device.sealed,
    created_at_ms: device.createdAtMs,
    verified_at_ms: device.verifiedAtMs,
    last_step: device.lastStep,
  }
}

function toDevice(row: TotpDeviceRow): TotpDevice {
  return {
    id: row.id,
    accountId: row.account_id,
    userId: row.user_id,
    name: row.name,
    sealed: row.sealed,
    createdAtMs: row.created_at_ms,
    verifiedAtMs: row.verified_at_ms,
    lastStep: row.last_step,
  }
}

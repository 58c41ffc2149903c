import type { RecoveryCode } from '../../domain/factors/factor.ts'
import type { RecoveryCodeStore } from '../../domain/factors/stores.ts'
import type { Session } from '../session.ts'
import type { RecoveryCodeRow } from '../tables/factors.ts'
import type { Db } from '../tables.ts'

export function recoveryCodeQueries(session: Session): RecoveryCodeStore {
  return {
    insert: (codes) =>
      session.write(async (db) => {
        await db.insertInto('recovery_codes').values(codes.map(toRow)).execute()
      }),
    ofUser: (userId) =>
      session.read(async (db) => {
        const rows = await db.selectFrom('recovery_codes').selectAll().where('user_id', '=', userId).execute()
        return rows.map(toCode)
      }),
    take: (userId, digest, nowMs) => session.write((db) => take(db, userId, digest, nowMs)),
    deleteAll: (which, userId) =>
      session.write(async (db) => {
        let query = db.deleteFrom('recovery_codes')
        if (which !== 'every')
          query = query.where('expires_at_ms', which === 'printed' ? 'is' : 'is not', null)
        if (userId !== undefined) query = query.where('user_id', '=', userId)
        await query.execute()
      }),
  }
}

async function take(db: Db, userId: string, digest: string, nowMs: number): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('recovery_codes')
    .where('digest', '=', digest)
    .where('user_id', '=', userId)
    .where((eb) => eb.or([eb('expires_at_ms', 'is', null), eb('expires_at_ms', '>', nowMs)]))
    .executeTakeFirst()
  return numDeletedRows > 0n
}

function toRow({ digest, accountId, userId, createdAtMs, expiresAtMs }: RecoveryCode): RecoveryCodeRow {
  return {
    digest,
    account_id: accountId,
    user_id: userId,
    created_at_ms: createdAtMs,
    expires_at_ms: expiresAtMs,
  }
}

function toCode(row: RecoveryCodeRow): RecoveryCode {
  return {
    digest: row.digest,
    accountId: row.account_id,
    userId: row.user_id,
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
  }
}

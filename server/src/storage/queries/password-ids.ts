import { type SqlBool, sql } from 'kysely'
import type { PasswordIdRenewal, UserStore } from '../../domain/users/stores.ts'
import type { ChangeLog } from '../changes.ts'
import type { Session } from '../session.ts'
import type { Db } from '../tables.ts'

type PasswordIdQueries = Pick<UserStore, 'countBare' | 'shutOutBare' | 'renewPasswordIds'>

/** What is done to many users at once: in as many statements for one user as for a hundred thousand. */
export function passwordIdQueries(session: Session): PasswordIdQueries {
  return {
    countBare: (accountId) => session.read((db) => countBare(db, accountId)),
    shutOutBare: (accountId, renewal) =>
      session.write((db, changed) => shutOutBare(db, changed, accountId, renewal)),
    renewPasswordIds: (renewal) => session.write((db, changed) => renew(db, changed, renewal)),
  }
}

async function countBare(db: Db, accountId: string) {
  return db
    .selectFrom('users')
    .leftJoin('sessions', 'sessions.user_id', 'users.id')
    .where('users.account_id', '=', accountId)
    .where(IS_BARE)
    .select((eb) => [
      eb.fn.count<number>('users.id').distinct().as('users'),
      eb.fn.count<number>('sessions.digest').as('sessions'),
    ])
    .executeTakeFirstOrThrow()
}

async function shutOutBare(
  db: Db,
  changed: ChangeLog,
  accountId: string,
  renewal: PasswordIdRenewal,
): Promise<void> {
  const bare = db
    .selectFrom('users')
    .select('users.id')
    .where('users.account_id', '=', accountId)
    .where(IS_BARE)
  await db.deleteFrom('sessions').where('user_id', 'in', bare).execute()
  await renew(db, changed, renewal, accountId)
}

/** As `mustHaveFactor` says it of somebody whose account requires a factor. */
const IS_BARE = sql<SqlBool>`users.second_factor = 0 and users.second_factor_rule <> 'optional'`

/** @param accountId only those of this account who are bare */
async function renew(
  db: Db,
  changed: ChangeLog,
  { half, updatedAtMs }: PasswordIdRenewal,
  accountId?: string,
): Promise<void> {
  let query = db
    .updateTable('users')
    .set({ password_id: sql<string>`${half} || substr(users.id, 17)`, updated_at_ms: updatedAtMs })
    .where('password_id', 'is not', null)
    .returning('id')
  if (accountId !== undefined) query = query.where('account_id', '=', accountId).where(IS_BARE)
  for (const { id } of await query.execute()) changed.touch(id)
}

import type { SupportPin } from '../../domain/support/stored-pin.ts'
import type { SecretAnswerStore, SupportPinStore } from '../../domain/support/stores.ts'
import type { PasswordStore } from '../../domain/users/stores.ts'
import type { Session } from '../session.ts'
import type { SupportPinRow } from '../tables/people.ts'

export function oldPasswordQueries(session: Session): PasswordStore {
  return {
    remember: (user_id, password_hash, ended_at_ms) =>
      session.write(async (db) => {
        await db.insertInto('old_passwords').values({ user_id, password_hash, ended_at_ms }).execute()
      }),
    recent: (userId, limit) =>
      session.read(async (db) => {
        const rows = await db
          .selectFrom('old_passwords')
          .select('password_hash')
          .where('user_id', '=', userId)
          .orderBy('ended_at_ms', 'desc')
          .orderBy('password_hash')
          .limit(limit)
          .execute()
        return rows.map(({ password_hash }) => password_hash)
      }),
  }
}

export function supportPinQueries(session: Session): SupportPinStore {
  return {
    ofUser: (userId) =>
      session.read(async (db) => {
        const pins = db.selectFrom('support_pins').selectAll().where('user_id', '=', userId)
        const row = await pins.executeTakeFirst()
        return row ? toPin(row) : null
      }),
    put: ({ userId: user_id, accountId: account_id, sealed, wrongChecks: wrong_checks }) =>
      session.write(async (db) => {
        await db
          .insertInto('support_pins')
          .values({ user_id, account_id, sealed, wrong_checks })
          .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ sealed, wrong_checks }))
          .execute()
      }),
    page: (afterUserId, limit) =>
      session.read(async (db) => {
        const pins = db.selectFrom('support_pins').selectAll().where('user_id', '>', afterUserId)
        return (await pins.orderBy('user_id').limit(limit).execute()).map(toPin)
      }),
    deleteAll: () =>
      session.write(async (db) => {
        await db.deleteFrom('support_pins').execute()
      }),
  }
}

function toPin(row: SupportPinRow): SupportPin {
  const { user_id: userId, account_id: accountId, sealed, wrong_checks: wrongChecks } = row
  return { userId, accountId, sealed, wrongChecks }
}

export function secretAnswerQueries(session: Session): SecretAnswerStore {
  return {
    put: (user_id, question_id, answer_hash) =>
      session.write(async (db) => {
        await db
          .insertInto('secret_answers')
          .values({ user_id, question_id, answer_hash })
          .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ question_id, answer_hash }))
          .execute()
      }),
  }
}

import { mailAreasOf } from '../../domain/administrators/mail-scope.ts'
import type { AdministratorStore, StoredSettings } from '../../domain/administrators/stores.ts'
import type { Session } from '../session.ts'
import { bit } from '../tables/columns.ts'
import type { AdministratorRow } from '../tables/people.ts'
import { jsonList, listOf } from './json-list.ts'

export function administratorQueries(session: Session): AdministratorStore {
  return {
    settings: (userId) =>
      session.read(async (db) => {
        const rows = db.selectFrom('administrators').selectAll().where('user_id', '=', userId)
        const row = await rows.executeTakeFirst()
        return row ? toSettings(row) : null
      }),
    ofAccount: (accountId) =>
      session.read(async (db) => {
        const rows = db.selectFrom('administrators').selectAll().where('account_id', '=', accountId)
        return (await rows.execute()).map(toSettings)
      }),
    put: (settings) =>
      session.write(async (db, changed) => {
        const { user_id, account_id, ...columns } = toRow(settings)
        await db
          .insertInto('administrators')
          .values({ user_id, account_id, ...columns })
          .onConflict((conflict) => conflict.column('user_id').doUpdateSet(columns))
          .execute()
        // What is remembered of a key pair has the networks of its administrator in it.
        changed.touch(user_id)
      }),
  }
}

function toRow(settings: StoredSettings): AdministratorRow {
  return {
    account_id: settings.accountId,
    user_id: settings.userId,
    first_name: settings.firstName,
    last_name: settings.lastName,
    program: bit(settings.isProgram),
    password_days: settings.passwordDays,
    simultaneous: bit(settings.allowsSimultaneous),
    networks: jsonList(settings.networks),
    areas: jsonList(settings.areas),
    domains: settings.domains && jsonList(settings.domains),
  }
}

function toSettings(row: AdministratorRow): StoredSettings {
  return {
    accountId: row.account_id,
    userId: row.user_id,
    firstName: row.first_name,
    lastName: row.last_name,
    isProgram: row.program === 1,
    passwordDays: row.password_days,
    allowsSimultaneous: row.simultaneous === 1,
    networks: listOf(row.networks),
    areas: mailAreasOf(listOf(row.areas)),
    domains: row.domains === null ? null : listOf(row.domains),
  }
}

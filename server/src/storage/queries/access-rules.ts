import type { AccessRuleStore } from '../../domain/application-credentials/stores.ts'
import type { Session } from '../session.ts'

export function accessRuleQueries(session: Session): AccessRuleStore {
  return {
    insert: ({ id, userId, accountId, service, method, path }) =>
      session.write(async (db) => {
        const row = { id, user_id: userId, account_id: accountId, service, method, path }
        await db.insertInto('access_rules').values(row).execute()
      }),
    ofUser: (userId) =>
      session.read((db) =>
        db
          .selectFrom('access_rules')
          .select(['id', 'service', 'method', 'path'])
          .where('user_id', '=', userId)
          .orderBy('service')
          .orderBy('path')
          .orderBy('method')
          .execute(),
      ),
    delete: (userId, id) =>
      session.write(async (db) => {
        const { numDeletedRows } = await db
          .deleteFrom('access_rules')
          .where('user_id', '=', userId)
          .where('id', '=', id)
          .executeTakeFirst()
        return numDeletedRows > 0n
      }),
  }
}

import type { SenderListStore } from '../../domain/spam/stores.ts'
import type { Session } from '../session.ts'
import { ownerColumns, ownerId } from './mail-settings.ts'

export function senderListQueries(session: Session): SenderListStore {
  return {
    entries: (owner, list) =>
      session.read(async (db) => {
        const rows = db.selectFrom('sender_lists').select('entry').where('owner_id', '=', ownerId(owner))
        const found = await rows.where('list', '=', list).orderBy('entry').execute()
        return found.map(({ entry }) => entry)
      }),
    add: (owner, list, entries) =>
      session.write(async (db) => {
        if (entries.length === 0) return
        const rows = entries.map((entry) => ({ ...ownerColumns(owner), list, entry }))
        await db
          .insertInto('sender_lists')
          .values(rows)
          .onConflict((conflict) => conflict.doNothing())
          .execute()
      }),
    remove: (owner, list, entries) =>
      session.write(async (db) => {
        if (entries.length === 0) return 0
        const rows = db.deleteFrom('sender_lists').where('owner_id', '=', ownerId(owner))
        const gone = rows.where('list', '=', list).where('entry', 'in', entries)
        return Number((await gone.executeTakeFirst()).numDeletedRows)
      }),
  }
}

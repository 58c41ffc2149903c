import type { MetaStore } from '../../domain/store.ts'
import type { Session } from '../session.ts'

export function metaQueries(session: Session): MetaStore {
  return {
    get: (name) =>
      session.read(async (db) => {
        const row = await db.selectFrom('meta').select('value').where('name', '=', name).executeTakeFirst()
        return row?.value ?? null
      }),
    set: (name, value) =>
      session.write(async (db) => {
        await db
          .insertInto('meta')
          .values({ name, value })
          .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
          .execute()
      }),
  }
}

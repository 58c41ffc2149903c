import { type SqlBool, sql } from 'kysely'
import { SESSION_ABSOLUTE_MS } from '../../domain/sessions/session.ts'
import type { KeyRingStore } from '../../domain/store.ts'
import type { Session } from '../session.ts'
import type { Db } from '../tables.ts'

export function ringQueries(session: Session): KeyRingStore {
  return {
    list: () =>
      session.read(async (db) => {
        const rows = await db
          .selectFrom('data_keys')
          .selectAll()
          .orderBy('created_at_ms')
          .orderBy('id')
          .execute()
        return rows.map(({ id, purpose, account_id, wrapped, created_at_ms }) => {
          return { id, purpose, accountId: account_id ?? '', wrapped, createdAtMs: created_at_ms }
        })
      }),
    insert: ({ id, purpose, accountId, wrapped, createdAtMs }) =>
      session.write(async (db) => {
        const row = { id, purpose, account_id: accountId || null, wrapped, created_at_ms: createdAtMs }
        await db.insertInto('data_keys').values(row).execute()
      }),
    replace: (id, wrapped) =>
      session.write(async (db) => {
        await db.updateTable('data_keys').set({ wrapped }).where('id', '=', id).execute()
      }),
    delete: (id) =>
      session.write(async (db) => {
        await db.deleteFrom('data_keys').where('id', '=', id).execute()
      }),
    countDigests: (mark, nowMs) => session.read((db) => countDigests(db, mark, nowMs)),
  }
}

async function countDigests(db: Db, mark: string, nowMs: number): Promise<number> {
  const marked = sql<SqlBool>`digest ${mark === '' ? sql`not like '%.%'` : sql`like ${`${mark}%`}`}`
  const { count } = await db
    .selectFrom(
      db
        .selectFrom('api_keys')
        .select('digest')
        .where(marked)
        .where((eb) => eb.or([eb('ends_at_ms', 'is', null), eb('ends_at_ms', '>', nowMs)]))
        .where('state', '!=', 'lost')
        .unionAll(
          db
            .selectFrom('application_credentials')
            .select('digest')
            .where(marked)
            .where((eb) => eb.or([eb('expires_at_ms', 'is', null), eb('expires_at_ms', '>', nowMs)])),
        )
        .unionAll(
          db
            .selectFrom('sessions')
            .select('digest')
            .where(marked)
            .where('created_at_ms', '>', nowMs - SESSION_ABSOLUTE_MS),
        )
        .unionAll(
          db
            .selectFrom('mailbox_sessions')
            .select('digest')
            .where(marked)
            .where('created_at_ms', '>', nowMs - SESSION_ABSOLUTE_MS),
        )
        .unionAll(db.selectFrom('links').select('digest').where(marked).where('expires_at_ms', '>', nowMs))
        .unionAll(
          db.selectFrom('login_tokens').select('digest').where(marked).where('expires_at_ms', '>', nowMs),
        )
        .unionAll(
          db
            .selectFrom('recovery_codes')
            .select('digest')
            .where(marked)
            .where((eb) => eb.or([eb('expires_at_ms', 'is', null), eb('expires_at_ms', '>', nowMs)])),
        )
        .as('found'),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

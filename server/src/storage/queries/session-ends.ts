import type { SessionEndStore } from '../../domain/delivery/stores.ts'
import { domainOf } from '../../domain/mailboxes/address.ts'
import type { Session } from '../session.ts'
import type { Db } from '../tables.ts'

export function sessionEndQueries(session: Session): SessionEndStore {
  return {
    insert: ({ id, mask, atMs }) =>
      session.write(async (db) => {
        await db.insertInto('mail_session_ends').values({ id, mask, at_ms: atMs }).execute()
      }),
    since: (ms) => session.read((db) => since(db, ms)),
    lastOf: (address) => session.read((db) => lastOf(db, address)),
    forgetBefore: (ms) =>
      session.write(async (db) => {
        await db.deleteFrom('mail_session_ends').where('at_ms', '<', ms).execute()
      }),
  }
}

async function since(db: Db, ms: number) {
  const rows = await db
    .selectFrom('mail_session_ends')
    .selectAll()
    .where('at_ms', '>=', ms)
    .orderBy('at_ms')
    .orderBy('id')
    .execute()
  return rows.map(({ id, mask, at_ms }) => ({ id, mask, atMs: at_ms }))
}

async function lastOf(db: Db, address: string): Promise<number | null> {
  const row = await db
    .selectFrom('mail_session_ends')
    .select((eb) => eb.fn.max('at_ms').as('at_ms'))
    .where('mask', 'in', [address, `*@${domainOf(address)}`])
    .executeTakeFirst()
  return row?.at_ms ?? null
}

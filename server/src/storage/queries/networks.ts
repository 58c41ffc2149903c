import { sql } from 'kysely'
import type { NetworkStore } from '../../domain/login/stores.ts'
import type { Session } from '../session.ts'
import type { Db } from '../tables.ts'

export function networkQueries(session: Session): NetworkStore {
  return {
    lastSuccessMs: (userId, network) =>
      session.read(async (db) => {
        const row = await db
          .selectFrom('known_networks')
          .select('last_success_ms')
          .where('user_id', '=', userId)
          .where('network', '=', network)
          .executeTakeFirst()
        return row?.last_success_ms ?? null
      }),
    recordSuccess: (userId, network, atMs) => session.write((db) => recordSuccess(db, userId, network, atMs)),
  }
}

/** Takes the account from the user's row; writes nothing for a user who is gone. */
async function recordSuccess(db: Db, userId: string, network: string, atMs: number): Promise<void> {
  await db
    .insertInto('known_networks')
    .columns(['account_id', 'user_id', 'network', 'last_success_ms'])
    .expression((eb) =>
      eb
        .selectFrom('users')
        .select([
          'account_id',
          'id',
          // PostgreSQL takes a parameter in a select list for text unless told otherwise.
          sql<string>`cast(${network} as text)`.as('network'),
          sql<number>`cast(${atMs} as bigint)`.as('last_success_ms'),
        ])
        .where('id', '=', userId),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['user_id', 'network'])
        .doUpdateSet({ last_success_ms: atMs })
        .where('known_networks.last_success_ms', '<', atMs),
    )
    .execute()
}

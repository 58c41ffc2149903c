import { type SelectQueryBuilder, sql } from 'kysely'
import type { ForgottenKeyStore } from '../../domain/keys/stores.ts'
import type { Session } from '../session.ts'
import type { Db, Tables } from '../tables.ts'

export function forgottenKeyQueries(session: Session): ForgottenKeyStore {
  return {
    find: (digests) => session.read((db) => find(db, digests)),
    redigest: (from, to) => session.write((db) => redigest(db, from, to)),
    dropEndedBefore: (ms) =>
      session.write(async (db) => {
        await db.deleteFrom('forgotten_keys').where('ended_at_ms', '<', ms).execute()
      }),
  }
}

type Keys = SelectQueryBuilder<Tables, 'api_keys', unknown>

/**
 * Notes the digests of keys whose rows are about to go, in the same transaction.
 * @param endedAtMs of those that have no earlier end
 */
export async function rememberForgotten(
  db: Db,
  endedAtMs: number,
  which: (keys: Keys) => Keys,
): Promise<void> {
  await db
    .insertInto('forgotten_keys')
    .columns(['digest', 'ended_at_ms'])
    .expression(
      which(db.selectFrom('api_keys')).select((eb) => [
        'digest',
        eb
          .case()
          .when('ends_at_ms', '<', endedAtMs)
          .then(eb.ref('ends_at_ms'))
          .else(sql<number>`cast(${endedAtMs} as bigint)`)
          .end()
          .$notNull()
          .as('ended_at_ms'),
      ]),
    )
    // Staff may have given a user a key that was another's once.
    .onConflict((conflict) =>
      conflict.column('digest').doUpdateSet((eb) => ({ ended_at_ms: eb.ref('excluded.ended_at_ms') })),
    )
    .execute()
}

async function find(db: Db, digests: readonly string[]): Promise<string | null> {
  if (digests.length === 0) return null
  const rows = await db.selectFrom('forgotten_keys').select('digest').where('digest', 'in', digests).execute()
  return digests.find((digest) => rows.some((row) => row.digest === digest)) ?? null
}

async function redigest(db: Db, from: string, to: string): Promise<void> {
  await db
    .insertInto('forgotten_keys')
    .columns(['digest', 'ended_at_ms'])
    .expression((eb) =>
      eb
        .selectFrom('forgotten_keys')
        .select([eb.val(to).as('digest'), 'ended_at_ms'])
        .where('digest', '=', from),
    )
    .onConflict((conflict) => conflict.column('digest').doNothing())
    .execute()
  await db.deleteFrom('forgotten_keys').where('digest', '=', from).execute()
}

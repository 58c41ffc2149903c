import type { Passkey } from '../../domain/factors/factor.ts'
import type { PasskeyStore } from '../../domain/factors/stores.ts'
import type { Session } from '../session.ts'
import type { PasskeyRow } from '../tables/factors.ts'
import type { Db } from '../tables.ts'

export function passkeyQueries(session: Session): PasskeyStore {
  return {
    insert: (passkey) =>
      session.write(async (db) => {
        await db.insertInto('passkeys').values(toRow(passkey)).execute()
      }),
    byId: (id) =>
      session.read(async (db) => {
        const row = await select(db).where('id', '=', id).executeTakeFirst()
        return row ? toPasskey(row) : null
      }),
    ofUser: (userId) =>
      session.read(async (db) => {
        const rows = select(db).where('user_id', '=', userId).orderBy('created_at_ms').orderBy('id')
        return (await rows.execute()).map(toPasskey)
      }),
    rename: (id, name) =>
      session.write(async (db) => {
        await db.updateTable('passkeys').set({ name }).where('id', '=', id).execute()
      }),
    use: (passkey, counter, atMs) => session.write((db) => use(db, passkey, counter, atMs)),
    delete: (id) =>
      session.write(async (db) => {
        await db.deleteFrom('passkeys').where('id', '=', id).execute()
      }),
    deleteAll: (userId) =>
      session.write(async (db) => {
        await db.deleteFrom('passkeys').where('user_id', '=', userId).execute()
      }),
    ...challengeQueries(session),
  }
}

type ChallengeStore = Pick<
  PasskeyStore,
  'putChallenge' | 'takeChallenge' | 'spendChallenge' | 'forgetChallenges'
>

function challengeQueries(session: Session): ChallengeStore {
  return {
    putChallenge: ({ holder, challenge, expiresAtMs }) =>
      session.write(async (db) => {
        const row = { holder, challenge, expires_at_ms: expiresAtMs }
        await db
          .insertInto('passkey_challenges')
          .values(row)
          .onConflict((conflict) => conflict.column('holder').doUpdateSet(row))
          .execute()
      }),
    takeChallenge: (holder) =>
      session.write(async (db) => {
        const query = db.deleteFrom('passkey_challenges').where('holder', '=', holder).returningAll()
        const row = await query.executeTakeFirst()
        return row ? { holder, challenge: row.challenge, expiresAtMs: row.expires_at_ms } : null
      }),
    spendChallenge: ({ holder, challenge, expiresAtMs }) =>
      session.write(async (db) => {
        const row = { holder, challenge, expires_at_ms: expiresAtMs }
        const { numInsertedOrUpdatedRows } = await db
          .insertInto('passkey_challenges')
          .values(row)
          .onConflict((conflict) => conflict.column('holder').doNothing())
          .executeTakeFirst()
        return (numInsertedOrUpdatedRows ?? 0n) > 0n
      }),
    forgetChallenges: (nowMs) =>
      session.write(async (db) => {
        await db.deleteFrom('passkey_challenges').where('expires_at_ms', '<=', nowMs).execute()
      }),
  }
}

function select(db: Db) {
  return db.selectFrom('passkeys').selectAll()
}

async function use(db: Db, passkey: Passkey, counter: number, atMs: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('passkeys')
    .set({ counter, last_used_at_ms: atMs })
    .where('id', '=', passkey.id)
    .where('counter', '=', passkey.counter)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

function toRow(passkey: Passkey): PasskeyRow {
  return {
    id: passkey.id,
    account_id: passkey.accountId,
    user_id: passkey.userId,
    name: passkey.name,
    public_key: passkey.publicKey,
    counter: passkey.counter,
    transports: passkey.transports.join(' '),
    created_at_ms: passkey.createdAtMs,
    last_used_at_ms: passkey.lastUsedAtMs,
  }
}

function toPasskey(row: PasskeyRow): Passkey {
  return {
    id: row.id,
    accountId: row.account_id,
    userId: row.user_id,
    name: row.name,
    publicKey: row.public_key,
    counter: row.counter,
    transports: row.transports === '' ? [] : row.transports.split(' '),
    createdAtMs: row.created_at_ms,
    lastUsedAtMs: row.last_used_at_ms,
  }
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { onBothEngines, withUser } from '../../../../tests/support/stores.ts'
import { TestClock } from '../../../../tests/support/test-clock.ts'
import { openPostgres } from '../engines/postgres.ts'
import { openSqlite } from '../engines/sqlite.ts'
import type { Migration } from '../migrate.ts'
import { up as callOutcomes } from './0040-call-outcomes.ts'
import { MIGRATIONS } from './index.ts'

/** With what a user of today needs of later ones. */
const BEFORE = MIGRATIONS.filter(({ number, name }) => number <= 39 || name === 'contact ids').map(
  (one, at) => ({ ...one, number: at + 1 }),
)

onBothEngines((engine) => {
  test('what was called expired is an old key, but for application credentials', async (t) => {
    const url = await engine.freshUrl()
    const open = (migrations: readonly Migration[]) => {
      const options = { clock: new TestClock(), migrations, busyTimeoutMs: 0 }
      return engine.name === 'sqlite'
        ? openSqlite(url.slice('sqlite:'.length), options)
        : openPostgres(url, options)
    }
    const old = await open(BEFORE)
    const { user, key } = await withUser(old)
    const { accountId, id: userId } = user
    const caller = { dialect: 'native', client: 'c', network: 'n', hourMs: 0, calls: 1 }
    const count = (keyId: string, outcome: 'valid' | 'expired') => {
      return { accountId, userId, keyId, outcome, ...caller, firstAtMs: 1, lastAtMs: 2 }
    }
    await old.calls.add([count(key.id, 'valid'), count(key.id, 'expired'), count('delegate', 'expired')])
    await old.close()
    const fill: Migration = {
      number: BEFORE.length + 1,
      name: 'a credential',
      up: async (db) => {
        await sql`insert into application_credentials
          (id, account_id, user_id, name, digest, roles, unrestricted, created_at_ms, state)
          values ('delegate', ${accountId}, ${userId}, 'd', 'digest', '', 0, 1, 'active')`.execute(db)
      },
    }
    const store = await open([
      ...BEFORE,
      fill,
      { number: BEFORE.length + 2, name: 'call outcomes', up: callOutcomes },
    ])
    t.after(() => store.close())
    const expected = ['delegate expired', `${key.id} revoked`, `${key.id} valid`].sort()
    for (const rows of [await store.calls.ofUser(userId, 0), await store.calls.monthsOfUser(userId)])
      assert.deepEqual(rows.map(({ keyId, outcome }) => `${keyId} ${outcome}`).sort(), expected)
  })
})

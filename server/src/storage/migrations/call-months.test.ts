import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { onBothEngines, withUser } from '../../../../tests/support/stores.ts'
import { TestClock } from '../../../../tests/support/test-clock.ts'
import { openPostgres } from '../engines/postgres.ts'
import { openSqlite } from '../engines/sqlite.ts'
import type { Migration } from '../migrate.ts'
import { up as callMonths } from './0034-call-months.ts'
import { up as callKinds } from './0039-call-kinds.ts'
import { MIGRATIONS } from './index.ts'

/** With what a user of today needs of later ones. */
const BEFORE = MIGRATIONS.filter(({ number, name }) => number <= 33 || name.startsWith('contact ')).map(
  (one, at) => ({ ...one, number: at + 1 }),
)
const JANUARY_MS = Date.UTC(2026, 0)
const FEBRUARY_MS = Date.UTC(2026, 1)
const HOUR_MS = 3_600_000

onBothEngines((engine) => {
  test('months begin with what the hours say', async (t) => {
    const url = await engine.freshUrl()
    const open = (migrations: readonly Migration[]) => {
      const options = { clock: new TestClock(), migrations, busyTimeoutMs: 0 }
      return engine.name === 'sqlite'
        ? openSqlite(url.slice('sqlite:'.length), options)
        : openPostgres(url, options)
    }
    const old = await open(BEFORE)
    const { user } = await withUser(old)
    await old.close()
    const fill: Migration = {
      number: BEFORE.length + 1,
      name: 'hours',
      up: async (db) => {
        for (const [hourMs, network, calls] of [
          [JANUARY_MS, '192.0.2.1', 1],
          [FEBRUARY_MS - HOUR_MS, '192.0.2.1', 2],
          [FEBRUARY_MS - HOUR_MS, '192.0.2.2', 4],
          [FEBRUARY_MS, '192.0.2.1', 8],
        ] as const) {
          await sql`insert into calls
            (account_id, user_id, key_id, hour_ms, dialect, outcome, client, network, calls, first_at_ms, last_at_ms)
            values (${user.accountId}, ${user.id}, 'k', ${hourMs}, 'native', 'valid', 'c', ${network}, ${calls},
              ${hourMs}, ${hourMs + calls})`.execute(db)
        }
      },
    }
    const store = await open([
      ...BEFORE,
      fill,
      { number: BEFORE.length + 2, name: 'months', up: callMonths },
      { number: BEFORE.length + 3, name: 'kinds', up: callKinds },
    ])
    t.after(() => store.close())
    const months = await store.calls.monthsOfUser(user.id)
    const same = {
      accountId: user.accountId,
      userId: user.id,
      keyId: 'k',
      dialect: 'native',
      outcome: 'valid',
      ...{ tokens: 0, verifications: 0 },
    }
    assert.deepEqual(months, [
      { ...same, monthMs: JANUARY_MS, calls: 7, lastAtMs: FEBRUARY_MS - HOUR_MS + 4 },
      { ...same, monthMs: FEBRUARY_MS, calls: 8, lastAtMs: FEBRUARY_MS + 8 },
    ])
  })
})

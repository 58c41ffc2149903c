import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { onBothEngines, type TestEngine } from '../../../../tests/support/stores.ts'
import { useWorld } from '../footprints/testing.ts'
import type { Db } from '../tables.ts'

interface Found {
  readonly table: string
  readonly text: string
}

/** Keys and indexes as SQLite tells them. */
const ON_SQLITE = sql<Found>`
  select tables.name as "table", case
      when list.origin = 'pk' then 'primary' when list."unique" = 1 then 'unique' else 'index' end
    || ' ' || (select group_concat(coalesce(name, '()'), ' ') from pragma_index_info(list.name))
    || case list.partial when 1 then ' where' else '' end as text
  from sqlite_schema tables, pragma_index_list(tables.name) list where tables.type = 'table'
  union all
  select tables.name, 'of ' || list."table" || ' ' || group_concat(list."from", ' ') || ' ' || lower(list.on_delete)
  from sqlite_schema tables, pragma_foreign_key_list(tables.name) list where tables.type = 'table'
  group by tables.name, list.id`

const ON_POSTGRES = sql<Found>`
  select relations.relname as "table", case
      when indisprimary then 'primary' when indisunique then 'unique' else 'index' end
    || ' ' || (select string_agg(coalesce(attname, '()'), ' ' order by place) from unnest(indkey) with ordinality as
        columns (number, place) left join pg_attribute on attrelid = indrelid and attnum = number)
    || case when indpred is null then '' else ' where' end as text
  from pg_index join pg_class relations on relations.oid = indrelid
  where relnamespace = current_schema()::regnamespace
  union all
  select own.relname, 'of ' || other.relname || ' ' || (select string_agg(attname, ' ' order by place)
      from unnest(conkey) with ordinality as columns (number, place)
      join pg_attribute on attrelid = conrelid and attnum = number)
    || ' ' || case confdeltype when 'c' then 'cascade' else 'no action' end
  from pg_constraint join pg_class own on own.oid = conrelid join pg_class other on other.oid = confrelid
  where contype = 'f' and own.relnamespace = current_schema()::regnamespace`

/** By table: `primary …`, `unique …`, `index …` with their columns, `of TABLE …` with what a deletion there does. */
async function keysAndIndexes(db: Db, engine: TestEngine['name']): Promise<ReadonlyMap<string, string[]>> {
  const { rows } = await (engine === 'sqlite' ? ON_SQLITE : ON_POSTGRES).execute(db)
  const found = new Map<string, string[]>()
  for (const { table, text } of rows) found.set(table, [...(found.get(table) ?? []), text].sort())
  // Its primary key is the row number itself on SQLite, which has no index.
  found.delete('schema_migrations')
  return new Map([...found].sort())
}

/** Columns of the foreign keys of a table that name another. */
function referencesTo(other: string, texts: readonly string[]) {
  const found = texts.filter((text) => text.startsWith(`of ${other} `))
  return found.map((text) => text.slice(`of ${other} `.length))
}

const seen: Partial<Record<TestEngine['name'], ReadonlyMap<string, string[]>>> = {}

onBothEngines((engine) => {
  const world = useWorld(engine)
  const read = () => world.trial(({ db }) => keysAndIndexes(db, engine.name))

  test('a row of a user goes with the user, and a row of an account keeps the account', async () => {
    for (const [table, texts] of await read()) {
      for (const key of referencesTo('users', texts)) assert.match(key, /user_id cascade$/, table)
      for (const key of referencesTo('accounts', texts)) assert.equal(key, 'account_id no action', table)
    }
  })

  test('what belongs to a user names the account too where the row has one', () =>
    world.trial(async ({ db }) => {
      const tables = await db.introspection.getTables()
      for (const [table, texts] of await keysAndIndexes(db, engine.name)) {
        const columns = tables.find(({ name }) => name === table)?.columns.map(({ name }) => name) ?? []
        const key = referencesTo('users', texts)[0]
        if (key === undefined || !columns.includes('account_id')) continue
        // A support PIN is found by its user alone.
        if (table !== 'support_pins') assert.equal(key, 'account_id user_id cascade', table)
      }
    }))

  test('the world of the footprints has rows of several users wherever there are rows of users', async () => {
    for (const [table, texts] of await read()) {
      if (referencesTo('users', texts).length === 0) continue
      const rows = [...(world.filled.get(table)?.values() ?? [])]
      const owners = new Set(rows.map((row) => row['user_id']).filter((id) => id !== null))
      assert.deepEqual(
        [...owners].sort(),
        ['anna', 'ben', 'cleo'],
        `${table}: give each one in world-testing.ts`,
      )
    }
  })

  test('whoever deletes a user reads no table from end to end: each reference has an index', async () => {
    for (const [table, texts] of await read()) {
      if (referencesTo('users', texts).length === 0) continue
      const indexed = texts.some((text) =>
        /^(?:primary|unique|index) (?:account_id )?user_id\b(?!.* where$)/.test(text),
      )
      assert.ok(indexed, `${table}: ${texts.join(', ')}`)
    }
  })

  test('every table has a primary key, and what is forgotten with time is found by its time', async () => {
    const found = await read()
    for (const [table, texts] of found)
      assert.ok(
        texts.some((text) => text.startsWith('primary ')),
        table,
      )
    const byTime = { api_keys: 'ends_at_ms where', calls: 'hour_ms', forgotten_keys: 'ended_at_ms' }
    const more = { sessions: 'last_seen_at_ms', outbox: 'next_at_ms', used_signatures: 'ends_at_ms' }
    for (const [table, columns] of Object.entries({ ...byTime, ...more }))
      assert.ok(found.get(table)?.includes(`index ${columns}`), table)
  })

  test('both engines have the same keys and indexes', async () => {
    seen[engine.name] = await read()
    if (seen.sqlite && seen.postgres) assert.deepEqual(seen.postgres, seen.sqlite)
  })
})

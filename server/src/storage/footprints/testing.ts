import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { after, before, test } from 'node:test'
import { type CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely'
import type { TestEngine } from '../../../../tests/support/stores.ts'
import type { Stores } from '../../domain/store.ts'
import { translatePostgres } from '../engines/postgres-errors.ts'
import { openPool } from '../engines/postgres-pool.ts'
import { sqliteDialect } from '../engines/sqlite-dialect.ts'
import { translateSqlite } from '../engines/sqlite-errors.ts'
import { TransactionSession } from '../session.ts'
import { storesOn } from '../stores.ts'
import type { Db, Tables } from '../tables.ts'
import { fill } from './world-testing.ts'

/** What a trial has: the stores of one transaction, and what lies under them. */
export interface Bench {
  readonly stores: Stores
  readonly db: Db
  /** Users of whom listeners would hear. */
  told(): readonly string[]
  /** Every row of the database as it is now. */
  snapshot(): Promise<Snapshot>
}

/** Rows by table and by what tells them from others. */
type Snapshot = ReadonlyMap<string, ReadonlyMap<string, Row>>
type Row = Readonly<Record<string, unknown>>
type ReadAll = (db: Db, tables: readonly string[]) => Promise<readonly (readonly [table: string, row: Row])[]>

/** A filled database, on which each trial is a transaction that is taken back. */
export interface World {
  trial<T>(work: (bench: Bench) => Promise<T>): Promise<T>
  /** What every trial begins with. */
  readonly filled: Snapshot
}

/** One act: which method, what it does, what it leaves in the tables, and of which users listeners hear. */
export type Act = readonly [
  method: string,
  run: (stores: Stores) => Promise<unknown>,
  left: readonly string[],
  told?: readonly string[],
]

/** One engine's part: how a transaction is had and ended, and how all rows are read at little cost. */
interface Ground {
  within<T>(how: 'commit' | 'rollback', work: (db: Db) => Promise<T>): Promise<T>
  close(): Promise<void>
  readonly translate: (error: unknown) => Error
  readonly readAll: ReadAll
}

/** To be called in the suite of one engine: one database for all its tests. */
export function useWorld(engine: TestEngine): World {
  let ground: Ground
  let tables: readonly string[] = []
  let filled: Snapshot = new Map()
  before(async () => {
    const url = await engine.migratedUrl()
    ground = engine.name === 'sqlite' ? onSqlite(url) : onPostgres(url)
    filled = await ground.within('commit', async (db) => {
      const found = await db.introspection.getTables()
      tables = found.filter(({ isView }) => !isView).map(({ name }) => name)
      await fill(storesOn(new TransactionSession(db, ground.translate)), db)
      return snapshotOf(tables, await ground.readAll(db, tables))
    })
  })
  after(() => ground.close())
  const trial: World['trial'] = (work) =>
    ground.within('rollback', (db) => {
      const session = new TransactionSession(db, ground.translate)
      const snapshot = async () => snapshotOf(tables, await ground.readAll(db, tables))
      return work({ stores: storesOn(session), db, told: () => session.changed.userIds, snapshot })
    })
  return {
    trial,
    get filled() {
      return filled
    },
  }
}

function onSqlite(url: string): Ground {
  const path = url.slice('sqlite:'.length)
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true })
  database.exec('pragma synchronous = off')
  const db = new Kysely<Tables>({ dialect: sqliteDialect(database) })
  return {
    within: async (how, work) => {
      database.exec('begin')
      try {
        return await work(db)
      } finally {
        if (database.isTransaction) database.exec(how)
      }
    },
    close: async () => database.close(),
    translate: translateSqlite(path, () => undefined),
    readAll: async (_db, tables) =>
      tables.flatMap((table) =>
        database
          .prepare(`select * from ${table}`)
          .all()
          .map((row) => [table, row] as const),
      ),
  }
}

function onPostgres(url: string): Ground {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: openPool(url) }) })
  // Compiled once: it is long, and read after every act.
  let all: CompiledQuery<{ name: string; row: Row }> | undefined
  return {
    within: async (how, work) => {
      const running = await db.startTransaction().execute()
      const end = { commit: () => running.commit(), rollback: () => running.rollback() }
      try {
        const value = await work(running)
        await end[how]().execute()
        return value
      } catch (error) {
        if (!running.isRolledBack) await running.rollback().execute()
        throw error
      }
    },
    close: () => db.destroy(),
    translate: translatePostgres,
    readAll: async (on, tables) => {
      all ??= allRows(tables).compile(db)
      const { rows } = await on.executeQuery(all)
      return rows.map(({ name, row }) => [name, row] as const)
    },
  }
}

function allRows(tables: readonly string[]) {
  const each = tables.map(
    (name) => sql`select ${sql.lit(name)} as "name", row_to_json(rows) as "row" from ${sql.table(name)} rows`,
  )
  return sql<{ name: string; row: Row }>`${sql.join(each, sql` union all `)}`
}

/** Methods that change nothing. */
const READS = new Set(
  [
    'byId byName byDigest list namesOf page pageIds listed count countMatching countInSight countInState countBare known',
    'knownAmong current ofUser ofAccount ownerOf countSealed find due state isDeleted deleted services',
    'regions places since recent chains search checkpoints lastSuccessMs countDigests get monthsOfUser monthsOfAccount',
    'sumSince sumOfMonth sumOf unknownSince byStep byDialect alike ownRoles members',
  ].flatMap((names) => names.split(' ')),
)

/** Every method of these nouns that writes is in the table, and does to the whole database what the table says. */
export function testFootprints(world: World, nouns: readonly (keyof Stores)[], acts: readonly Act[]): void {
  test(`every method of ${nouns.join(', ')} that writes is in the table`, () =>
    world.trial(async ({ stores }) => {
      const all = nouns.flatMap((noun) => Object.keys(stores[noun]).map((method) => `${noun}.${method}`))
      const writing = all.filter((name) => !READS.has(name.split('.')[1] ?? ''))
      const tried = new Set(acts.map(([name]) => name.split(' ')[0] ?? ''))
      assert.deepEqual([...tried].sort(), writing.sort())
    }))
  for (const [name, run, left, told = []] of acts) {
    test(`${name} leaves what it should, and nothing else`, () =>
      world.trial(async (bench) => {
        await run(bench.stores)
        const found = differences(world.filled, await bench.snapshot())
        assert.deepEqual({ left: found, told: [...bench.told()].sort() }, { left: [...left].sort(), told })
      }))
  }
}

function snapshotOf(tables: readonly string[], rows: Awaited<ReturnType<ReadAll>>): Snapshot {
  const found = new Map(tables.map((table) => [table, new Map<string, Row>()]))
  for (const [table, row] of rows) found.get(table)?.set(labelOf(row), row)
  return found
}

const ALONE = ['id', 'digest', 'holder']
const TOGETHER = [
  'name',
  'chain',
  'number',
  'user_id',
  'role',
  'group_id',
  'idempotency_key',
  'network',
  'key_id',
]
const MORE = ['hour_ms', 'month_ms', 'password_hash', 'address', 'mailbox_id', 'alias_id']

function labelOf(row: Row): string {
  const alone = ALONE.find((column) => column in row)
  if (alone !== undefined) return String(row[alone])
  const columns = [...TOGETHER, ...MORE].filter((column) => (row[column] ?? '') !== '')
  return columns.map((column) => row[column]).join(' ')
}

/** `- table row` is gone, `+ table row` is new, `~ table row column=value` has changed. */
function differences(was: Snapshot, is: Snapshot): readonly string[] {
  const lines: string[] = []
  for (const [table, rows] of is) {
    const before = was.get(table) ?? new Map()
    for (const label of before.keys()) if (!rows.has(label)) lines.push(`- ${table} ${label}`)
    for (const [label, row] of rows) {
      const old = before.get(label)
      const changes = old === undefined ? [] : changedColumns(old, row)
      if (old === undefined) lines.push(`+ ${table} ${label}`)
      else if (changes.length > 0) lines.push(`~ ${table} ${label} ${changes.join(' ')}`)
    }
  }
  return lines.sort()
}

function changedColumns(was: Row, is: Row) {
  const columns = Object.keys(is).filter((column) => text(was[column]) !== text(is[column]))
  return columns.sort().map((column) => `${column}=${text(is[column])}`)
}

function text(value: unknown): string {
  if (value instanceof Uint8Array) return `x${Buffer.from(value).toString('hex')}`
  // As PostgreSQL writes bytes in JSON.
  return String(value).replace(/^\\x(?=(?:[0-9a-f]{2})*$)/, 'x')
}

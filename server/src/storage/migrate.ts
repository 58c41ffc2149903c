import { type Kysely, sql } from 'kysely'
import type { Clock } from '../domain/ports.ts'
import { StoreUnusableError } from './errors.ts'

export type Engine = 'sqlite' | 'postgres'

export interface Migration {
  /** 1, 2, 3 … */
  readonly number: number
  readonly name: string
  up(db: Kysely<unknown>, engine: Engine): Promise<void>
}

type SchemaTable = {
  schema_migrations: { number: number; name: string; applied_at_ms: number }
}

/** @param keyCheck by this the master key of the database is recognised; null when it never had one */
export type Admit = (keyCheck: string | null) => Promise<void>

export interface MigrationTarget {
  readonly engine: Engine
  readonly db: Kysely<unknown>
  readonly clock: Clock
  readonly migrations: readonly Migration[]
  /** Runs everything in one transaction that no other process can run beside. */
  readonly alone: (work: (db: Kysely<unknown>) => Promise<void>) => Promise<void>
  /** Called once, before an existing schema is changed; to refuse, it throws. */
  readonly admit?: Admit | undefined
  /** Called once, before an existing schema is changed. */
  readonly saveCopy: (schemaNumber: number) => Promise<void>
}

/**
 * Brings the schema up to date, each step all or nothing.
 * @throws StoreUnusableError when a newer Keyward has been here
 */
export async function migrate(target: MigrationTarget): Promise<void> {
  const newest = target.migrations.at(-1)?.number ?? 0
  const found = await schemaNumber(target.db, target.engine)
  if (found > newest) throw newerSchema(found, newest)
  if (found > 0 && found < newest) {
    await target.admit?.(await keyCheckOf(target.db))
    await target.saveCopy(found)
  }
  for (const migration of target.migrations) {
    if (migration.number > found) await target.alone((db) => step(db, target, migration))
  }
}

async function keyCheckOf(db: Kysely<unknown>): Promise<string | null> {
  const { rows } = await sql<{ value: string }>`select value from meta where name = 'key-check'`.execute(db)
  return rows[0]?.value ?? null
}

/** Looks again once it is alone: another process may have taken this step meanwhile. */
async function step(db: Kysely<unknown>, target: MigrationTarget, migration: Migration): Promise<void> {
  if ((await schemaNumber(db, target.engine)) >= migration.number) return
  if (migration.number === 1) await createSchemaTable(db)
  await migration.up(db, target.engine)
  const { number, name } = migration
  await db
    .withTables<SchemaTable>()
    .insertInto('schema_migrations')
    .values({ number, name, applied_at_ms: target.clock.now() })
    .execute()
}

async function createSchemaTable(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('schema_migrations')
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('applied_at_ms', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('schema_migrations_number_key', ['number'])
    .execute()
}

/** The last migration applied; 0 in an empty database. */
async function schemaNumber(db: Kysely<unknown>, engine: Engine): Promise<number> {
  if (!(await hasSchemaTable(db, engine))) return 0
  const { rows } = await sql<{ number: number | null }>`
    select max(number) as number from schema_migrations`.execute(db)
  return rows[0]?.number ?? 0
}

/** Not by `to_regclass`: PostgreSQL answers that from a cache, which may be older than the lock just waited for. */
async function hasSchemaTable(db: Kysely<unknown>, engine: Engine): Promise<boolean> {
  const query =
    engine === 'sqlite'
      ? sql`select 1 from sqlite_schema where name = 'schema_migrations'`
      : sql`select 1 from pg_tables where tablename = 'schema_migrations' and schemaname = current_schema()`
  return (await query.execute(db)).rows.length > 0
}

function newerSchema(found: number, newest: number): StoreUnusableError {
  return new StoreUnusableError(
    `The database has schema ${found}; this Keyward knows schemas up to ${newest}. Use the newer Keyward, or restore the copy made before its upgrade.`,
  )
}

import { createHash } from 'node:crypto'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { openStore } from '../../server/src/storage/open.ts'
import { freshDatabase, makeOnce, run } from './postgres.ts'

// Databases that are empty but for today's schema, made without running all migrations again for each test.

const CLOCK = { now: () => 0 }
const MIGRATIONS = resolve(import.meta.dirname, '../../server/src/storage/migrations')

/** Where a process keeps the file for all its test files, each of which loads this module anew. */
const SCHEMA = Symbol.for('keyward.test.schema')

/** Puts an SQLite file into a folder of its own, by the path that it shall have. */
export async function placeMigrated(path: string): Promise<void> {
  writeFileSync(path, await schema(), { mode: 0o600 })
  // Instead of the space that a store sets aside for a full disk: megabytes of random bytes for each.
  writeFileSync(join(dirname(path), 'ballast'), '', { mode: 0o600 })
}

function schema(): Promise<Buffer> {
  const known: unknown = Reflect.get(globalThis, SCHEMA)
  if (known instanceof Promise) return known
  const made = migratedFile()
  Reflect.set(globalThis, SCHEMA, made)
  return made
}

async function migratedFile(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'keyward-schema-'))
  const path = join(folder, 'keyward.db')
  await migrate(`sqlite:${path}`)
  const bytes = readFileSync(path)
  rmSync(folder, { recursive: true })
  return bytes
}

async function migrate(url: string): Promise<void> {
  await (await openStore(url, { clock: CLOCK })).close()
}

const emptied: string[] = []

/** URL of a PostgreSQL database, one that was given back or a new one; dropped when the test file is done. */
export async function migratedDatabase(): Promise<string> {
  return emptied.pop() ?? copiedDatabase()
}

async function copiedDatabase(): Promise<string> {
  const template = `migrated_${digestOfMigrations()}`
  await makeOnce(template, async (url) => {
    await migrate(url)
    await run(url, [KEEP])
  })
  return freshDatabase(template)
}

/** Of their text: a server that outlives a test run must not keep the schema of another day. */
function digestOfMigrations(): string {
  const hash = createHash('sha256')
  for (const file of globSync(`${MIGRATIONS}/*.ts`).sort()) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}

const TABLES = `select quote_ident(tablename) from pg_tables where schemaname =`

/** Rows that migrations have written. */
const KEEP = `do $$ declare name text; found boolean; begin
  create schema migrated;
  for name in ${TABLES} 'public' loop
    execute format('select exists (table public.%s)', name) into found;
    if found then execute format('create table migrated.%s as table public.%s', name, name); end if;
  end loop;
end $$`

/** The triggers of the log let nobody empty it. */
const EMPTY = `do $$ declare name text; begin
  set local session_replication_role = replica;
  for name in ${TABLES} 'public' loop execute 'delete from public.' || name; end loop;
  for name in ${TABLES} 'migrated' loop
    execute format('insert into public.%s table migrated.%s', name, name);
  end loop;
end $$`

/**
 * Empties a database for the next test, which takes a hundredth of the time of making one. To be called when nobody
 * uses it any more, and only where its schema is as it was. A file of SQLite is not worth it.
 */
export async function giveBack(url: string): Promise<void> {
  if (url.startsWith('sqlite:')) return
  await run(url, [EMPTY])
  emptied.push(url)
}

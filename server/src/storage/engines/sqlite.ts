import { chmodSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { Kysely, sql } from 'kysely'
import type { Clock } from '../../domain/ports.ts'
import { placeBallast, releaseBallast } from '../ballast.ts'
import { StoreInUseError } from '../errors.ts'
import { type Admit, type Migration, migrate } from '../migrate.ts'
import type { OpenedStore } from '../opened-store.ts'
import { quickCheck } from './sqlite-check.ts'
import { openAlone } from './sqlite-connection.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import { openingFault, translateSqlite } from './sqlite-errors.ts'
import { checkHeader, hasRollbackJournal, isEmpty, prepareFile, stoppedUncleanly } from './sqlite-file.ts'
import { sqliteStore } from './sqlite-store.ts'

export interface SqliteOptions {
  readonly clock: Clock
  readonly migrations: readonly Migration[]
  /** How long to wait for another process to let go of the file. */
  readonly busyTimeoutMs: number
  readonly admit?: Admit | undefined
}

/**
 * Files that this process has open. POSIX drops all locks of a process on a file as soon as the process closes any
 * descriptor of it: even a look at the header would let other processes in (sqlite.org/howtocorrupt.html, 2.2).
 */
const openHere = new Set<string>()

/** Opens the file for this process alone. @throws StoreInUseError, StoreDamagedError, StoreUnusableError */
export async function openSqlite(path: string, options: SqliteOptions): Promise<OpenedStore> {
  const name = resolve(path)
  if (openHere.has(name)) throw new StoreInUseError(path)
  openHere.add(name)
  try {
    const store = await openFile(name, options)
    return { ...store, close: () => store.close().finally(() => openHere.delete(name)) }
  } catch (error) {
    openHere.delete(name)
    throw error
  }
}

async function openFile(path: string, options: SqliteOptions): Promise<OpenedStore> {
  prepare(path, options.busyTimeoutMs)
  const database = openAlone(path, options.busyTimeoutMs)
  try {
    await migrateSqlite(database, path, options)
  } catch (error) {
    database.close()
    throw translateSqlite(path, () => releaseBallast(path))(error)
  }
  placeBallast(path)
  return sqliteStore(database, path)
}

function prepare(path: string, busyTimeoutMs: number): void {
  try {
    prepareFile(path)
    checkFile(path, busyTimeoutMs)
  } catch (error) {
    throw openingFault(path, error)
  }
}

function checkFile(path: string, busyTimeoutMs: number): void {
  // A database that was being created: opening it takes back what was half written.
  if (isEmpty(path) || hasRollbackJournal(path)) return
  if (stoppedUncleanly(path)) quickCheck(path, busyTimeoutMs)
  else checkHeader(path)
}

async function migrateSqlite(database: DatabaseSync, path: string, options: SqliteOptions): Promise<void> {
  const db = new Kysely<unknown>({ dialect: sqliteDialect(database) })
  await migrate({
    engine: 'sqlite',
    db,
    clock: options.clock,
    migrations: options.migrations,
    admit: options.admit,
    alone: (work) => alone(database, () => work(db)),
    saveCopy: async (schema) => {
      rmSync(`${path}.schema-${schema}`, { force: true })
      await sql`vacuum into ${`${path}.schema-${schema}`}`.execute(db)
      chmodSync(`${path}.schema-${schema}`, 0o600)
    },
  })
}

async function alone(database: DatabaseSync, work: () => Promise<void>): Promise<void> {
  database.exec('begin exclusive')
  try {
    await work()
    database.exec('commit')
  } catch (error) {
    if (database.isTransaction) database.exec('rollback')
    throw error
  }
}

import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { StoreUnusableError } from '../errors.ts'
import { openingFault } from './sqlite-errors.ts'
import { APPLICATION_ID } from './sqlite-file.ts'

/**
 * With exclusive locking, taken before the first look at the file, the index of the write-ahead log is in this
 * process's own memory, and no other process can read or write.
 */
export function openAlone(path: string, busyTimeoutMs: number): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true })
  try {
    database.exec('pragma locking_mode = exclusive')
    checkOwner(database, path)
    useWriteAheadLog(database, path)
    applySettings(database)
    // Left by a process that shared the file; nobody can have it open now.
    rmSync(`${path}-shm`, { force: true })
    return database
  } catch (error) {
    database.close()
    throw openingFault(path, error)
  }
}

function useWriteAheadLog(database: DatabaseSync, path: string): void {
  const mode = database.prepare('pragma journal_mode = wal').get()?.['journal_mode']
  if (mode !== 'wal') throw new StoreUnusableError(`The database ${path} cannot use a write-ahead log.`)
  // The lock that this empty transaction takes is kept.
  database.exec('begin exclusive')
  database.exec('commit')
}

function checkOwner(database: DatabaseSync, path: string): void {
  const tables = database.prepare('select count(*) as tables from sqlite_schema').get()?.['tables']
  const id = database.prepare('pragma application_id').get()?.['application_id']
  if (tables === 0) database.exec(`pragma application_id = ${APPLICATION_ID}`)
  else if (id !== APPLICATION_ID) throw new StoreUnusableError(`The file ${path} is not a Keyward database.`)
}

function applySettings(database: DatabaseSync): void {
  database.exec('pragma synchronous = full')
  database.exec('pragma secure_delete = on')
  database.exec('pragma trusted_schema = off')
  database.exec('pragma cell_size_check = on')
  database.exec('pragma temp_store = memory')
  database.exec('pragma cache_size = -16000')
  // A log that grew in one big change shrinks again.
  database.exec('pragma journal_size_limit = 67108864')
}

import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isBusy, isDamage } from './engines/sqlite-errors.ts'
import { StoreInUseError } from './errors.ts'

/**
 * Puts another database file in the place of the current one, in one step, while no process has that open. What
 * was there goes on under another name.
 * @param aside new name of the current file, in the same folder
 * @returns whether there was a file
 * @throws StoreInUseError
 */
export function replaceSqlite(path: string, replacement: string, aside: string): boolean {
  const there = existsSync(path)
  const release = there ? holdAlone(path, `${aside}-wal`) : () => undefined
  try {
    if (there) linkSync(path, aside)
    // Beside another database the log of this one would be somebody else's.
    for (const part of ['-wal', '-shm']) rmSync(path + part, { force: true })
    renameSync(replacement, path)
    syncFolder(dirname(path))
  } finally {
    release()
  }
  return there
}

/**
 * Keeps every other process out and leaves no write-ahead log: all of it is in the file then. A damaged file cannot
 * be held, and nobody serves it; its log, which SQLite may throw away, is kept for whoever looks into it.
 */
function holdAlone(path: string, keptLog: string): () => void {
  if (existsSync(`${path}-wal`)) linkSync(`${path}-wal`, keptLog)
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    database.exec('pragma locking_mode = exclusive')
    database.exec('begin exclusive')
    database.exec('commit')
    // With the log gone and the lock kept, closing later touches no file by its name.
    database.exec('pragma journal_mode = delete')
    database.exec('begin exclusive')
    rmSync(keptLog, { force: true })
    return () => {
      database.exec('rollback')
      database.close()
    }
  } catch (error) {
    database.close()
    if (isDamage(error)) return () => undefined
    rmSync(keptLog, { force: true })
    throw isBusy(error) ? new StoreInUseError(path) : error
  }
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  fsyncSync(folder)
  closeSync(folder)
}

import { chmodSync, closeSync, openSync } from 'node:fs'
import { backup, type DatabaseSync } from 'node:sqlite'

/** Between two steps of 4 MiB the server gets its turn. */
const PAGES_PER_STEP = 1_000

/**
 * Copies the whole database, in use as it is, into a new file that only its owner can read. SQLite carries over
 * what is committed meanwhile, and waits while a transaction is open.
 */
export async function backupSqlite(database: DatabaseSync, targetPath: string): Promise<void> {
  closeSync(openSync(targetPath, 'wx', 0o600))
  await backup(database, targetPath, { rate: PAGES_PER_STEP })
  chmodSync(targetPath, 0o600)
}

import { chmodSync, closeSync, openSync } from 'node:fs'
import { backup, type DatabaseSync } from 'node:sqlite'

/** 4 MiB; between two steps the server gets its turn. */
const PAGES_PER_STEP = 1_000

/**
 * Copies the whole database into a new file that only its owner can read. The caller holds writers back: Node gives
 * up when a step meets an open transaction of the same connection.
 */
export async function backupSqlite(database: DatabaseSync, targetPath: string): Promise<void> {
  closeSync(openSync(targetPath, 'wx', 0o600))
  await backup(database, targetPath, { rate: PAGES_PER_STEP })
  chmodSync(targetPath, 0o600)
}

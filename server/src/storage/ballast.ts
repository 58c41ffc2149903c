import { randomBytes } from 'node:crypto'
import { existsSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const BALLAST_BYTES = 4 * 1024 * 1024
/** The ballast is not to be what fills a small disk. */
const MIN_FREE_BYTES = 16 * BALLAST_BYTES

function ballastPath(databasePath: string): string {
  return join(dirname(databasePath), 'ballast')
}

/**
 * Sets 4 MiB aside beside the database. On a full disk even a deletion fails; giving this space back lets the
 * operator act. Random bytes, because a file system that compresses would give nothing back for zeros.
 */
export function placeBallast(databasePath: string): void {
  const path = ballastPath(databasePath)
  if (existsSync(path)) return
  const { bavail, bsize } = statfsSync(dirname(path))
  if (bavail * bsize < MIN_FREE_BYTES) return
  try {
    writeFileSync(path, randomBytes(BALLAST_BYTES), { mode: 0o600 })
  } catch {
    // A quota, perhaps. The database itself may still be usable.
    rmSync(path, { force: true })
  }
}

/** Gives the space back. False when it had been given back before. */
export function releaseBallast(databasePath: string): boolean {
  const path = ballastPath(databasePath)
  if (!existsSync(path)) return false
  rmSync(path, { force: true })
  return true
}

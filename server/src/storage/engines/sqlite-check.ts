import { DatabaseSync } from 'node:sqlite'
import { StoreDamagedError } from '../errors.ts'

/**
 * Reads the whole database after an unclean stop, through a connection that cannot write: a damaged file stays as
 * it is.
 * @throws StoreDamagedError; errors of SQLite
 */
export function quickCheck(path: string, busyTimeoutMs: number): void {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path, { readOnly: true, timeout: busyTimeoutMs })
    const [finding] = database.prepare('pragma quick_check(1)').all()
    const text = Object.values(finding ?? {})[0]
    if (text !== 'ok') throw new StoreDamagedError(path, String(text))
  } finally {
    database?.close()
  }
}

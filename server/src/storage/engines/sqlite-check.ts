import { DatabaseSync } from 'node:sqlite'
import { StoreDamagedError, StoreInUseError } from '../errors.ts'
import { isBusy, isDamage } from './sqlite-errors.ts'

/**
 * Reads the whole database after an unclean stop, through a connection that cannot write: a damaged file stays as
 * it is.
 * @throws StoreDamagedError, StoreInUseError
 */
export function quickCheck(path: string, busyTimeoutMs: number): void {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path, { readOnly: true, timeout: busyTimeoutMs })
    const [finding] = database.prepare('pragma quick_check(1)').all()
    const text = Object.values(finding ?? {})[0]
    if (text !== 'ok') throw new StoreDamagedError(path, String(text))
  } catch (error) {
    if (isBusy(error)) throw new StoreInUseError(path)
    if (isDamage(error)) throw new StoreDamagedError(path, error instanceof Error ? error.message : '')
    throw error
  } finally {
    database?.close()
  }
}

import { DomainError } from '../../domain/errors.ts'
import type { StoreTrouble } from '../../domain/store.ts'
import {
  StorageError,
  StoreDamagedError,
  StoreInUseError,
  StoreUnusableError,
  uniqueViolation,
} from '../errors.ts'

/** Primary result codes, sqlite.org/rescode.html. */
const SQLITE_BUSY = 5
const SQLITE_READONLY = 8
const SQLITE_IOERR = 10
const SQLITE_CORRUPT = 11
const SQLITE_FULL = 13
const SQLITE_CANTOPEN = 14
const SQLITE_CONSTRAINT = 19
const SQLITE_NOTADB = 26

/** The primary result code of an error of `node:sqlite`; null for any other error. */
function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null
  return typeof error.errcode === 'number' ? error.errcode & 0xff : null
}

export function isBusy(error: unknown): boolean {
  return sqliteCode(error) === SQLITE_BUSY
}

export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error)
  return code === SQLITE_CORRUPT || code === SQLITE_NOTADB
}

/** Why a database cannot be opened. Errors that are neither SQLite's nor the file system's pass unchanged. */
export function openingFault(path: string, error: unknown): Error {
  if (!(error instanceof Error)) return new Error('something other than an error was thrown')
  if (isBusy(error)) return new StoreInUseError(path)
  if (isDamage(error)) return new StoreDamagedError(path, error.message)
  if (sqliteCode(error) === null && !('syscall' in error)) return error
  return new StoreUnusableError(`The database ${path} cannot be opened: ${error.message}.${adviceFor(error)}`)
}

function adviceFor(error: Error): string {
  switch ('code' in error && error.code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return ' Give the user that runs Keyward the right to write in its folder, or set KEYWARD_DATA_DIR to another one.'
    case 'EEXIST':
    case 'ENOTDIR':
      return ' A file stands where the data folder should be: move it, or set KEYWARD_DATA_DIR to a folder.'
    default:
      return ''
  }
}

/** What an error of the engine means. Errors that are not the engine's pass unchanged. */
export function translateSqlite(path: string, onFull: () => void): (error: unknown) => Error {
  return (error) => {
    if (!(error instanceof Error)) return new Error('something other than an error was thrown')
    const code = sqliteCode(error)
    if (code === null) return error
    if (code === SQLITE_FULL) {
      onFull()
      return new DomainError('storage.full')
    }
    if (isDamage(error)) return new StoreDamagedError(path, error.message)
    if (code === SQLITE_CONSTRAINT) return constraintFault(error.message)
    return new StorageError(`SQLITE_${code}`, null, error.message)
  }
}

/** "UNIQUE constraint failed: users.account_id, users.id" is what we name `users_account_id_id_key`. */
function constraintFault(message: string): Error {
  const unique = /^UNIQUE constraint failed: (.+)$/.exec(message)
  if (!unique?.[1]) return new StorageError('SQLITE_CONSTRAINT', null, message)
  const places = unique[1].split(', ').map((place) => place.split('.'))
  const columns = places.map(([, column]) => column)
  return uniqueViolation('SQLITE_CONSTRAINT', [places[0]?.[0], ...columns, 'key'].join('_'))
}

const BY_CODE: Readonly<Record<number, StoreTrouble>> = {
  [SQLITE_FULL]: { cause: 'The disk with the data folder is full: make room on it.', readsWork: true },
  [SQLITE_READONLY]: {
    cause:
      'The database file cannot be written: give the user that runs Keyward the right to write in the data folder, and mount it writable.',
    readsWork: true,
  },
  [SQLITE_IOERR]: {
    cause: 'The disk with the data folder does not read or write: look into the log of the system.',
    readsWork: false,
  },
  [SQLITE_CANTOPEN]: {
    cause: 'The database file, or one beside it, cannot be opened: is the data folder still there?',
    readsWork: false,
  },
}

/** What is wrong with the database as a whole; null for an error of one query. */
export function sqliteTrouble(error: unknown): StoreTrouble | null {
  const code = sqliteCode(error)
  return code === null ? null : (BY_CODE[code] ?? null)
}

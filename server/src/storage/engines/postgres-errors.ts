import { DatabaseError } from 'pg'
import { DomainError } from '../../domain/errors.ts'
import { StorageError, uniqueViolation } from '../errors.ts'

/** SQLSTATE, postgresql.org/docs/current/errcodes-appendix.html. */
const UNIQUE_VIOLATION = '23505'
const DISK_FULL = '53100'
const UNSTORABLE_CHARACTER = '22021'
/** Serialisation failure, deadlock, lock timeout, statement timeout: nothing was done, asking again may help. */
const TRY_AGAIN = new Set(['40001', '40P01', '55P03', '57014'])
/** Connection exceptions, shutdown, start-up, too many connections, a server that only reads. */
const AWAY = /^(08|57P0[1-5]|53300|25006|28|3D)/
/** Syntax errors and the like: mistakes of ours, whose text quotes no stored value. */
const OUR_MISTAKE = /^42/

/** What an error of the engine means. Errors that are not the engine's pass unchanged. */
export function translatePostgres(error: unknown): Error {
  if (!(error instanceof Error)) return new Error('something other than an error was thrown')
  if (error instanceof DatabaseError) return databaseFault(error)
  return isConnectionLoss(error) ? new DomainError('storage.away') : error
}

function databaseFault(error: DatabaseError): Error {
  const code = error.code ?? 'unknown'
  if (code === UNIQUE_VIOLATION) return uniqueViolation(code, error.constraint ?? '')
  if (code === DISK_FULL) return new DomainError('storage.full')
  if (code === UNSTORABLE_CHARACTER) return new DomainError('input.invalid', { reason: 'NUL in a text.' })
  if (TRY_AGAIN.has(code)) return new DomainError('busy')
  if (AWAY.test(code)) return new DomainError('storage.away')
  return new StorageError(code, error.constraint ?? null, OUR_MISTAKE.test(code) ? error.message : '')
}

/** `pg` has no type for these: they carry the code of a system call, or one of a few texts. */
function isConnectionLoss(error: Error): boolean {
  if ('syscall' in error) return true
  if (error instanceof AggregateError)
    return error.errors.every((one) => one instanceof Error && 'syscall' in one)
  return /^(Connection terminated|timeout exceeded when trying to connect|Client (has encountered|was closed))/.test(
    error.message,
  )
}

import { DatabaseError } from 'pg'
import { DomainError } from '../../domain/errors.ts'
import type { StoreTrouble } from '../../domain/store.ts'
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

const WHERE = 'KEYWARD_DATABASE_URL'
const BY_STATE: readonly (readonly [state: RegExp, cause: string])[] = [
  [/^53100/, 'PostgreSQL has no room on its disk: make some.'],
  [/^53300/, 'PostgreSQL has no connection left: raise its max_connections, or end others.'],
  [/^25006/, `PostgreSQL only reads: let ${WHERE} name the primary server.`],
  [/^28/, `PostgreSQL does not let the user in ${WHERE} in: check the name, the password and pg_hba.conf.`],
  [/^3D/, `PostgreSQL does not have the database that ${WHERE} names.`],
  [/^57P03/, 'PostgreSQL is starting, and takes no connections yet.'],
  [/^(57P0[1-5]|08)/, 'PostgreSQL was stopped or cut the connection: is it running?'],
]
const BY_SYSTEM_CALL: Readonly<Record<string, string>> = {
  ECONNREFUSED: `Nothing takes connections at the address in ${WHERE}: is PostgreSQL running?`,
  ENOENT: `There is no socket at the path in ${WHERE}: is PostgreSQL running?`,
  ENOTFOUND: `The host name in ${WHERE} is not known.`,
  EAI_AGAIN: `The host name in ${WHERE} cannot be looked up now: does the name server answer?`,
  ETIMEDOUT: `The host in ${WHERE} does not answer: is the way to it open?`,
  EHOSTUNREACH: `There is no way to the host in ${WHERE}.`,
  ENETUNREACH: `There is no way to the host in ${WHERE}.`,
}
const CUT = 'The connection to PostgreSQL was cut: is it running?'
const SLOW = `PostgreSQL did not take a connection in time: is it busy, or the way to it blocked?`

/** What is wrong with the database as a whole; null for an error of one query. */
export function postgresTrouble(error: unknown): StoreTrouble | null {
  const cause = causeOf(error)
  return cause === null
    ? null
    : { cause, readsWork: error instanceof DatabaseError && /^(53100|25006)/.test(error.code ?? '') }
}

function causeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if (error instanceof DatabaseError) {
    return BY_STATE.find(([state]) => state.test(error.code ?? ''))?.[1] ?? null
  }
  if (!isConnectionLoss(error)) return null
  if (error.message.startsWith('timeout exceeded')) return SLOW
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error
  const code = first instanceof Error && 'code' in first ? String(first.code) : ''
  return BY_SYSTEM_CALL[code] ?? CUT
}

import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { isDamage } from './engines/sqlite-errors.ts'
import { APPLICATION_ID } from './engines/sqlite-file.ts'
import { StoreDamagedError } from './errors.ts'

/** What a database file holds, read without opening it for work. */
export interface FileFacts {
  readonly schema: number
  /** By this a master key is recognised. */
  readonly keyCheck: string | null
  readonly counts: Readonly<Record<CountedTable, number>>
  readonly auditHeads: readonly { readonly chain: string; readonly number: number; readonly hash: string }[]
}

export type CountedTable = (typeof COUNTED)[number]

const COUNTED = ['accounts', 'users', 'api_keys', 'endpoints', 'audit_entries', 'data_keys'] as const

/**
 * Reads a closed database file that nobody changes, after checking all of it.
 * @throws StoreDamagedError
 */
export function inspectSqlite(path: string): FileFacts {
  const address = pathToFileURL(path)
  // Such a file has no write-ahead log, and none may appear beside it.
  address.searchParams.set('immutable', '1')
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(address, { readOnly: true })
    requireSound(database, path)
    return factsOf(database)
  } catch (error) {
    if (isDamage(error)) throw new StoreDamagedError(path, error instanceof Error ? error.message : '')
    throw error
  } finally {
    database?.close()
  }
}

function requireSound(database: DatabaseSync, path: string): void {
  if (value(database, 'pragma application_id') !== APPLICATION_ID) {
    throw new StoreDamagedError(path, 'this is not a Keyward database')
  }
  const finding = value(database, 'pragma integrity_check(1)')
  if (finding !== 'ok') throw new StoreDamagedError(path, String(finding))
}

function factsOf(database: DatabaseSync): FileFacts {
  const count = (table: string) => Number(value(database, `select count(*) from ${table}`))
  const heads = database.prepare('select chain, number, hash from audit_heads order by chain').all()
  return {
    schema: Number(value(database, 'select max(number) from schema_migrations')),
    keyCheck: textOrNull(value(database, `select value from meta where name = 'key-check'`)),
    counts: {
      accounts: count('accounts'),
      users: count('users'),
      api_keys: count('api_keys'),
      endpoints: count('endpoints'),
      audit_entries: count('audit_entries'),
      data_keys: count('data_keys'),
    },
    auditHeads: heads.map((row) => ({
      chain: String(row['chain']),
      number: Number(row['number']),
      hash: String(row['hash']),
    })),
  }
}

function value(database: DatabaseSync, sql: string): unknown {
  return Object.values(database.prepare(sql).get() ?? {})[0]
}

function textOrNull(text: unknown): string | null {
  return typeof text === 'string' ? text : null
}

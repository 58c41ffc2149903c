import { DatabaseSync } from 'node:sqlite'

export interface Seed {
  /** How many users with one current key each. */
  readonly keys: number
  /** The digest of the key of this number. */
  readonly digest: (at: number) => string
  readonly roles?: readonly string[]
}

/** 100,000 users to an account. */
const USERS_PER_ACCOUNT = 100_000
const FIRST_ACCOUNT = 500_000

/** The id of the user, and of the key, of this number. */
export function seededId(at: number): string {
  return `f${at.toString(16).padStart(31, '0')}`
}

/**
 * Fills the file of a store that has been opened once and closed again. About 100,000 keys a second: row by row
 * through prepared statements, in one transaction that is not synced.
 */
export function seedSqlite(path: string, { keys, digest, roles = ['identity:default'] }: Seed): void {
  const database = new DatabaseSync(path)
  database.exec('pragma synchronous = off; pragma cache_size = -200000; begin')
  const account = database.prepare(
    'insert into accounts (id, name, enabled, reset_keeps_tokens, api_reveal, step_up_minutes, created_at_ms) values (?, ?, 1, 0, 1, 5, 1)',
  )
  const user = database.prepare(
    'insert into users (id, account_id, name, normalised_name, enabled, created_at_ms, updated_at_ms) values (?, ?, ?, ?, 1, 1, 1)',
  )
  const role = database.prepare('insert into user_roles (account_id, user_id, role) values (?, ?, ?)')
  const key = database.prepare(
    "insert into api_keys (id, account_id, user_id, digest, sealed, last_four, created_at_ms, state) values (?, ?, ?, ?, ?, 'abcd', 1, 'active')",
  )
  const sealed = new Uint8Array(80)
  for (let at = 0; at < keys; at++) {
    const accountId = String(FIRST_ACCOUNT + Math.floor(at / USERS_PER_ACCOUNT))
    if (at % USERS_PER_ACCOUNT === 0) account.run(accountId, `Account ${accountId}`)
    const id = seededId(at)
    user.run(id, accountId, `seeded-${at}`, `seeded-${at}`)
    for (const name of roles) role.run(accountId, id, name)
    key.run(id, accountId, id, digest(at), sealed)
  }
  database.exec('commit')
  database.close()
}

import { Pool, types } from 'pg'

/** How long a request waits for a free connection, or for the first one. */
const CONNECT_TIMEOUT_MS = 5_000
/** A statement this slow is stuck behind something; its request has long been given up. */
const STATEMENT_TIMEOUT_MS = 30_000
/** Frees the locks of a server that vanished in the middle of a transaction. */
const IDLE_TRANSACTION_TIMEOUT_MS = 60_000
const KEEP_ALIVE_DELAY_MS = 10_000

/** `select oid, typname from pg_type`. */
const INT8 = 20
const BYTEA = 17

/** A pool of our own, with column types as `tables.ts` states them; other users of `pg` are not affected. */
export function openPool(url: string): Pool {
  const pool = new Pool({
    connectionString: url,
    application_name: 'keyward',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_DELAY_MS,
    types: { getTypeParser: typeParser },
  })
  // Without listeners a lost connection would end the process. Whoever uses it hears of it from the query.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

function typeParser(oid: number, format?: 'text' | 'binary') {
  if (format !== 'binary' && oid === INT8) return Number
  if (format !== 'binary' && oid === BYTEA) return bytes
  return types.getTypeParser(oid, format)
}

/** Text form `\x00ff`. A plain `Uint8Array`, as SQLite gives it. */
function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.slice(2), 'hex'))
}

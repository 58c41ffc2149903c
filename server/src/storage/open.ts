import type { Clock } from '../domain/ports.ts'
import { openPostgres } from './engines/postgres.ts'
import { openSqlite } from './engines/sqlite.ts'
import { StoreUnusableError } from './errors.ts'
import type { Admit } from './migrate.ts'
import { MIGRATIONS } from './migrations/index.ts'
import type { OpenedStore } from './opened-store.ts'

/** sqlite.org/pragma.html#pragma_busy_timeout: long enough for a server that is just stopping. */
const BUSY_TIMEOUT_MS = 5_000

export interface OpenDeps {
  readonly clock: Clock
  /** SQLite: how long to wait for another process to let go of the file; 0 to ask only. */
  readonly busyTimeoutMs?: number
  /** Asked before the schema of an existing database is changed; refuses by throwing. */
  readonly admit?: Admit
}

/**
 * Opens `sqlite:PATH` or `postgres://…` and brings its schema up to date.
 * @throws StoreInUseError, StoreDamagedError, StoreUnusableError; DomainError `storage.away`
 */
export function openStore(url: string, deps: OpenDeps): Promise<OpenedStore> {
  const { clock, admit, busyTimeoutMs = BUSY_TIMEOUT_MS } = deps
  if (url.startsWith('sqlite:')) {
    return openSqlite(url.slice('sqlite:'.length), { clock, admit, migrations: MIGRATIONS, busyTimeoutMs })
  }
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url, { clock, admit, migrations: MIGRATIONS })
  throw new StoreUnusableError('The database URL must begin with sqlite: or postgres://.')
}

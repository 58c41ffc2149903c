import { Kysely, PostgresDialect, sql } from 'kysely'
import type { Clock } from '../../domain/ports.ts'
import { ChangeEvents } from '../changes.ts'
import { StoreUnusableError } from '../errors.ts'
import { type Admit, type Migration, migrate } from '../migrate.ts'
import type { OpenedStore } from '../opened-store.ts'
import { refuseWithinTransaction, type Session } from '../session.ts'
import { storesOn } from '../stores.ts'
import type { Db, Tables } from '../tables.ts'
import { noting, Troubles } from '../trouble.ts'
import { postgresTrouble, translatePostgres } from './postgres-errors.ts'
import { openPool } from './postgres-pool.ts'
import { transactions } from './postgres-transaction.ts'

/** Any number that nothing else in the database uses. */
const MIGRATION_LOCK = 0x4b455957

const OLDEST_VERSION = 150_000

export interface PostgresOptions {
  readonly clock: Clock
  readonly migrations: readonly Migration[]
  readonly admit?: Admit | undefined
}

/** @throws StoreUnusableError; DomainError `storage.away` */
export async function openPostgres(url: string, options: PostgresOptions): Promise<OpenedStore> {
  const dialect = new PostgresDialect({ pool: openPool(url) })
  const db = new Kysely<Tables>({ dialect })
  try {
    const warnings = await checkServer(db)
    await migratePostgres(new Kysely<unknown>({ dialect }), options)
    return postgresStore(db, warnings)
  } catch (error) {
    await db.destroy()
    throw translatePostgres(error)
  }
}

/** Settings that keep a committed transaction on disk after a crash of the machine. */
const DURABILITY = ['fsync', 'full_page_writes', 'synchronous_commit']

async function checkServer(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string; setting: string }>`
    select name, setting from pg_settings
    where name in ('server_version_num', 'server_encoding', 'fsync', 'full_page_writes', 'synchronous_commit')
    order by name`.execute(db)
  const settings = new Map(rows.map(({ name, setting }) => [name, setting]))
  if (Number(settings.get('server_version_num')) < OLDEST_VERSION) {
    throw new StoreUnusableError('PostgreSQL 15 or newer is needed.')
  }
  if (settings.get('server_encoding') !== 'UTF8') {
    throw new StoreUnusableError('The PostgreSQL database must have the encoding UTF8.')
  }
  return DURABILITY.filter((name) => settings.get(name) === 'off').map(
    (name) => `PostgreSQL runs with ${name} = off: a crash can undo resets and revocations already answered.`,
  )
}

async function migratePostgres(
  db: Kysely<unknown>,
  { clock, migrations, admit }: PostgresOptions,
): Promise<void> {
  await migrate({
    engine: 'postgres',
    db,
    clock,
    migrations,
    admit,
    alone: (work) =>
      db.transaction().execute(async (transaction) => {
        await sql`set local statement_timeout = 0`.execute(transaction)
        await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(transaction)
        await work(transaction)
      }),
    // The operator's own backups are the copy here; a failed step leaves nothing behind.
    saveCopy: async () => {},
  })
}

function postgresStore(db: Db, warnings: readonly string[]): OpenedStore {
  const events = new ChangeEvents()
  const troubles = new Troubles()
  const translate = noting(troubles, translatePostgres, postgresTrouble)
  const transact = transactions(db, events, translate)
  const transaction: typeof transact = async (work, sees) => {
    const value = await transact(work, sees)
    troubles.worked('written')
    return value
  }
  const session: Session = {
    read: async (query) => {
      refuseWithinTransaction()
      try {
        const value = await query(db)
        troubles.worked('read')
        return value
      } catch (error) {
        throw translate(error)
      }
    },
    write: async (query) => {
      refuseWithinTransaction()
      return transaction((own) => own.write(query))
    },
  }
  return {
    ...storesOn(session),
    transaction: async (work, sees) => {
      refuseWithinTransaction()
      return transaction((own) => work(storesOn(own)), sees)
    },
    onChange: (listener) => events.listen(listener),
    trouble: () => troubles.now,
    onTrouble: (listener) => troubles.listen(listener),
    exclusive: false,
    warnings,
    backup: null,
    // A block that cannot be read shows when it is read; PostgreSQL has no check that needs no extension.
    check: async () => [],
    close: () => db.destroy(),
  }
}

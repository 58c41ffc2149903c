import type { ControlledTransaction } from 'kysely'
import { DomainError } from '../../domain/errors.ts'
import type { ChangeEvents } from '../changes.ts'
import { TransactionSession } from '../session.ts'
import type { Db, Tables } from '../tables.ts'
import { translatePostgres } from './postgres-errors.ts'

type Running = ControlledTransaction<Tables>
type Transactions = <T>(work: (session: TransactionSession) => Promise<T>) => Promise<T>

/** One transaction for each work, read committed: those who must take turns hold a row. */
export function transactions(db: Db, events: ChangeEvents): Transactions {
  return async (work) => {
    const running = await begin(db)
    const session = new TransactionSession(running, translatePostgres)
    try {
      const value = await session.run(() => work(session))
      await commit(running, events, session.changed.userIds)
      return value
    } catch (error) {
      await rollback(running)
      throw error
    }
  }
}

async function begin(db: Db): Promise<Running> {
  return db.startTransaction().setIsolationLevel('read committed').execute().catch(fail)
}

async function commit(running: Running, events: ChangeEvents, userIds: readonly string[]): Promise<void> {
  try {
    await running.commit().execute()
  } catch (error) {
    const fault = translatePostgres(error)
    if (!(fault instanceof DomainError && fault.code === 'storage.away')) throw fault
    // The server may have committed before the connection was lost.
    events.emit(userIds)
    throw new DomainError('outcome.unknown', {}, { cause: fault })
  }
  events.emit(userIds)
}

/** Gives the connection back in any case; one that is lost has rolled back by itself. */
async function rollback(running: Running): Promise<void> {
  if (running.isCommitted) return
  await running
    .rollback()
    .execute()
    .catch(() => {})
}

function fail(error: unknown): never {
  throw translatePostgres(error)
}

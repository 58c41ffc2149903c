import type { ControlledTransaction, IsolationLevel } from 'kysely'
import { DomainError } from '../../domain/errors.ts'
import type { ChangeEvents } from '../changes.ts'
import { TransactionSession, type Translate } from '../session.ts'
import type { Db, Tables } from '../tables.ts'

type Running = ControlledTransaction<Tables>
type Transactions = <T>(work: (session: TransactionSession) => Promise<T>, sees?: 'one moment') => Promise<T>

/** One transaction for each work, read committed but for one moment: those who must take turns hold a row. */
export function transactions(db: Db, events: ChangeEvents, translate: Translate): Transactions {
  return async (work, sees) => {
    const running = await begin(db, translate, sees ? 'repeatable read' : 'read committed')
    const session = new TransactionSession(running, translate)
    try {
      const value = await session.run(() => work(session))
      await commit(running, session.changed.userIds, { events, translate })
      return value
    } catch (error) {
      await rollback(running)
      throw error
    }
  }
}

async function begin(db: Db, translate: Translate, level: IsolationLevel): Promise<Running> {
  try {
    return await db.startTransaction().setIsolationLevel(level).execute()
  } catch (error) {
    throw translate(error)
  }
}

async function commit(
  running: Running,
  userIds: readonly string[],
  { events, translate }: { readonly events: ChangeEvents; readonly translate: Translate },
): Promise<void> {
  try {
    await running.commit().execute()
  } catch (error) {
    const fault = translate(error)
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

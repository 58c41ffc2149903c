import { AsyncLocalStorage } from 'node:async_hooks'
import { ChangeLog } from './changes.ts'
import type { Db } from './tables.ts'

/** How queries reach the database: outside a transaction, or within one. */
export interface Session {
  read<T>(query: (db: Db) => Promise<T>): Promise<T>
  /** Outside a transaction this is one of its own. */
  write<T>(query: (db: Db, changed: ChangeLog) => Promise<T>): Promise<T>
}

export type Translate = (error: unknown) => Error

const running = new AsyncLocalStorage<TransactionSession>()

/** The session of one transaction. */
export class TransactionSession implements Session {
  readonly changed = new ChangeLog()
  readonly #db: Db
  readonly #translate: Translate
  #open = true
  #fault: Error | undefined

  constructor(db: Db, translate: Translate) {
    this.#db = db
    this.#translate = translate
  }

  read<T>(query: (db: Db) => Promise<T>): Promise<T> {
    return this.write(query)
  }

  async write<T>(query: (db: Db, changed: ChangeLog) => Promise<T>): Promise<T> {
    if (!this.#open) throw new Error('a transaction was used after its end')
    try {
      return await query(this.#db, this.changed)
    } catch (error) {
      this.#fault ??= this.#translate(error)
      throw this.#fault
    }
  }

  /**
   * Runs the work of the transaction. A statement that failed fails the whole transaction even when the work
   * caught its error: PostgreSQL insists on that, and the engines must not differ.
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    try {
      const value = await running.run(this, work)
      if (this.#fault) throw this.#fault
      return value
    } finally {
      this.#open = false
    }
  }

  get isOpen(): boolean {
    return this.#open
  }
}

/**
 * Within a transaction the outer store would wait for ever on SQLite, and write beside the transaction on
 * PostgreSQL.
 */
export function refuseWithinTransaction(): void {
  if (running.getStore()?.isOpen) throw new Error('the outer store was used inside a transaction')
}

import type { Store, Stores } from '../store.ts'

/** Who ends connections to the mail servers of this machine; nobody while there are none. */
export class ConnectionEnder {
  #endNow: (() => Promise<void>) | null = null

  /** @param endNow resolves when all that have to end have ended, or soon: it never fails. Null: nobody any more */
  set(endNow: (() => Promise<void>) | null): void {
    this.#endNow = endNow
  }

  async endNow(): Promise<void> {
    await this.#endNow?.()
  }
}

/**
 * A store whose transactions resolve after the connections have ended that had to end by them. The transaction itself is
 * over by then: nobody else waits.
 */
export function awaitingEnds<S extends Store>(store: S, ender: ConnectionEnder): S {
  return {
    ...store,
    transaction: async (work, sees) => {
      let isAwaited = false
      const note = () => {
        isAwaited = true
      }
      const value = await store.transaction((tx) => work(noting(tx, note)), sees)
      if (isAwaited) await ender.endNow()
      return value
    },
  }
}

function noting(tx: Stores, note: () => void): Stores {
  const insert: Stores['sessionEnds']['insert'] = (end) => {
    note()
    return tx.sessionEnds.insert(end)
  }
  return { ...tx, sessionEnds: { ...tx.sessionEnds, insert } }
}

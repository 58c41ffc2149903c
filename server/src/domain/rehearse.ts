import type { Store, Stores } from './store.ts'

/** What takes a finished transaction back; never seen outside. */
const TAKEN_BACK = new Error('rehearsed')

/**
 * With these a use case does everything, every refusal included, and leaves nothing behind: what it wrote is taken
 * back before its answer is given. For use cases of one transaction.
 */
export function rehearsal<D extends { readonly store: Store }>(deps: D): D {
  const transaction = async <T>(work: (tx: Stores) => Promise<T>, sees?: 'one moment'): Promise<T> => {
    const answer = Promise.withResolvers<T>()
    const written = deps.store.transaction(async (tx) => {
      answer.resolve(await work(tx))
      throw TAKEN_BACK
    }, sees)
    await written.catch((error: unknown) => {
      if (error !== TAKEN_BACK) throw error
    })
    return answer.promise
  }
  return { ...deps, store: { ...deps.store, transaction } }
}

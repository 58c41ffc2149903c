import { DomainError } from '../domain/errors.ts'
import type { Store } from '../domain/store.ts'
import type { KeyVault } from './key-vault.ts'

/**
 * A store that other processes use too: a transaction that met a data key made elsewhere since the last look is run
 * again with that key.
 */
export function learningStore<S extends Store>(store: S, vault: Pick<KeyVault, 'refresh'>): S {
  if (store.exclusive) return store
  return {
    ...store,
    transaction: async (work, sees) => {
      try {
        return await store.transaction(work, sees)
      } catch (error) {
        const isUnreadable = error instanceof DomainError && error.code === 'secret.unreadable'
        if (!isUnreadable || !(await vault.refresh(store))) throw error
        return store.transaction(work, sees)
      }
    },
  }
}

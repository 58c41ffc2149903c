import type { Store } from '../domain/store.ts'

export interface OpenedStore extends Store {
  /** What about the database endangers data, for the operator to read. */
  readonly warnings: readonly string[]
  /** Copies the data, in use as it is, into a new SQLite file; null where the engine has its own tools. */
  readonly backup: ((targetPath: string) => Promise<void>) | null
}

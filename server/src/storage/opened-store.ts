import type { Store } from '../domain/store.ts'

export interface OpenedStore extends Store {
  /** What about the database endangers data, for the operator to read. */
  readonly warnings: readonly string[]
  /** Copies the data, in use as it is, into a new SQLite file; null where the engine has its own tools. */
  readonly backup: ((targetPath: string) => Promise<void>) | null
  /** What the engine finds damaged in the data; `full` also compares indexes and references. */
  check(full: boolean): Promise<readonly string[]>
}

import type { StoredDkimKey } from './dkim-key.ts'

export interface DkimKeyStore {
  insert(key: StoredDkimKey): Promise<void>
  /** The newest first: one that waits for its record, and one that signs. */
  ofDomain(domainId: string): Promise<readonly StoredDkimKey[]>
  activate(id: string, atMs: number): Promise<void>
  delete(id: string): Promise<void>
  /** Of the whole installation. */
  deleteAll(): Promise<void>
  /** All of them in pages by id, for re-sealing. */
  page(afterId: string, limit: number): Promise<readonly StoredDkimKey[]>
  reseal(id: string, sealed: Uint8Array): Promise<void>
}

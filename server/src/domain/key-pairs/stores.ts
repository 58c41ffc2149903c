import type { SealedPair, StoredPair } from './key-pair.ts'

export interface KeyPairStore {
  insert(pair: StoredPair): Promise<void>
  /** The pair of this name without an end. */
  current(userId: string, name: string): Promise<StoredPair | null>
  /** Also those that have ended, as long as they are kept. */
  ofUser(userId: string): Promise<readonly StoredPair[]>
  /** What a check of a signature needs; also for ended pairs as long as they are kept. */
  known(userKey: string): Promise<SealedPair | null>
  /** Sets the end of a pair that has none, or one that is later. */
  end(id: string, endsAtMs: number): Promise<void>
  update(id: string, change: Partial<Pick<StoredPair, 'clockCheck' | 'limits'>>): Promise<void>
  /** Remembers a signature; false when it was used before. @param name what tells it from all others */
  useOnce(name: string, endsAtMs: number): Promise<boolean>
  /** Forgets used signatures whose time has run out. */
  forgetUsed(nowMs: number): Promise<void>
  /** How many. */
  deleteOfUser(userId: string): Promise<number>
  /** Of the whole installation. */
  deleteAll(): Promise<void>
  /** Sets the state of every pair. */
  setStateOfAll(state: StoredPair['state']): Promise<void>
  /** Forgets pairs that ended before this moment. */
  forgetEndedBefore(ms: number): Promise<void>
  /** All of them in pages by id, for re-sealing. */
  page(afterId: string, limit: number): Promise<readonly StoredPair[]>
  reseal(id: string, sealed: Uint8Array): Promise<void>
}

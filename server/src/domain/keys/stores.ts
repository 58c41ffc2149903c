import type { KnownKey } from '../login/known.ts'
import type { StoredKey } from './key.ts'

export interface KeyStore {
  insert(key: StoredKey): Promise<void>
  byId(id: string): Promise<StoredKey | null>
  /** The user's current key: the one without an end. */
  current(userId: string): Promise<StoredKey | null>
  /** All rows kept, newest first. */
  ofUser(userId: string): Promise<readonly StoredKey[]>
  /** What a key check needs; also for ended keys as long as they are kept. */
  known(digest: string): Promise<KnownKey | null>
  /** The same by any of several digests, of which one is the key's; says which. */
  knownAmong(digests: readonly string[]): Promise<FoundKey | null>
  /** Sets the end of a key, and forgets its sealed copy. */
  end(id: string, endsAtMs: number): Promise<void>
  /** How many keys have a sealed copy: of one account, or of the installation. */
  countSealed(accountId?: string): Promise<number>
  /** Forgets the sealed copies of these keys, for good. How many. */
  forgetSealed(accountId?: string): Promise<number>
  /** Sets the state of every key of the installation, or of those in one state. How many of them had not ended. */
  setStateOfAll(state: StoredKey['state'], nowMs: number, from?: StoredKey['state']): Promise<number>
  /** How many keys that have not ended are in a state. */
  countInState(state: StoredKey['state'], nowMs: number): Promise<number>
  setState(id: string, state: StoredKey['state']): Promise<void>
  /** Forgets keys that ended before this moment, but that they were keys. */
  forgetEndedBefore(ms: number): Promise<void>
  /** Rows with a sealed copy, in pages by id, for re-sealing and re-digesting. */
  page(afterId: string, limit: number): Promise<readonly StoredKey[]>
  /** A new sealed copy takes the place of one only: a copy that was forgotten stays forgotten, and the digest as it is. */
  replaceSecret(id: string, secret: Pick<StoredKey, 'digest' | 'sealed'>): Promise<void>
  /** Another digest for a key without a sealed copy. @throws DomainError `key.exists` when it is another key's */
  redigest(from: string, to: string): Promise<void>
}

/** Digests of keys whose rows are gone. Nothing tells whose they were. */
export interface ForgottenKeyStore {
  /** The one of these digests that is there, the first rather than the others. */
  find(digests: readonly string[]): Promise<string | null>
  /** Another digest of the same key. */
  redigest(from: string, to: string): Promise<void>
  /** Drops those that ended before this moment. */
  dropEndedBefore(ms: number): Promise<void>
}

export interface FoundKey {
  readonly digest: string
  readonly key: KnownKey
}

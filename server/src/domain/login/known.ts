import type { StoredKey } from '../keys/key.ts'

/** What a check of a key needs, in one flat object: a million of these must fit into memory. */
export interface KnownKey {
  readonly keyId: string
  readonly userId: string
  readonly userName: string
  readonly accountId: string
  readonly roles: readonly string[]
  /** User and account are enabled, and the key can be used at all. */
  readonly usable: boolean
  /** Null while it is the current key; else when it stops or stopped working. */
  readonly endsAtMs: number | null
}

/** What a check of a token needs to know about its user. */
export interface KnownUser {
  readonly id: string
  readonly name: string
  readonly accountId: string
  readonly roles: readonly string[]
  readonly usable: boolean
  readonly email: string | null
  readonly defaultRegion: string | null
  readonly passwordId: string | null
  /** Every key kept for the user, ended ones included. */
  readonly keys: readonly Pick<StoredKey, 'id' | 'endsAtMs' | 'state'>[]
  readonly resetKeepsTokens: boolean
  readonly sessionIdleSeconds: number
}

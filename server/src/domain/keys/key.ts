/** A user's account key as stored. A reset retires the row and inserts another. */
export interface StoredKey {
  /** 32 lower-case hex digits. Names this value of the key in tokens, callers and the audit log. */
  readonly id: string
  readonly userId: string
  readonly accountId: string
  readonly digest: string
  /** Null in an ended key, and in one that was shown once, when it was made. */
  readonly sealed: Uint8Array | null
  readonly lastFour: string
  readonly createdAtMs: number
  /** When the key stops working; null while it is the user's current key. */
  readonly endsAtMs: number | null
  /** `lost`: neither the value nor a token got with it is good any more; `unconfirmed`: in doubt after a restore. */
  readonly state: 'active' | 'lost' | 'unconfirmed'
}

/** 32 lower-case hex digits: clients tell keys from passwords by that length. */
const ACCOUNT_KEY = /^[0-9a-f]{32}$/

export function looksLikeAccountKey(text: string): boolean {
  return ACCOUNT_KEY.test(text)
}

/** The longest time an old key may go on beside the new one. */
export const MAX_OVERLAP_SECONDS = 30 * 24 * 3600

export function keyWorksAt(key: { readonly endsAtMs: number | null }, nowMs: number): boolean {
  return key.endsAtMs === null || key.endsAtMs > nowMs
}

/** Programs are found again on machines that were off for years. A million of these take 125 MB on disk (measured). */
export const FORGOTTEN_KEYS_KEPT_MS = 5 * 365 * 24 * 3_600_000

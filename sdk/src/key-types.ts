/** The account key without its value. */
export interface ApiKey {
  readonly id: string
  readonly userId: string
  /** The last four characters. */
  readonly lastFour: string
  readonly createdAt: string
  readonly lastUse: KeyUse | null
  /**
   * `unconfirmed`: refused since older data were put back, until it is reset or the operator trusts all;
   * `lost` with its master key: refused for good, and never shown.
   */
  readonly state: 'active' | 'unconfirmed' | 'lost'
  /** The value was shown when the key was made, and cannot be shown again. */
  readonly shownOnce: boolean
  /** The account, or the whole installation, lets no key be shown a second time. */
  readonly showOnceRequired: boolean
  /** The key it replaced, while that one still works. */
  readonly overlap: Overlap | null
}

export interface KeyUse {
  readonly at: string
  /** Client product and version, such as `python-requests/2.31`. */
  readonly client: string
  readonly address: string
  readonly dialect: string
}

export interface Overlap {
  readonly keyId: string
  readonly lastFour: string
  readonly endsAt: string
}

/** An account key together with its value. Only answers to reveal, create and reset carry it. */
export interface RevealedKey extends ApiKey {
  readonly apiKey: string
  readonly username: string
}

/** Somebody who uses a key: one client product at one address in one dialect. */
export interface Caller {
  readonly client: string
  readonly address: string
  readonly dialect: string
  readonly calls: number
  readonly firstUse: string
  readonly lastUse: string
}

/** A program: what it calls itself and where it calls from, in whatever dialects. */
export interface Application {
  readonly client: string
  readonly address: string
  readonly dialects: readonly string[]
}

export interface AffectedApplication extends Application {
  /** With the current key, and with the old key of a running overlap. */
  readonly calls: number
  readonly firstUse: string
  readonly lastUse: string
  /** It goes on with the old key of a running overlap, which any reset ends at once, whatever overlap that has. */
  readonly stopsAtOnce: boolean
}

/** What a reset would disconnect. */
export interface Impact {
  readonly windowDays: number
  /** Use before this moment was not recorded. */
  readonly recordedSince: string
  readonly callers: readonly AffectedApplication[]
  /** Applications seen in the last 24 hours; a reset without overlap stops these. */
  readonly activeCallers: number
  /** Those among them that stop at once, whatever overlap the reset has. */
  readonly activeOnOldKey: number
}

export interface CreateKeyRequest {
  /** The key is in this answer and can never be shown again; without it, as the account says. */
  readonly showOnce?: boolean
}

export interface ResetRequest {
  /** Seconds the old key goes on working; 0 ends it at once. At most 30 days. */
  readonly overlapSeconds?: number
  /** Kept in the audit log. At most 200 characters. */
  readonly note?: string
  /** The new key is in this answer and can never be shown again; without it, as the account says. */
  readonly showOnce?: boolean
}

/**
 * `moved`: seen with the new key. `old-key`: still uses the old one, which works.
 * `failing`: presents a key that no longer works. `silent`: not seen since the reset.
 * `new`: only ever seen with the current key, so that it had nothing to come back from.
 */
export type ReconnectState = 'moved' | 'old-key' | 'failing' | 'silent' | 'new'

export interface ReconnectingCaller extends Application {
  readonly state: ReconnectState
  /** Since the reset, refused ones included; null where calls before and after it were counted together. */
  readonly calls: number | null
  readonly lastUse: string
}

export interface Reconnect {
  readonly resetAt: string | null
  readonly callers: readonly ReconnectingCaller[]
}

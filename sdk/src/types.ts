/** Shapes of the native API, `/api/v1`. Times are ISO 8601 in UTC; counts are whole numbers. */

/** Who is signed in, and until when. */
export interface Session {
  readonly user: User
  /** Sent back in the header `X-CSRF-Token` with every request that changes something. */
  readonly csrfToken: string
  readonly expiresAt: string
  /** Until when Show, Copy and Reset ask for nothing more; null when a proof is needed now. */
  readonly confirmedUntil: string | null
}

export interface User {
  readonly id: string
  readonly name: string
  /** Decimal account number; the same as tenant and project. */
  readonly accountId: string
  readonly email: string | null
  readonly enabled: boolean
  readonly roles: readonly string[]
  readonly createdAt: string
  readonly passwordChangedAt: string | null
}

/** The account key without its value. */
export interface ApiKey {
  readonly id: string
  readonly userId: string
  /** The last four characters. */
  readonly lastFour: string
  readonly createdAt: string
  readonly lastUse: KeyUse | null
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

/** What a reset would disconnect. */
export interface Impact {
  readonly windowDays: number
  /** Use before this moment was not recorded. */
  readonly recordedSince: string
  readonly callers: readonly Caller[]
  /** Callers seen in the last 24 hours; a reset at once stops these. */
  readonly activeCallers: number
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
 */
export type ReconnectState = 'moved' | 'old-key' | 'failing' | 'silent'

export interface ReconnectingCaller {
  readonly client: string
  readonly address: string
  readonly dialect: string
  readonly state: ReconnectState
  /** Calls since the reset, refused ones included. */
  readonly calls: number
  readonly lastUse: string
}

export interface Reconnect {
  readonly resetAt: string | null
  readonly callers: readonly ReconnectingCaller[]
}

export type UsageWindow = '24h' | '7d' | '30d'
export type Outcome = 'valid' | 'expired' | 'disabled'

/** Calls of one outcome in one step of the window. */
export interface UsagePoint {
  readonly at: string
  readonly outcome: Outcome
  readonly calls: number
}

export interface Usage {
  readonly window: UsageWindow
  readonly from: string
  readonly to: string
  /** An hour for 24h and 7d, a day for 30d. */
  readonly stepSeconds: number
  readonly recordedSince: string
  readonly points: readonly UsagePoint[]
  readonly byDialect: readonly DialectUsage[]
  readonly byCaller: readonly Caller[]
}

export interface DialectUsage {
  readonly dialect: string
  readonly calls: number
}

/** An entry of the service catalog. */
export interface Endpoint {
  readonly id: number
  readonly name: string
  readonly type: string
  readonly region: string | null
  readonly publicUrl: string
}

/** What a token got with an application credential tells of it. */
export interface ApplicationCredential {
  readonly id: string
  readonly name: string
  readonly restricted: boolean
  /** Null: good for any request. Else let nothing through but what one of them allows. */
  readonly accessRules: readonly AccessRule[] | null
}

export interface AccessRule {
  /** The type of a service in the catalog. */
  readonly service: string
  readonly method: string
  /** `*` and `{name}` stand for one segment, `**` for any depth. */
  readonly path: string
}

/** The answer to `GET /api/v1/verify`. */
export interface Verification {
  readonly kind: 'key' | 'token'
  readonly userId: string
  readonly username: string
  readonly accountId: string
  readonly roles: readonly string[]
  readonly keyId: string | null
  readonly expiresAt: string | null
  /** Only of a token got with one. */
  readonly applicationCredential?: ApplicationCredential
}

/** RFC 9457. `code` is stable, `field` names the member at fault. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  readonly field?: string
  readonly requestId: string
}

/**
 * How a call ended for the credential that was presented. `expired`: its time is over, or that of the token got with it;
 * `revoked`: another one replaced it; `throttled`: good, and beyond a limit; `forbidden`: good, and without the right.
 */
export type Outcome = (typeof OUTCOMES)[number]

/** Good ones first. */
export const OUTCOMES = ['valid', 'expired', 'revoked', 'disabled', 'throttled', 'forbidden'] as const

/** The name of a protocol, as its room under `http/` gives it: `identity-v2.0`, `native`. */
export type Dialect = string

/** Where a request came from, as its dialect saw it. */
export interface Origin {
  readonly dialect: Dialect
  /** Client address after trusted proxies. */
  readonly address: string
  /** Raw `User-Agent`, empty when there was none. */
  readonly userAgent: string
  /** Set where a service asks whether a credential is good, so that the call is a verification. */
  readonly verifies?: true
}

/** Calls of one client with one key in one hour. */
export interface CallCount {
  readonly accountId: string
  readonly userId: string
  readonly keyId: string
  readonly dialect: string
  readonly outcome: Outcome
  /** Product and version, such as `rclone/v1.60.1`. */
  readonly client: string
  /** IPv4 address, or the /64 of an IPv6 address. */
  readonly network: string
  readonly hourMs: number
  readonly calls: number
  readonly firstAtMs: number
  readonly lastAtMs: number
}

/** Calls of one hour with what is no key and never was one. */
export interface UnknownCount {
  /** Of the user who was named; null where nobody was, or nobody who is here. */
  readonly accountId: string | null
  readonly dialect: Dialect
  readonly hourMs: number
  readonly calls: number
}

/** What calls were for, as far as it is told. */
export interface CallKinds {
  /** How many tokens were given. */
  readonly tokens: number
  /** How many of the calls asked whether the key, or a token of it, is good. */
  readonly verifications: number
}

/** Calls as they are added. Months alone keep what they were for. */
export type NewCalls = CallCount & Partial<CallKinds>

/** Calls with one key in one month of UTC. Nothing says where they came from. */
export interface CallMonth
  extends Pick<CallCount, 'accountId' | 'userId' | 'keyId' | 'dialect' | 'outcome' | 'calls' | 'lastAtMs'>,
    CallKinds {
  readonly monthMs: number
}

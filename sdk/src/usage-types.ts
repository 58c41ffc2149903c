import type { Caller } from './key-types.ts'

/** A period that ends now. */
export type UsageWindow = '24h' | '7d' | '30d'

/** A period of at most 92 days: moments in ISO 8601, `to` is no part of it. */
export interface UsagePeriod {
  readonly from: string
  readonly to: string
}

export type UsageStep = 'hour' | 'day'

/**
 * How a call ended for the credential that was presented. `expired`: its time is over, or that of the token got with it;
 * `revoked`: another one replaced it; `throttled`: good, and beyond a limit; `forbidden`: good, and without the right.
 */
export type Outcome = 'valid' | 'expired' | 'revoked' | 'disabled' | 'throttled' | 'forbidden'

/** Calls of one outcome in one step of the window. */
export interface UsagePoint {
  readonly at: string
  /** `unknown`, in the report of an account: what was no key, sent with the name of one of its users. */
  readonly outcome: Outcome | 'unknown'
  readonly calls: number
}

export interface Usage {
  readonly window: UsageWindow | 'custom'
  readonly from: string
  readonly to: string
  /** An hour for a week or less, a day of UTC for more, unless another step was asked for. */
  readonly stepSeconds: number
  readonly recordedSince: string
  readonly points: readonly UsagePoint[]
  /** Calls in the whole installation with what is no key; null unless an operator asks for an account. */
  readonly unknownEverywhere: number | null
  readonly byDialect: readonly DialectUsage[]
  readonly byCaller: readonly Caller[]
  /** Most calls first, like `byKey`. */
  readonly byUser: readonly UserUsage[]
  readonly byKey: readonly KeyUsage[]
}

export interface UserUsage {
  readonly userId: string
  readonly username: string
  readonly calls: number
  readonly lastUse: string
}

export interface KeyUsage extends UserUsage {
  readonly keyId: string
  /** Null for what is no account key, and for one that ended so long ago that it is forgotten. */
  readonly lastFour: string | null
  /** False for a key or key pair that was replaced. */
  readonly current: boolean
  /** The name of an application credential that was used in place of a key. */
  readonly applicationCredential: string | null
  /** That of a key pair of the e-mail API. */
  readonly userKey: string | null
  /** Its calls by how they ended; what did not happen is not there. */
  readonly byOutcome: readonly { readonly outcome: Outcome; readonly calls: number }[]
}

/** What calls were for, as far as it is told. */
export interface CallKinds {
  /** Tokens that were got with a key. */
  readonly tokens: number
  /** Of the calls, those that asked whether a key or token is good. */
  readonly verifications: number
}

/** Counters of one key in one dialect. */
export interface KeyCounters extends CallKinds {
  readonly dialect: string
  readonly calls: number
  /** Of the calls. */
  readonly rejected: number
}

export interface KeyHistory extends KeyUsage {
  readonly byDialect: readonly KeyCounters[]
}

/** Calls of one month of UTC, such as `2026-03`, in one dialect that ended alike. */
export interface MonthUsage extends CallKinds {
  readonly month: string
  readonly dialect: string
  readonly outcome: Outcome
  readonly calls: number
}

export interface UsageHistory {
  /** The first month that is still known. */
  readonly keptSince: string
  /** The oldest first; what did not happen is not there. */
  readonly months: readonly MonthUsage[]
  /** Most calls first, of all these months. */
  readonly byKey: readonly KeyHistory[]
  /** What the account has now; null for the own report, and for whoever may not see all its domains. */
  readonly mail: { readonly mailboxes: number; readonly storageMb: number } | null
}

/** From how many calls with the keys of the account on somebody is told; days and months are those of UTC. */
export interface UsageThreshold {
  /** Null for none, like `callsPerMonth`. */
  readonly callsPerDay: number | null
  readonly callsPerMonth: number | null
  /** Who gets a mail: the owners, the managers as well, or nobody. The panel tells all of them. */
  readonly notify: 'owners' | 'managers' | 'nobody'
  readonly callsToday: number
  readonly callsThisMonth: number
  readonly reached: { readonly day: boolean; readonly month: boolean }
}

export type UsageThresholdChange = Partial<Pick<UsageThreshold, 'callsPerDay' | 'callsPerMonth' | 'notify'>>

/** Milliseconds within which half of the answers were given, and 95 of 100. */
export interface AnswerTime {
  readonly p50Ms: number
  readonly p95Ms: number
}

/** How long answers of the installation took, to anybody. They are kept for 90 days. */
export interface AnswerTimes {
  readonly window: UsageWindow | 'custom'
  readonly from: string
  readonly to: string
  /** An hour for a week or less, a day of UTC for more, unless another step was asked for. */
  readonly stepSeconds: number
  /** The oldest first; steps without an answer are not there. */
  readonly points: readonly (AnswerTime & { readonly at: string })[]
  readonly byDialect: readonly (AnswerTime & { readonly dialect: string })[]
}

export interface DialectUsage {
  readonly dialect: string
  readonly calls: number
}

export type LimitName =
  | 'overlap'
  | 'step_up'
  | 'session_idle'
  | 'session_lifetime'
  | 'token_lifetime'
  | 'callers_per_key'
  | 'calls_kept'
  | 'failures_per_source'
  | 'failures_per_source_rate'
  | 'password_failures'
  | 'password_delay'

export interface Limit {
  readonly name: LimitName
  readonly unit: 'seconds' | 'callers' | 'failures' | 'failures per minute'
  readonly limit: number
  /** Null where nothing is counted. */
  readonly used: number | null
}

export interface Limits {
  readonly items: readonly Limit[]
}

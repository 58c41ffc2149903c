import type { User } from '../users/user.ts'

/**
 * How the time in a signature is checked. `lenient`: near enough for a clock of any time zone; `strict`: UTC, within
 * minutes, no header twice for a change; `static`: not at all, for programs that keep one header for ever.
 */
export type ClockCheck = 'lenient' | 'strict' | 'static'

export const CLOCK_CHECKS: readonly ClockCheck[] = ['lenient', 'strict', 'static']

/** What a signed call is for; each has a limit of its own. */
export type CallKind = 'read' | 'write' | 'domainWrite'

/** Calls in a minute, where they differ from what is usual. */
export type PairLimits = Partial<Readonly<Record<CallKind, number>>>

/** A pair for the signed e-mail API, as stored: a name that is told with every request, and a secret that is not. */
export interface StoredPair {
  /** 32 lower-case hex digits. Names this pair in callers and in the audit log. */
  readonly id: string
  readonly userId: string
  readonly accountId: string
  /** Empty for the one pair that every super administrator may have. */
  readonly name: string
  /** 20 characters of base64, told with every request. */
  readonly userKey: string
  /** 40 characters of base64. The signature needs it in clear, so it is kept sealed, not digested. */
  readonly sealed: Uint8Array
  readonly clockCheck: ClockCheck
  readonly limits: PairLimits
  readonly createdAtMs: number
  /** When the pair stops working; null while it is the current one of its name. */
  readonly endsAtMs: number | null
  /** `unconfirmed`: in doubt after a restore. */
  readonly state: 'active' | 'unconfirmed'
}

/** What a check of a signature needs. The secret is in clear: for memory only. */
export interface KnownPair {
  readonly pairId: string
  readonly userId: string
  readonly userName: string
  readonly accountId: string
  readonly roles: readonly string[]
  readonly secretKey: string
  readonly clockCheck: ClockCheck
  readonly limits: PairLimits
  /** User and account are enabled, the user is a super administrator, and the pair is not in doubt. */
  readonly usable: boolean
  /** Null while it is the current pair; else when it stops or stopped working. */
  readonly endsAtMs: number | null
}

/** The same as the database tells it. */
export type SealedPair = Omit<KnownPair, 'secretKey'> & Pick<StoredPair, 'sealed'>

/** A pair as its owner may see it. */
export interface ShownPair
  extends Pick<StoredPair, 'id' | 'userKey' | 'clockCheck' | 'limits' | 'createdAtMs'> {
  readonly secretKey: string
  readonly user: Pick<User, 'id' | 'name'>
}

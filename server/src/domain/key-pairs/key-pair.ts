import { keyWorksAt } from '../keys/key.ts'
import type { User } from '../users/user.ts'
import type { PairScope } from './pair-scope.ts'

/** For whoever asks for a pair that is not there. */
export const NO_PAIR = 'There is no key pair of this name.'

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
  /** What a named pair is good for; null for everything. */
  readonly scope: PairScope | null
  /** Addresses and networks that it works from; null for everywhere. */
  readonly networks: readonly string[] | null
  /** When it ends whatever happens; null for never. */
  readonly expiresAtMs: number | null
}

/** Neither replaced for good nor run out. */
export function pairWorksAt(
  { endsAtMs, expiresAtMs }: Pick<StoredPair, 'endsAtMs' | 'expiresAtMs'>,
  nowMs: number,
): boolean {
  return keyWorksAt({ endsAtMs }, nowMs) && keyWorksAt({ endsAtMs: expiresAtMs }, nowMs)
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
  /** Null while it is the current pair; else when it stops or stopped working, the time that it was made for included. */
  readonly endsAtMs: number | null
  readonly scope: PairScope | null
  /** Each list is of networks of which one must hold the address: those of the pair, and of its administrator. */
  readonly networks: readonly (readonly string[])[]
}

/** The same as the database tells it. */
export type SealedPair = Omit<KnownPair, 'secretKey'> & Pick<StoredPair, 'sealed'>

/** A pair as its owner may see it. */
export interface ShownPair extends StoredPair {
  readonly secretKey: string
  readonly user: Pick<User, 'id' | 'name'>
}

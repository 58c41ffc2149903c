import { DomainError } from '../errors.ts'

/** An authenticator app: makes six digits every 30 seconds from a secret that it shares with us (RFC 6238). */
export interface TotpDevice {
  /** 32 lower-case hex digits. */
  readonly id: string
  readonly userId: string
  readonly accountId: string
  readonly name: string
  /** The secret; see `placeOfDevice`. */
  readonly sealed: Uint8Array
  readonly createdAtMs: number
  /** Null until a code of it was typed: before that it counts for nothing. */
  readonly verifiedAtMs: number | null
  /** The time step of the last accepted code; no code of it, or of an earlier one, is accepted again. */
  readonly lastStep: number | null
}

/** Something that signs a challenge: a phone, a laptop, a security key (WebAuthn). */
export interface Passkey {
  /** The credential's id, base64url. */
  readonly id: string
  readonly userId: string
  readonly accountId: string
  readonly name: string
  /** COSE. */
  readonly publicKey: Uint8Array
  /** Of signatures; 0 for those that do not count. */
  readonly counter: number
  readonly transports: readonly string[]
  readonly createdAtMs: number
  readonly lastUsedAtMs: number | null
}

/** Stands in for a factor that is not at hand, once. Only the digest is kept. */
export interface RecoveryCode {
  readonly digest: string
  readonly userId: string
  readonly accountId: string
  readonly createdAtMs: number
  /** Null for a code of the printed list; set for one that an administrator or program asked for. */
  readonly expiresAtMs: number | null
}

/** A sign-in whose password was right, and that waits for a second factor. */
export interface PendingLogin {
  readonly digest: string
  readonly userId: string
  readonly accountId: string
  /** The password that was right; another one since then ends this. */
  readonly passwordId: string
  readonly expiresAtMs: number
}

/** What a passkey is asked to sign, once, for whoever it was made for. */
export interface PasskeyChallenge {
  /** The digest of a session or of a pending sign-in, and what for. */
  readonly holder: string
  /** 32 random bytes, base64url. */
  readonly challenge: string
  readonly expiresAtMs: number
}

/** How long a right password waits for the second factor. */
export const PENDING_LIFETIME_MS = 10 * 60_000
/** Of each kind: enough for every device of a person, and a bound on what a session can write. */
export const MAX_FACTORS = 10
const MAX_NAME_LENGTH = 64

/** A name that people give, or what stands in for none. @throws DomainError `input.invalid` */
export function checkFactorName(given: string, fallback: string): string {
  const name = given.normalize('NFC').trim()
  if (name === '') return fallback
  if (name.length <= MAX_NAME_LENGTH && !/[\p{Cc}\p{Cs}]/u.test(name)) return name
  throw new DomainError('input.invalid', { field: 'name', reason: 'At most 64 characters.' })
}

import { sha1 } from '../../lib/sha1.ts'
import { sameBytes } from '../../lib/timing-safe.ts'
import type { ClockCheck } from './key-pair.ts'

/** `X-Api-Signature` as it was sent: `USER KEY:TIME:HASH`. */
export interface Signature {
  readonly userKey: string
  /** Digits as sent; they are part of what is hashed. */
  readonly stamp: string
  /** 20 bytes. */
  readonly hash: Buffer
}

/** 14 digits, or with hundredths or thousandths of a second; the hash in base64 as documented, or in hex. */
const SIGNATURE = /^([A-Za-z0-9+/=]{1,64}):(\d{14}|\d{16,17}):(?:([A-Za-z0-9+/]{27}=)|([0-9A-Fa-f]{40}))$/

/** Null for what is no signature. White space around it does not count: Ruby's base64 ends in a line break. */
export function parseSignature(header: string): Signature | null {
  const [, userKey, stamp, base64, hex] = SIGNATURE.exec(header.trim()) ?? []
  if (userKey === undefined || stamp === undefined) return null
  const hash = base64 === undefined ? Buffer.from(hex ?? '', 'hex') : Buffer.from(base64, 'base64')
  return { userKey, stamp, hash }
}

/**
 * Whether a signature was made with this secret. The time that takes tells nothing of where they differ.
 * @param userAgent the header as Node gives it, a character for each byte that was sent
 */
export function isSignedWith(
  secretKey: string,
  { userKey, stamp, hash }: Signature,
  userAgent: string,
): boolean {
  const text = `${userKey}${userAgent}${stamp}`
  const bytes = Buffer.concat([Buffer.from(text, 'latin1'), Buffer.from(secretKey, 'utf8')])
  return sameBytes(sha1(bytes), hash)
}

const STAMP = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/

/** The time of a stamp read as UTC, ms; null for a date or time that does not exist. */
export function stampMs(stamp: string): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (STAMP.exec(stamp) ?? [])
    .slice(1)
    .map(Number)
  if (hour > 23 || minute > 59 || second > 59) return null
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  // A day that the month does not have rolls over into the next.
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : null
}

const HOUR_MS = 3_600_000
/** Clients write the time of their own zone, UTC-12 to UTC+14, and some sign once and go on for hours. */
export const LENIENT_MS = 26 * HOUR_MS
export const STRICT_MS = 5 * 60_000

/** How far the stamp may be from now; null for ever. */
export function toleranceMs(check: ClockCheck): number | null {
  if (check === 'static') return null
  return check === 'strict' ? STRICT_MS : LENIENT_MS
}

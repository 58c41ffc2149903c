import { crc32 } from 'node:zlib'
import { type RandomBytes, randomBase62, toBase62 } from './base62.ts'

/** 32 base62 digits carry 190 bits. */
const SECRET_DIGITS = 32
/** A 32-bit number needs six base62 digits. */
const CHECKSUM_DIGITS = 6

/**
 * A secret that explains itself: prefix, 32 random base62 digits, 6 digits of CRC-32 over all before them.
 * The checksum protects nothing: it tells typing errors and scanners' false alarms apart without a look-up.
 */
export function newCheckedSecret(prefix: string, randomBytes: RandomBytes): string {
  const body = prefix + randomBase62(SECRET_DIGITS, randomBytes)
  return body + checksum(body)
}

/** True for texts of the right prefix, length, alphabet and checksum. */
export function isCheckedSecret(prefix: string, text: string): boolean {
  if (!text.startsWith(prefix) || text.length !== prefix.length + SECRET_DIGITS + CHECKSUM_DIGITS)
    return false
  if (!/^[0-9A-Za-z]+$/.test(text.slice(prefix.length))) return false
  return checksum(text.slice(0, -CHECKSUM_DIGITS)) === text.slice(-CHECKSUM_DIGITS)
}

function checksum(body: string): string {
  return toBase62(crc32(body), CHECKSUM_DIGITS)
}

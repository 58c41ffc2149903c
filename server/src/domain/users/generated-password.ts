import type { Random } from '../ports.ts'

/** A password for somebody who gave none: 24 characters, 144 random bits. */
export function generatePassword(random: Random): string {
  return Buffer.from(random.bytes(18)).toString('base64url')
}

import { randomText } from '../ids.ts'
import type { Random } from '../ports.ts'

/** A password for somebody who gave none: 24 characters, 144 random bits. */
export function generatePassword(random: Random): string {
  return randomText(random, 18)
}

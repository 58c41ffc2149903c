import { totpSecretText } from '../../lib/totp.ts'
import type { Random } from '../ports.ts'

export const RECOVERY_CODE_COUNT = 10
const RECOVERY_BYTES = 10
const RECOVERY_CODE = /^[A-Z2-7]{16}$/

/** Signs that people and apps put between digits. */
const BETWEEN = /[\s\p{Pd}\p{Cf}.]/gu

/**
 * The one spelling of a six-digit code, before anything is compared or remembered; null for what is none. Spellings
 * must not count as different codes (CVE-2025-55000).
 */
export function canonicalCode(given: string): string | null {
  const text = given.length > 64 ? '' : given.normalize('NFKC').replace(BETWEEN, '')
  return /^[0-9]{6}$/.test(text) ? text : null
}

/** The same for a recovery code: sixteen letters and digits of base32. */
export function canonicalRecoveryCode(given: string): string | null {
  const text = given.length > 64 ? '' : given.normalize('NFKC').replace(BETWEEN, '').toUpperCase()
  return RECOVERY_CODE.test(text) ? text : null
}

/** 80 random bits as four groups of four, which people can type. */
export function newRecoveryCode(random: Random): string {
  const text = totpSecretText(random.bytes(RECOVERY_BYTES))
  return (text.match(/.{4}/g) ?? []).join('-').toLowerCase()
}

import { ScureBase32Plugin, verifySync } from 'otplib'

/** RFC 6238 as every authenticator app knows it: SHA-1, 30 seconds, six digits. */
const STEP_SECONDS = 30
const base32 = new ScureBase32Plugin()

/**
 * The time step that a code belongs to: the present one, the one before or the one after. Null for every other text.
 * @param code six digits, already in their one spelling
 */
export function totpStep(secret: Uint8Array, code: string, nowMs: number): number | null {
  if (!/^[0-9]{6}$/.test(code)) return null
  const epoch = Math.floor(nowMs / 1_000)
  const found = verifySync({ secret, token: code, epoch, epochTolerance: STEP_SECONDS })
  return found.valid && 'timeStep' in found ? found.timeStep : null
}

/** How people type the secret in, and what stands in the address that apps read: base32 without padding. */
export function totpSecretText(secret: Uint8Array): string {
  return base32.encode(secret, { padding: false })
}

export function totpSecretBytes(text: string): Uint8Array {
  return base32.decode(text)
}

/** The address that a QR code carries. */
export function totpUri(issuer: string, userName: string, secretText: string): string {
  const name = `${encodeURIComponent(issuer)}:${encodeURIComponent(userName)}`
  return `otpauth://totp/${name}?secret=${secretText}&issuer=${encodeURIComponent(issuer)}`
}

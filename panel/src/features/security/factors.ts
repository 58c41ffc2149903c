import type { SecondFactors } from '@keyward/sdk'

/** How many factors count: passkeys, and apps that have shown a code. */
export function countOf({ passkeys, totp }: SecondFactors): number {
  return passkeys.length + totp.filter(({ verified }) => verified).length
}

/** As people type it: groups of four. */
export function grouped(secret: string): string {
  return (secret.match(/.{1,4}/g) ?? []).join(' ')
}

/** Fewer than this is too few to rely on. */
const FEW_CODES = 3

export function areFew({ recoveryCodesLeft }: SecondFactors): boolean {
  return recoveryCodesLeft <= FEW_CODES
}

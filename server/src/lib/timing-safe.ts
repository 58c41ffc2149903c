import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Chosen at start; makes both sides the same length and unpredictable before they are compared. */
const COMPARE_KEY = randomBytes(32)

/** Compares two texts in a time that tells nothing of where, or in which length, they differ. */
export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(fingerprint(a), fingerprint(b))
}

/** The same for bytes whose length is no secret: those of digests. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

function fingerprint(text: string): Buffer {
  return createHmac('sha256', COMPARE_KEY).update(text, 'utf16le').digest()
}

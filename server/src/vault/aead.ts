import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto'
import type { Random } from '../domain/ports.ts'

const ALGORITHM = 'aes-256-gcm'
export const KEY_BYTES = 32
/** NIST SP 800-38D, section 8.2: the length for which random nonces are specified. */
export const NONCE_BYTES = 12
export const TAG_BYTES = 16
/** One call for randomness costs about as much as sealing, so nonces are drawn by the batch. */
const NONCES_PER_BATCH = 256

export interface SealedParts {
  readonly nonce: Uint8Array
  readonly ciphertext: Uint8Array
  readonly tag: Uint8Array
}

/** Draws nonces. Each is part of its own batch's memory, which is never filled again. */
export function nonceSource(random: Random): () => Uint8Array {
  let batch: Uint8Array = new Uint8Array(0)
  let used = 0
  return () => {
    if (used === batch.length) {
      batch = random.bytes(NONCE_BYTES * NONCES_PER_BATCH)
      used = 0
    }
    used += NONCE_BYTES
    return batch.subarray(used - NONCE_BYTES, used)
  }
}

export function encrypt(
  key: KeyObject,
  nonce: Uint8Array,
  context: Uint8Array,
  plain: Uint8Array,
): SealedParts {
  const cipher = createCipheriv(ALGORITHM, key, nonce)
  cipher.setAAD(context)
  const ciphertext = cipher.update(plain)
  cipher.final()
  return { nonce, ciphertext, tag: cipher.getAuthTag() }
}

/** Null when key, context, nonce, text or tag is not what it was. */
export function decrypt(key: KeyObject, context: Uint8Array, sealed: SealedParts): Buffer | null {
  const decipher = createDecipheriv(ALGORITHM, key, sealed.nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(context)
  decipher.setAuthTag(sealed.tag)
  const plain = decipher.update(sealed.ciphertext)
  try {
    decipher.final()
    return plain
  } catch {
    return null
  }
}

/** Splits nonce, ciphertext and tag that follow each other. Null when there is not enough. */
export function splitSealed(bytes: Uint8Array): SealedParts | null {
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null
  return {
    nonce: bytes.subarray(0, NONCE_BYTES),
    ciphertext: bytes.subarray(NONCE_BYTES, -TAG_BYTES),
    tag: bytes.subarray(-TAG_BYTES),
  }
}

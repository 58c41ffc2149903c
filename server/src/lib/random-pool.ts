/** One call to the system for randomness costs more than sealing a token, so it is drawn in portions of this size. */
const POOL_BYTES = 4_096

/**
 * Serves short requests for random bytes from a portion drawn in advance. No byte is served twice, and served bytes
 * are wiped from the portion: what was given to a secret stays with the secret.
 */
export function pooled(draw: (length: number) => Uint8Array): (length: number) => Uint8Array {
  let pool: Uint8Array = new Uint8Array(0)
  let used = 0
  return (length) => {
    if (length > POOL_BYTES / 8) return draw(length)
    if (used + length > pool.length) {
      pool = draw(POOL_BYTES)
      used = 0
    }
    // A copy: `slice` of a Buffer would be a view, and wiped with the portion.
    const bytes = new Uint8Array(pool.subarray(used, used + length))
    pool.fill(0, used, used + length)
    used += length
    return bytes
  }
}

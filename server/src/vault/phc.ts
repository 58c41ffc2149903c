/** A password hash in PHC text form (github.com/P-H-C/phc-string-format), Argon2id version 1.3 only. */
export interface PasswordHash {
  readonly memoryKib: number
  readonly passes: number
  readonly parallelism: number
  readonly salt: Uint8Array
  readonly hash: Uint8Array
}

/** A stored text may come from an import; it must not be able to ask for hours or for all memory. */
const MOST = { memoryKib: 256 * 1024, passes: 20, parallelism: 16, bytes: 64 }
/** RFC 9106, section 3.1: what Argon2 itself asks for at least. */
const LEAST = { memoryKibPerLane: 8, saltBytes: 8, hashBytes: 16 }

const NUMBER = '([1-9][0-9]{0,6})'
const PHC = new RegExp(
  `^\\$argon2id\\$v=19\\$m=${NUMBER},t=${NUMBER},p=${NUMBER}\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)$`,
)

/** In the order m, t, p: Dovecot reads no other. */
export function formatPhc({ memoryKib, passes, parallelism, salt, hash }: PasswordHash): string {
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${parallelism}$${encode(salt)}$${encode(hash)}`
}

/** Null for other algorithms, and for parameters that are too weak to be real or too costly to compute. */
export function parsePhc(text: string): PasswordHash | null {
  const [, m, t, p, saltText = '', hashText = ''] = PHC.exec(text) ?? []
  const [salt, hash] = [decode(saltText), decode(hashText)]
  if (!salt || !hash) return null
  const found = { memoryKib: Number(m), passes: Number(t), parallelism: Number(p), salt, hash }
  return isSane(found) ? found : null
}

function isSane({ memoryKib, passes, parallelism, salt, hash }: PasswordHash): boolean {
  if (memoryKib > MOST.memoryKib || passes > MOST.passes || parallelism > MOST.parallelism) return false
  if (memoryKib < LEAST.memoryKibPerLane * parallelism) return false
  if (salt.length < LEAST.saltBytes || hash.length < LEAST.hashBytes) return false
  return salt.length <= MOST.bytes && hash.length <= MOST.bytes
}

/** Base64 without padding, as the format wants it. */
function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '')
}

function decode(text: string): Uint8Array | null {
  const bytes = Buffer.from(text, 'base64')
  return text !== '' && encode(bytes) === text ? bytes : null
}

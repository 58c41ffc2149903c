import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import type { TokenClaims, TokenSealer } from '../domain/tokens/token.ts'
import { decrypt, encrypt, NONCE_BYTES, TAG_BYTES } from './aead.ts'
import { generationOf } from './data-keys.ts'
import { CLAIMS_BYTES, decodeClaims, encodeClaims } from './token-layout.ts'
import type { DataKey } from './wrapping.ts'

const VERSION = 1
/** Version, generation of the token key, day of issue. */
const HEADER_BYTES = 1 + 2 + 2
const NONCE_END = HEADER_BYTES + NONCE_BYTES
const CLAIMS_END = NONCE_END + CLAIMS_BYTES
/** 120, a multiple of three: base64url has no unused bits then, so that a token has one spelling. */
const TOKEN_BYTES = CLAIMS_END + TAG_BYTES
const TOKEN_CHARACTERS = (TOKEN_BYTES / 3) * 4
const DAY_MS = 24 * 3_600_000
/** Yesterday and today are in use, and the clocks of several machines may differ. */
const DAYS_REMEMBERED = 4

/**
 * Tokens as authenticated ciphertext: version, key, day, nonce, claims, tag in 160 characters.
 * Each UTC day has a key of its own, so that random nonces never come near the 2^32 messages
 * that NIST SP 800-38D, section 8.3, allows for one key.
 */
export class SealedTokens implements TokenSealer {
  readonly #root: KeyObject
  readonly #generation: number
  readonly #nextNonce: () => Uint8Array
  readonly #dayKeys = new Map<number, KeyObject>()

  constructor(key: DataKey, nextNonce: () => Uint8Array) {
    this.#root = createSecretKey(key.bytes)
    this.#generation = generationOf(key)
    this.#nextNonce = nextNonce
  }

  seal(claims: TokenClaims): string {
    const day = Math.floor(claims.issuedAtMs / DAY_MS)
    const token = Buffer.allocUnsafe(TOKEN_BYTES)
    token[0] = VERSION
    token.writeUInt16BE(this.#generation, 1)
    token.writeUInt16BE(day, 3)
    const key = this.#remember(day, this.#dayKey(day))
    const parts = encrypt(key, this.#nextNonce(), token.subarray(0, HEADER_BYTES), encodeClaims(claims))
    token.set(parts.nonce, HEADER_BYTES)
    token.set(parts.ciphertext, NONCE_END)
    token.set(parts.tag, CLAIMS_END)
    return token.toString('base64url')
  }

  open(token: string): TokenClaims | null {
    if (token.length !== TOKEN_CHARACTERS) return null
    const bytes = Buffer.from(token, 'base64url')
    // Node also reads `+`, `/`, `=` and skips the unknown: another spelling of a token is no token.
    if (bytes.length !== TOKEN_BYTES || bytes.toString('base64url') !== token) return null
    if (bytes[0] !== VERSION || bytes.readUInt16BE(1) !== this.#generation) return null
    return this.#openBytes(bytes, bytes.readUInt16BE(3))
  }

  #openBytes(bytes: Buffer, day: number): TokenClaims | null {
    const key = this.#dayKey(day)
    const claims = decrypt(key, bytes.subarray(0, HEADER_BYTES), {
      nonce: bytes.subarray(HEADER_BYTES, NONCE_END),
      ciphertext: bytes.subarray(NONCE_END, CLAIMS_END),
      tag: bytes.subarray(CLAIMS_END),
    })
    if (!claims) return null
    // Only now: made-up days must not push the real ones out.
    this.#remember(day, key)
    return decodeClaims(claims)
  }

  #dayKey(day: number): KeyObject {
    return this.#dayKeys.get(day) ?? this.#derive(day)
  }

  #derive(day: number): KeyObject {
    return createSecretKey(createHmac('sha256', this.#root).update(`keyward/token-day/1\0${day}`).digest())
  }

  #remember(day: number, key: KeyObject): KeyObject {
    if (!this.#dayKeys.has(day)) {
      this.#dayKeys.set(day, key)
      const [oldest] = this.#dayKeys.keys()
      if (this.#dayKeys.size > DAYS_REMEMBERED && oldest !== undefined) this.#dayKeys.delete(oldest)
    }
    return key
  }
}

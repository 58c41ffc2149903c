import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import type { TokenClaims, TokenSealer } from '../domain/tokens/token.ts'
import { decrypt, encrypt, NONCE_BYTES, TAG_BYTES } from './aead.ts'
import { generationOf } from './data-keys.ts'
import { CLAIMS_BYTES, decodeClaims, encodeClaims, IMPERSONATION_BYTES } from './token-layout.ts'
import type { DataKey } from './wrapping.ts'

/** The version tells how long the claims are: those of an impersonation name one more user. */
const VERSION = 1
const IMPERSONATION_VERSION = 2
/** Version, generation of the token key, day of issue. */
const HEADER_BYTES = 1 + 2 + 2
const NONCE_END = HEADER_BYTES + NONCE_BYTES
/** 120 and 138, multiples of three: base64url has no unused bits then, so that a token has one spelling. */
const TOKEN_BYTES = NONCE_END + CLAIMS_BYTES + TAG_BYTES
const IMPERSONATION_TOKEN_BYTES = NONCE_END + IMPERSONATION_BYTES + TAG_BYTES
const VERSION_BY_CHARACTERS: ReadonlyMap<number, number> = new Map([
  [(TOKEN_BYTES / 3) * 4, VERSION],
  [(IMPERSONATION_TOKEN_BYTES / 3) * 4, IMPERSONATION_VERSION],
])
const DAY_MS = 24 * 3_600_000
/** Yesterday and today are in use, and the clocks of several machines may differ. */
const DAYS_REMEMBERED = 4

/**
 * Tokens as authenticated ciphertext: version, key, day, nonce, claims, tag in 160 characters, 184 for an impersonation.
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
    const isPlain = claims.impersonatorId === undefined
    const token = Buffer.allocUnsafe(isPlain ? TOKEN_BYTES : IMPERSONATION_TOKEN_BYTES)
    token[0] = isPlain ? VERSION : IMPERSONATION_VERSION
    token.writeUInt16BE(this.#generation, 1)
    token.writeUInt16BE(day, 3)
    const key = this.#remember(day, this.#dayKey(day))
    const parts = encrypt(key, this.#nextNonce(), token.subarray(0, HEADER_BYTES), encodeClaims(claims))
    token.set(parts.nonce, HEADER_BYTES)
    token.set(parts.ciphertext, NONCE_END)
    token.set(parts.tag, token.length - TAG_BYTES)
    return token.toString('base64url')
  }

  open(token: string): TokenClaims | null {
    const version = VERSION_BY_CHARACTERS.get(token.length)
    if (version === undefined) return null
    const bytes = Buffer.from(token, 'base64url')
    // Node also reads `+`, `/`, `=` and skips the unknown: another spelling of a token is no token.
    if (bytes.toString('base64url') !== token) return null
    if (bytes[0] !== version || bytes.readUInt16BE(1) !== this.#generation) return null
    return this.#openBytes(bytes, bytes.readUInt16BE(3))
  }

  #openBytes(bytes: Buffer, day: number): TokenClaims | null {
    const key = this.#dayKey(day)
    const claims = decrypt(key, bytes.subarray(0, HEADER_BYTES), {
      nonce: bytes.subarray(HEADER_BYTES, NONCE_END),
      ciphertext: bytes.subarray(NONCE_END, -TAG_BYTES),
      tag: bytes.subarray(-TAG_BYTES),
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

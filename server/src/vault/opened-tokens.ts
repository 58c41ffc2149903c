import { hash } from 'node:crypto'
import type { TokenClaims, TokenSealer } from '../domain/tokens/token.ts'

/** Tokens remembered at most, some 500 bytes each; the oldest goes first. */
const MAX_REMEMBERED = 10_000

/**
 * Remembers what tokens say: a token is presented many times, and what is sealed in it never changes. Whether it is
 * still good is asked each time elsewhere. Remembered by its digest, so that memory holds no token.
 */
export class OpenedTokens implements TokenSealer {
  readonly #sealer: TokenSealer
  readonly #claims = new Map<string, TokenClaims>()

  constructor(sealer: TokenSealer) {
    this.#sealer = sealer
  }

  seal(claims: TokenClaims): string {
    return this.#sealer.seal(claims)
  }

  open(token: string): TokenClaims | null {
    const digest = hash('sha256', token, 'base64url')
    const known = this.#claims.get(digest)
    if (known) return known
    const claims = this.#sealer.open(token)
    if (claims) this.#remember(digest, claims)
    return claims
  }

  #remember(digest: string, claims: TokenClaims): void {
    this.#claims.set(digest, claims)
    const [oldest] = this.#claims.size > MAX_REMEMBERED ? this.#claims.keys() : []
    if (oldest !== undefined) this.#claims.delete(oldest)
  }
}

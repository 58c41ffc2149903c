export type LoginMethod = 'APIKEY' | 'PASSWORD'

/** What a token says. Sealed, never stored; 24 hours in every dialect. */
export interface TokenClaims {
  /** 32 lower-case hex digits. */
  readonly id: string
  /** The token got by the login itself; deleting it kills what was exchanged from it. */
  readonly rootId: string
  readonly userId: string
  /** The key's id, or the password's. */
  readonly credentialId: string
  readonly method: LoginMethod
  /** Account number the token is scoped to. */
  readonly accountId: string
  readonly issuedAtMs: number
  readonly expiresAtMs: number
}

export const TOKEN_LIFETIME_MS = 24 * 3_600_000

export interface TokenSealer {
  /** At most 250 characters `[A-Za-z0-9_-]`. */
  seal(claims: TokenClaims): string
  /** Null for anything this installation did not seal. */
  open(token: string): TokenClaims | null
}

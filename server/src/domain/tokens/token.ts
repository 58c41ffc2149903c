/** `PASSCODE` is password and second factor. */
export type LoginMethod = 'APIKEY' | 'PASSWORD' | 'APPLICATION_CREDENTIAL' | 'PASSCODE'

/**
 * Where a token is good: its account as in every dialect; identity v3 knows the whole installation, and nowhere yet.
 * `set-up` is good for setting a second factor up and for nothing else.
 */
export type TokenScope = 'project' | 'unscoped' | 'domain' | 'system' | 'set-up'

/** What a token says. Sealed, never stored; 24 hours in every dialect. */
export interface TokenClaims {
  /** 32 lower-case hex digits. */
  readonly id: string
  /** The token got by the login itself; deleting it kills what was exchanged from it. */
  readonly rootId: string
  readonly userId: string
  /** The id of the key, the password or the application credential. */
  readonly credentialId: string
  readonly method: LoginMethod
  /** Account number of the user, which the token is scoped to unless `scope` says otherwise. */
  readonly accountId: string
  readonly scope: TokenScope
  readonly issuedAtMs: number
  readonly expiresAtMs: number
  /**
   * Who of the staff acts as the user; credential, method and root are theirs then. Absent in all other tokens.
   */
  readonly impersonatorId?: string
}

/** Whether a token ends with the password, and says nothing of any key. */
export function isByPassword(method: LoginMethod): boolean {
  return method === 'PASSWORD' || method === 'PASSCODE'
}

export const TOKEN_LIFETIME_MS = 24 * 3_600_000
/** Long enough to fetch a telephone. */
export const SET_UP_LIFETIME_MS = 3_600_000

/**
 * How long after its end a token can still be asked about by validators that finish work begun with it, as Keystone's
 * do; a deleted token is remembered for as long.
 */
export const EXPIRED_GRACE_MS = 48 * 3_600_000

export interface TokenSealer {
  /** At most 250 characters `[A-Za-z0-9_-]`. */
  seal(claims: TokenClaims): string
  /** Null for anything this installation did not seal. */
  open(token: string): TokenClaims | null
}

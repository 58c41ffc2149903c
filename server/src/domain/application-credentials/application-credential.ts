import type { AccessRule } from './access-rule.ts'

/** What a user hands to a program: some of their roles, for some time, perhaps for some requests only. */
export interface ApplicationCredential {
  /** 32 lower-case hex digits. */
  readonly id: string
  readonly userId: string
  readonly accountId: string
  /** No other credential of the user has it. */
  readonly name: string
  readonly description: string | null
  /** Of id and secret together: two credentials with one secret do not show it. */
  readonly digest: string
  /** By the names that tokens show. What the user loses of them is lost here too. */
  readonly roles: readonly string[]
  /** Whether it may be used to manage application credentials, and users as far as its roles reach. */
  readonly unrestricted: boolean
  /** Null: for any request. Empty: for none. */
  readonly accessRules: readonly AccessRule[] | null
  readonly createdAtMs: number
  readonly expiresAtMs: number | null
  /** `unconfirmed`: in doubt after a restore. */
  readonly state: 'active' | 'unconfirmed'
}

/** What is digested for a credential. */
export function digestedText(id: string, secret: string): string {
  return id + secret
}

/** A program needs one or two; this many are a mistake, or an attack. */
export const MAX_CREDENTIALS_PER_USER = 100
export const MAX_ACCESS_RULES = 100
/** Rules outlive their credentials until they are deleted. */
export const MAX_ACCESS_RULES_PER_USER = 1_000

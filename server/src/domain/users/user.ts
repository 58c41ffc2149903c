import type { AdminType } from '../administrators/administrator.ts'

export interface User {
  /** 32 lower-case hex digits. */
  readonly id: string
  readonly accountId: string
  /** As typed at creation; compared through `normaliseUserName`. */
  readonly name: string
  readonly email: string | null
  readonly enabled: boolean
  readonly roles: readonly string[]
  /** PHC string; null for a user who cannot sign in to the panel. */
  readonly passwordHash: string | null
  /** Renewed with every password change, so that what the old password gave can be told apart. */
  readonly passwordId: string | null
  readonly passwordChangedAtMs: number | null
  readonly defaultRegion: string | null
  /** Has a second factor that counts: a password alone opens nothing. */
  readonly secondFactor: boolean
  readonly secondFactorRule: SecondFactorRule
  /** The part in the e-mail area; null for none. */
  readonly adminType: AdminType | null
  /** A note of those who manage users; Identity v3 tells of it. */
  readonly description: string | null
  readonly contactType: ContactType | null
  /** What programs of Identity v2.0 call the contact behind the user, in a directory of their own; null for none. */
  readonly contactId: string | null
  readonly createdAtMs: number
  readonly updatedAtMs: number
}

/** What others of the account turn to this user about. Gives no right. */
export type ContactType = 'administrative' | 'technical'

/** Whether this user must have a second factor; by default as the account says. */
export type SecondFactorRule = 'default' | 'required' | 'optional'

/** Of names that somebody can have; `nameFault` says which a new one may be. */
const USER_NAME = /^[\p{L}][\p{L}\p{N}@._+-]{0,254}$/u

export function isUserName(name: string): boolean {
  return USER_NAME.test(name)
}

/** One spelling for comparing and counting: variants must not open a second account or a fresh limit. */
export function normaliseUserName(name: string): string {
  return name.normalize('NFKC').toLowerCase()
}

import type { User } from './user.ts'

/** `invited`: enabled, has no password yet, and a link was made by which to choose one. */
export type UserState = 'active' | 'invited' | 'disabled'

/** A user as those who manage users see it. */
export interface ListedUser {
  readonly user: User
  /** Of the last invitation, used or not, until it is taken back; may be past. */
  readonly invitationEndsAtMs: number | null
  /** The last right password; kept by network for 30 days and more. */
  readonly lastSignInMs: number | null
  /** The live one. */
  readonly key: ListedKey | null
}

/** What of a key is worth a look at a list. */
export interface ListedKey {
  readonly createdAtMs: number
  /** The last call that it opened, of those that are written down yet; calls are kept for 90 days. */
  readonly lastUseMs: number | null
}

export function stateOf({ user, invitationEndsAtMs }: ListedUser): UserState {
  if (!user.enabled) return 'disabled'
  return user.passwordHash === null && invitationEndsAtMs !== null ? 'invited' : 'active'
}

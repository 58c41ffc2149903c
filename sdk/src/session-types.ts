import type { AdminType } from './administrator-types.ts'
import type { User } from './user-types.ts'

/** Who is signed in, and until when. */
export interface Session {
  readonly user: User
  /** Sent back in the header `X-CSRF-Token` with every request that changes something. */
  readonly csrfToken: string
  readonly expiresAt: string
  /** Until when Show, Copy and Reset ask for nothing more; null when a proof is needed now. */
  readonly confirmedUntil: string | null
  /** The user may list and manage other users. */
  readonly managesUsers: boolean
  /** The part in the e-mail area; null for none. */
  readonly adminType: AdminType | null
  /** What a proof of presence asks for: the strongest that the user has set up. */
  readonly confirmBy: 'password' | 'totp' | 'passkey'
  /** A page that was made for another version should be loaded again. */
  readonly serverVersion: string
}

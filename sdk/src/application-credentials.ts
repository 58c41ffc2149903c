import type { Transport } from './transport.ts'
import type { CredentialRule, HandedCredential } from './user-types.ts'

/** What a program is handed in place of one's own key. */
export interface NewApplicationCredential {
  /** No other credential of yours has it. */
  readonly name: string
  readonly description?: string
  /** Some of your own; without it all of them. */
  readonly roles?: readonly string[]
  /** Whether it may be used to manage application credentials; else it may not. */
  readonly unrestricted?: boolean
  /** The only requests it is good for; without it all. */
  readonly accessRules?: readonly CredentialRule[]
  /** Until when it is good, in ISO 8601; without it until it is deleted. */
  readonly expiresAt?: string
}

export interface CreatedApplicationCredential extends HandedCredential {
  /** Told this once. */
  readonly secret: string
}

/** What users hand to programs in place of their key; `users.applicationCredentials` lists them. */
export interface ApplicationCredentials {
  /** One of one's own, signed in to the panel; programs use Identity v3. @throws KeywardError `conflict` for a name that is taken, `invalid` with `field`, `step_up_needed` */
  create(credential: NewApplicationCredential): Promise<CreatedApplicationCredential>
  /**
   * What it opened is closed before this resolves. One's own without `userId`; those of others as their keys.
   * @throws KeywardError `not_found`, `forbidden`, `step_up_needed` for somebody else's in the panel
   */
  delete(credentialId: string, userId?: string): Promise<void>
}

export function createApplicationCredentials(send: Transport): ApplicationCredentials {
  return {
    create: (credential) => send('POST', '/application-credentials', { body: credential }),
    delete: (credentialId, userId = 'me') =>
      send(
        'DELETE',
        `/users/${encodeURIComponent(userId)}/application-credentials/${encodeURIComponent(credentialId)}`,
      ),
  }
}

import { newIdempotencyKey } from './idempotency.ts'
import { queryOf } from './query.ts'
import type { Transport } from './transport.ts'
import type {
  CreatedUser,
  HandedCredential,
  Invitation,
  ManagedUser,
  NewUser,
  User,
  UserChange,
  UserFilter,
  UserPage,
} from './user-types.ts'
import { type Edit, editCall, type Versioned } from './version.ts'

export interface PasswordChange {
  readonly currentPassword: string
  readonly newPassword: string
}

/**
 * Oneself, and for those who manage users the users of the account. A user of another account looks like none:
 * every method that takes a `userId` throws `not_found` for both, and `forbidden` for a colleague out of reach.
 * Signed in to the panel, `create`, `change`, `disable`, `enable`, `delete`, `invite` and `revokeInvitation` throw
 * `step_up_needed` when presence must be proven first.
 */
export interface Users {
  me(): Promise<User>
  /** Changes one's own address; null for none. @throws KeywardError `step_up_needed`, `invalid` with `field` `email` */
  update(change: { readonly email: string | null }): Promise<User>
  /** Ends the other sessions. @throws KeywardError `wrong_password`, `invalid` with `field` `newPassword` */
  changePassword(change: PasswordChange): Promise<void>
  /** One page; `next` of its answer is `after` of the next call. @throws KeywardError `forbidden` */
  list(filter?: UserFilter): Promise<UserPage>
  get(userId: string): Promise<ManagedUser & Versioned>
  /**
   * Makes a user with an API key, and a link good for 48 hours by which the person chooses a password, unless one is
   * given. Repeating
   * with the same `idempotencyKey` within 24 hours makes nothing and gives the same link.
   * @throws KeywardError `conflict` for a name that is taken, `invalid` with `field`
   */
  create(user: NewUser, idempotencyKey?: string): Promise<CreatedUser>
  /** Changes another user. @throws KeywardError `invalid` with `field` */
  change(userId: string, change: Edit<UserChange>): Promise<ManagedUser & Versioned>
  /** Shuts a user out: sessions end; key, tokens and password are refused before this resolves. */
  disable(userId: string): Promise<ManagedUser>
  /** Lets a disabled user back in; key and password work as before. */
  enable(userId: string): Promise<ManagedUser>
  /**
   * Deletes a user with key, sessions, links and recorded callers, for good. The audit log stays.
   * @param handOverTo id of a user of the same account who gets the roles in the same step
   * @throws KeywardError `invalid` with `field` `handOverTo` for somebody who cannot take them
   */
  delete(userId: string, options?: { readonly handOverTo?: string }): Promise<void>
  /** Makes another link, good for 48 hours; earlier ones are dead. @throws KeywardError `conflict` when disabled */
  invite(userId: string): Promise<Invitation>
  /** Takes an invitation back; its link is dead before this resolves. */
  revokeInvitation(userId: string): Promise<void>
  /** What ends with the user besides the key, without secrets. */
  applicationCredentials(userId: string): Promise<readonly HandedCredential[]>
}

interface HandedCredentials {
  readonly items: readonly HandedCredential[]
}

export function createUsers(send: Transport): Users {
  const path = (userId: string, act = '') => `/users/${encodeURIComponent(userId)}${act}`
  return {
    me: () => send('GET', '/users/me'),
    update: (change) => send('PATCH', '/users/me', { body: change }),
    changePassword: (change) => send('POST', '/users/me/password', { body: change }),
    list: (filter = {}) => send('GET', `/users${queryOf(filter)}`),
    get: (userId) => send('GET', path(userId)),
    create: (user, idempotencyKey = newIdempotencyKey()) =>
      send('POST', '/users', { body: user, headers: { 'idempotency-key': idempotencyKey } }),
    change: (userId, change) => send('PATCH', path(userId), editCall(change)),
    disable: (userId) => send('POST', path(userId, '/disable')),
    enable: (userId) => send('POST', path(userId, '/enable')),
    delete: (userId, options = {}) => send('DELETE', path(userId, queryOf(options))),
    invite: (userId) => send('POST', path(userId, '/invitation')),
    revokeInvitation: (userId) => send('DELETE', path(userId, '/invitation')),
    applicationCredentials: async (userId) =>
      (await send<HandedCredentials>('GET', path(userId, '/application-credentials'))).items,
  }
}

import type { Transport } from './transport.ts'
import type { User } from './types.ts'

export interface PasswordChange {
  readonly currentPassword: string
  readonly newPassword: string
}

/** The signed-in user. */
export interface Users {
  me(): Promise<User>
  /** @throws KeywardError `step_up_needed`, `invalid` with `field` `email` */
  update(change: { readonly email: string }): Promise<User>
  /** Ends the other sessions. @throws KeywardError `wrong_password`, `invalid` with `field` `newPassword` */
  changePassword(change: PasswordChange): Promise<void>
}

export function createUsers(send: Transport): Users {
  return {
    me: () => send('GET', '/users/me'),
    update: (change) => send('PATCH', '/users/me', { body: change }),
    changePassword: (change) => send('POST', '/users/me/password', { body: change }),
  }
}

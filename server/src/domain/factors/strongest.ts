import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'

/** What a proof of presence asks for. */
export type Strongest = 'password' | 'totp' | 'passkey'

/** The strongest factor that a user has set up: a passkey, then an authenticator app, then the password. */
export async function strongestFactor(
  stores: Pick<Stores, 'passkeys'>,
  user: Pick<User, 'id' | 'secondFactor'>,
): Promise<Strongest> {
  if (!user.secondFactor) return 'password'
  return (await stores.passkeys.ofUser(user.id)).length > 0 ? 'passkey' : 'totp'
}

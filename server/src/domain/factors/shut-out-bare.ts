import type { Deps } from '../deps.ts'
import { randomHexId } from '../ids.ts'
import type { Stores } from '../store.ts'
import type { PasswordIdRenewal } from '../users/stores.ts'
import type { User } from '../users/user.ts'

/** Ends what users of an account who lack a required second factor have by password: they sign in again, and set one up. */
export function shutOutBare(
  deps: Pick<Deps, 'clock' | 'random'>,
  tx: Stores,
  accountId: string,
): Promise<void> {
  return tx.users.shutOutBare(accountId, newPasswordIds(deps))
}

/** Other ids for the passwords of many users: a token got with a password names the password's id, and ends. */
export function newPasswordIds({ clock, random }: Pick<Deps, 'clock' | 'random'>): PasswordIdRenewal {
  return { half: randomHexId(random).slice(0, 16), updatedAtMs: clock.now() }
}

/** The same for one user. */
export async function shutOut(
  deps: Pick<Deps, 'clock' | 'random'>,
  tx: Stores,
  { id, passwordId }: Pick<User, 'id' | 'passwordId'>,
): Promise<void> {
  await tx.sessions.deleteOfUser(id)
  if (passwordId === null) return
  await tx.users.update(id, { passwordId: randomHexId(deps.random), updatedAtMs: deps.clock.now() })
}

import type { Deps } from '../deps.ts'
import { randomHexId } from '../ids.ts'
import type { Stores } from '../store.ts'
import type { User } from '../users/user.ts'
import { mustHaveFactor } from './required.ts'

/** Ends what users of an account who lack a required second factor have by password: they sign in again, and set one up. */
export async function shutOutBare(
  deps: Pick<Deps, 'clock' | 'random'>,
  tx: Stores,
  accountId: string,
): Promise<void> {
  for (const user of await bareUsers(tx, accountId)) await shutOut(deps, tx, user)
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

/** Users whom a requirement of their account concerns and who have no second factor yet. */
export async function bareUsers(stores: Stores, accountId: string): Promise<readonly User[]> {
  const users = await stores.users.list({ accountId })
  return users.filter((user) => !user.secondFactor && mustHaveFactor(user, { secondFactorRequired: true }))
}

import type { Actor } from '../actor.ts'
import { DomainError } from '../errors.ts'
import { isStaff } from '../policy.ts'
import type { Stores } from '../store.ts'

/** Users of one account. Staff may go beyond: they know the machine. */
export const MAX_ACCOUNT_USERS = 100

/** How many more users somebody may make in an account, as it is now. */
export async function roomForUsers(
  stores: Pick<Stores, 'users'>,
  actor: Actor,
  accountId: string,
): Promise<number> {
  if (isStaff(actor)) return Number.POSITIVE_INFINITY
  return MAX_ACCOUNT_USERS - (await stores.users.count(accountId))
}

/**
 * Makes sure that one more user fits into an account; those who make users in it take turns.
 * @throws DomainError `actor.forbidden`
 */
export async function requireRoom(tx: Stores, actor: Actor, accountId: string): Promise<void> {
  if (isStaff(actor)) return
  await tx.accounts.hold(accountId)
  if ((await tx.users.count(accountId)) < MAX_ACCOUNT_USERS) return
  const reason = `An account has ${MAX_ACCOUNT_USERS} users at most.`
  throw new DomainError('actor.forbidden', { reason })
}

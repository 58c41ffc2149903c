import type { Account } from '../accounts/account.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { User } from '../users/user.ts'

/** Whether a user must have a second factor: what is said of the user weighs more than what is said of the account. */
export function mustHaveFactor(
  { secondFactorRule }: Pick<User, 'secondFactorRule'>,
  account: Pick<Account, 'secondFactorRequired'> | null,
): boolean {
  if (secondFactorRule !== 'default') return secondFactorRule === 'required'
  return account?.secondFactorRequired ?? false
}

/**
 * Whether a password alone is enough; asked after it proved right.
 * @throws DomainError `factor.needed` for who has a second factor, `factor.set_up_needed` for who must have one
 */
export async function requirePasswordAlone({ store }: Pick<Deps, 'store'>, user: User): Promise<void> {
  if (user.secondFactor) throw new DomainError('factor.needed')
  if (mustHaveFactor(user, await store.accounts.byId(user.accountId))) {
    throw new DomainError('factor.set_up_needed')
  }
}

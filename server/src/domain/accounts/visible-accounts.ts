import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isStaff } from '../policy.ts'
import type { Account } from './account.ts'
import { ownAccount } from './own-account.ts'

/** All accounts for staff, else the actor's own. */
export async function visibleAccounts(
  deps: Pick<Deps, 'store'>,
  actor: UserActor,
): Promise<readonly Account[]> {
  return isStaff(actor) ? deps.store.accounts.list() : [await ownAccount(deps, actor)]
}

/** @throws DomainError `account.not_found` for another account, exactly as for an unknown one */
export async function visibleAccount(
  deps: Pick<Deps, 'store'>,
  actor: UserActor,
  accountId: string,
): Promise<Account> {
  const isVisible = isStaff(actor) || accountId === actor.accountId
  const account = isVisible ? await deps.store.accounts.byId(accountId) : null
  if (!account) throw new DomainError('account.not_found')
  return account
}

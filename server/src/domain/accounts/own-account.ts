import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Account } from './account.ts'

/** @throws DomainError `account.not_found` */
export function ownAccount(deps: Pick<Deps, 'store'>, { accountId }: UserActor): Promise<Account> {
  return accountFor(deps, accountId)
}

/** One that the actor has been found to see. @throws DomainError `account.not_found` */
export async function accountFor({ store }: Pick<Deps, 'store'>, accountId: string): Promise<Account> {
  const account = await store.accounts.byId(accountId)
  if (!account) throw new DomainError('account.not_found')
  return account
}

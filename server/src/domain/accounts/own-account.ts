import type { UserActor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import type { Account } from './account.ts'

/** @throws DomainError `account.not_found` */
export async function ownAccount({ store }: Pick<Deps, 'store'>, actor: UserActor): Promise<Account> {
  const account = await store.accounts.byId(actor.accountId)
  if (!account) throw new DomainError('account.not_found')
  return account
}

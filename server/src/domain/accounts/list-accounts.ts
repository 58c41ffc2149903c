import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isStaff } from '../policy.ts'
import type { Account } from './account.ts'

/** All accounts, by number. @throws DomainError `actor.forbidden` for anybody but staff */
export async function listAccounts(deps: Pick<Deps, 'store'>, actor: Actor): Promise<readonly Account[]> {
  if (!isStaff(actor)) throw new DomainError('actor.forbidden')
  return deps.store.accounts.list()
}

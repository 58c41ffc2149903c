import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { requireStaff } from '../policy.ts'
import type { Account } from './account.ts'

/** For what goes beyond the own account. @throws DomainError `actor.forbidden` */
export function requireAllAccounts(actor: Actor): void {
  requireStaff(actor)
}

/** All accounts, by number. @throws DomainError `actor.forbidden` for anybody but staff */
export async function listAccounts(deps: Pick<Deps, 'store'>, actor: Actor): Promise<readonly Account[]> {
  requireAllAccounts(actor)
  return deps.store.accounts.list()
}

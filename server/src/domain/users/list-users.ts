import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isStaff } from '../policy.ts'
import { requireManagedAccount } from './managing.ts'
import type { User } from './user.ts'

export interface UserFilter {
  /** Without one: all accounts for staff, else the actor's own. */
  readonly accountId?: string
  readonly email?: string
}

/** @throws DomainError `account.not_found`, `actor.forbidden` for those who manage nobody */
export async function listUsers(
  deps: Pick<Deps, 'store'>,
  actor: Actor,
  filter: UserFilter,
): Promise<readonly User[]> {
  const accountId = filter.accountId ?? ownAccount(actor)
  if (accountId !== null) await requireManagedAccount(deps.store, actor, accountId)
  const email = filter.email === undefined ? {} : { email: filter.email }
  return deps.store.users.list({ ...email, ...(accountId !== null && { accountId }) })
}

function ownAccount(actor: Actor): string | null {
  if (isStaff(actor)) return null
  if (actor.kind !== 'user') throw new DomainError('actor.forbidden')
  return actor.accountId
}

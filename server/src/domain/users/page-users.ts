import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { isStaff } from '../policy.ts'
import type { ListedUser } from './listed-user.ts'
import { assistsUsers, requireSeenAccount } from './managing.ts'
import type { UserPageQuery } from './stores.ts'

export interface UserPage {
  readonly users: readonly ListedUser[]
  /** False when this page is the last. */
  readonly more: boolean
  /** Users on all pages; null when nobody asked. */
  readonly total: number | null
}

/**
 * One page of the users of an account; without an account, of all accounts for staff, else of the actor's own.
 * @throws DomainError `account.not_found`, `actor.forbidden` for those who manage nobody
 */
export async function pageUsers(
  deps: Pick<Deps, 'store'>,
  actor: Actor,
  { counted = false, ...query }: UserPageQuery & { readonly counted?: boolean },
): Promise<UserPage> {
  if (!assistsUsers(actor)) throw new DomainError('actor.forbidden', { reason: MANAGERS_ONLY })
  const accountId =
    query.accountId ?? (actor.kind === 'user' && !isStaff(actor) ? actor.accountId : undefined)
  if (accountId !== undefined) await requireSeenAccount(deps.store, actor, accountId)
  const wanted = { ...query, ...(accountId !== undefined && { accountId }), limit: query.limit + 1 }
  const users = await deps.store.users.page(wanted)
  const total = counted ? await deps.store.users.countMatching(wanted) : null
  return { users: users.slice(0, query.limit), more: users.length > query.limit, total }
}

const MANAGERS_ONLY =
  'Only those who manage users can do this: the account owner, and whom the owner made manager.'

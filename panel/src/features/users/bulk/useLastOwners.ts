import type { ManagedUser } from '@keyward/sdk'
import { useQueries } from '@tanstack/react-query'
import { isStaff } from '../../../lib/rights.ts'
import { useUser } from '../../../lib/session.ts'
import { ownersQuery } from '../queries.ts'
import { type BulkAct, endsOwner, lastOwnersAmong } from './acts.ts'

const OWNER = 'identity:user-admin'
const NOBODY: ReadonlySet<string> = new Set()

/**
 * Owners whose accounts would have none left. Only staff can come to that: an owner who acts stays owner. Accounts
 * whose owners are not known yet count as nobody's to end.
 */
export function useLastOwners(act: BulkAct, users: readonly ManagedUser[]): ReadonlySet<string> {
  const asks = isStaff(useUser()) && endsOwner(act)
  const chosen = asks ? users.filter(({ roles }) => roles.includes(OWNER)) : []
  const accounts = [...new Set(chosen.map(({ accountId }) => accountId))]
  const found = useQueries({ queries: accounts.map((account) => ownersQuery(account)) })
  if (chosen.length === 0) return NOBODY
  const known = found.flatMap(({ data }) => data?.items ?? [])
  const unknown = new Set(accounts.filter((_account, at) => found[at]?.data === undefined))
  const open = chosen.filter(({ accountId }) => unknown.has(accountId)).map(({ id }) => id)
  return new Set([...lastOwnersAmong(chosen, known), ...open])
}

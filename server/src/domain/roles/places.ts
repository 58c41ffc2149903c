import type { User } from '../users/user.ts'
import { effectiveRoles } from './effective-roles.ts'
import { type Role, SERVICE_ADMIN } from './roles.ts'

/** Where roles hold: in an account, which is a project, or for operators in all of them. */
export type Place =
  | { readonly kind: 'project'; readonly accountId: string }
  | { readonly kind: 'domain' | 'system' }

/** What a user's tokens for a place show. */
export function rolesIn(user: Pick<User, 'accountId' | 'roles'>, place: Place): readonly Role[] {
  if (place.kind === 'project') return place.accountId === user.accountId ? effectiveRoles(user.roles) : []
  if (!user.roles.includes(SERVICE_ADMIN)) return []
  return effectiveRoles(user.roles).filter(({ perTenant }) => !perTenant)
}

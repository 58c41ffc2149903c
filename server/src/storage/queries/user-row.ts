import type { User } from '../../domain/users/user.ts'
import type { UserRow } from '../tables/people.ts'

export function toUser(row: UserRow, roles: readonly string[]): User {
  return {
    id: row.id,
    accountId: row.account_id,
    name: row.name,
    email: row.email,
    enabled: row.enabled === 1,
    roles,
    passwordHash: row.password_hash,
    passwordId: row.password_id,
    passwordChangedAtMs: row.password_changed_at_ms,
    defaultRegion: row.default_region,
    secondFactor: row.second_factor === 1,
    secondFactorRule: row.second_factor_rule,
    adminType: row.admin_type,
    description: row.description,
    contactType: row.contact_type,
    contactId: row.contact_id,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
  }
}

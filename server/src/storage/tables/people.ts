import type { Generated } from 'kysely'
import type { AdminType } from '../../domain/administrators/administrator.ts'
import type { ContactType } from '../../domain/users/user.ts'
import type { Bit } from './columns.ts'

export interface AccountRow {
  id: string
  name: string
  enabled: Bit
  reset_keeps_tokens: Bit
  api_reveal: Bit
  step_up_minutes: number
  show_once: Bit
  session_idle_seconds: number
  password_life_seconds: number | null
  password_history: number
  second_factor_required: Bit
  own_domains: Bit
  created_at_ms: number
}

export interface OldPasswordRow {
  user_id: string
  password_hash: string
  ended_at_ms: number
}

export interface SupportPinRow {
  user_id: string
  account_id: string
  sealed: Uint8Array
  wrong_checks: number
}

export interface SecretAnswerRow {
  user_id: string
  question_id: string
  answer_hash: string
}

export interface UserRow {
  id: string
  account_id: string
  name: string
  normalised_name: string
  email: string | null
  enabled: Bit
  password_hash: string | null
  password_id: string | null
  password_changed_at_ms: number | null
  default_region: string | null
  second_factor: Bit
  second_factor_rule: 'default' | 'required' | 'optional'
  admin_type: AdminType | null
  description: string | null
  contact_type: ContactType | null
  contact_id: string | null
  created_at_ms: number
  updated_at_ms: number
}

/** What is known of a customer beside the account itself; not there for one of whom nothing is. */
export interface AccountContactRow {
  account_id: string
  reference_number: string | null
  address_line1: string
  address_line2: string
  city: string
  state: string
  zip: string
  country: string
  phone: string
  email: string
}

/** What is agreed with an administrator of the e-mail area; not there for one with whom nothing is. */
export interface AdministratorRow {
  account_id: string
  user_id: string
  first_name: string
  last_name: string
  program: Bit
  /** 0 for no end. */
  password_days: number
  simultaneous: Bit
  /** JSON: a list. */
  networks: string
  /** JSON: a list. */
  areas: string
  /** JSON: a list, or null for all. */
  domains: string | null
}

export interface UserRoleRow {
  account_id: string
  user_id: string
  role: string
  /** The group that the user has it by; empty for a role of the user's own. */
  group_id: Generated<string>
}

export interface GroupRow {
  id: string
  account_id: string
  name: string
  normalised_name: string
  description: string
  created_at_ms: number
}

export interface GroupRoleRow {
  group_id: string
  role: string
}

export interface GroupMemberRow {
  group_id: string
  account_id: string
  user_id: string
}

export interface RoleRow {
  name: string
  description: string
  given_by_accounts: Bit
  created_at_ms: number
}

export interface SessionRow {
  digest: string
  account_id: string
  user_id: string
  created_at_ms: number
  last_seen_at_ms: number
  proven_at_ms: number | null
  address: string
  client: string
  method: 'password' | 'totp' | 'recovery-code' | 'passkey' | 'login-token'
}

export interface LinkRow {
  digest: string
  kind: 'setup' | 'invitation' | 'reset'
  user_id: string | null
  expires_at_ms: number
}

export interface KnownNetworkRow {
  account_id: string
  user_id: string
  network: string
  last_success_ms: number
}
